# What the tests share: the built module, one lab for all of them, stores of their own, and further pwsh processes.

$script:ModulePath = $env:NETBATCH_TEST_MODULE ?? (Resolve-Path (Join-Path $PSScriptRoot '../../out/module/NetBatch')).Path
Import-Module $script:ModulePath
. $PSScriptRoot/Pwsh.ps1

# A lab of twelve simulated devices behind a real sshd; one for the whole run.
function Get-TestLab {
    if (-not $global:NetBatchTestLab) {
        # Of the command line: the module has none.
        $null = [Reflection.Assembly]::LoadFrom((Join-Path $PSScriptRoot "../../out/cli/NetBatch.Lab.dll"))
        $spec = [NetBatch.Lab.LabSpec]::new()
        $spec.GetType().GetProperty('Devices').SetValue($spec, 12)
        $global:NetBatchTestLab = [NetBatch.Lab.LabHost]::StartAsync($spec).GetAwaiter().GetResult()
    }

    $global:NetBatchTestLab
}

function Set-LabFault([string]$Device, [string]$Fault) { (Get-TestLab).SetFault($Device, [NetBatch.Lab.LabFault]::Parse($Fault)) }

function Clear-LabFault { foreach ($device in (Get-TestLab).DeviceNames) { (Get-TestLab).ClearFault($device, $null) } }

# The lab's inventory as rows; with the lab's key, or without any credential.
function Get-LabRow([switch]$WithoutCredential) {
    $rows = (Get-TestLab).InventoryCsv($null) | ConvertFrom-Csv
    if ($WithoutCredential) { $rows | Select-Object * -ExcludeProperty credential } else { $rows }
}

# Passwords are those of real accounts, which only root can make for the lab.
function Test-LabPassword { [Environment]::IsPrivilegedProcess }

function Get-LabCredential {
    $user = (Get-TestLab).Users[0]
    [pscredential]::new($user.Name, (ConvertTo-SecureString $user.Password -AsPlainText -Force))
}

# A store of its own for the calling file, which is the default one from then on; gone with Remove-TestStore.
function New-TestStore {
    $folder = Join-Path ([IO.Path]::GetTempPath()) "netbatch-test-$([guid]::NewGuid().ToString('n').Substring(0, 8))"
    $null = New-Item -ItemType Directory $folder
    $env:NETBATCH_HOME = $folder
    $folder
}

function Remove-TestStore([string]$Folder) {
    $env:NETBATCH_HOME = $null
    Remove-Item $Folder -Recurse -Force -ErrorAction Ignore
}

# Starts a further pwsh that has the module; the caller ends it.
function Start-Pwsh([string]$Script, [string[]]$Argument = @('-NoProfile', '-NonInteractive')) {
    $text = "`$ErrorActionPreference = 'Continue'; `$PSStyle.OutputRendering = 'PlainText'; Import-Module '$ModulePath'; $Script"
    New-PwshProcess ($Argument + @('-OutputFormat', 'Text', '-EncodedCommand', [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($text))))
}

# Runs a script in a further pwsh and gives what it wrote.
function Invoke-Pwsh([string]$Script, [int]$Seconds = 60) {
    $process = Start-Pwsh $Script
    $output = $process.StandardOutput.ReadToEndAsync()
    $errors = $process.StandardError.ReadToEndAsync()
    if (-not $process.WaitForExit($Seconds * 1000)) {
        $process.Kill($true)
        throw "The pwsh did not end within $Seconds s: $Script"
    }

    [pscustomobject]@{ Output = $output.Result; Error = $errors.Result; ExitCode = $process.ExitCode }
}

# Looks again until something is so, or the time is over; gives what the condition gave.
function Wait-Until([scriptblock]$Condition, [double]$Seconds = 20) {
    $clock = [Diagnostics.Stopwatch]::StartNew()
    while ($true) {
        $found = & $Condition
        if ($found -or $clock.Elapsed.TotalSeconds -gt $Seconds) { return $found }
        Start-Sleep -Milliseconds 100
    }
}
