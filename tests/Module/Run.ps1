# Runs the module's tests on the built module, each file in a process of its own and a few of them side by side: they
# mostly wait for devices. Ends with one line of counts.
# By hand: pwsh -NoProfile -File tests/Module/Run.ps1 -Name Jobs,Control
param(
    [string]$ModulePath = (Join-Path $PSScriptRoot '../../out/module/NetBatch'),
    [string]$PesterPath = (Join-Path $PSScriptRoot '../../out/tools/Pester/Pester.psd1'),
    [string[]]$Name = @('*'),
    [ValidateRange(1, 16)] [int]$Processes = 2,
    # Minutes after which a file's process is ended and counts as failed.
    [int]$Limit = 15
)

$ErrorActionPreference = 'Stop'
. $PSScriptRoot/Pwsh.ps1
$given = "-ModulePath", (Resolve-Path $ModulePath).Path, '-PesterPath', (Resolve-Path $PesterPath).Path
$files = Get-ChildItem $PSScriptRoot -Filter *.Tests.ps1 |
    Where-Object { $file = $_.Name; $Name -split ',' | Where-Object { $file -like "$_*" } } | Sort-Object Length -Descending
if (-not $files) { throw "No test file is named $Name." }

$counts = $files | ForEach-Object -ThrottleLimit $Processes -Parallel {
    $ErrorActionPreference = 'Stop'
    . $using:PSScriptRoot/Pwsh.ps1
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $process = New-PwshProcess (@('-NoProfile', '-NonInteractive', '-File', "$using:PSScriptRoot/RunFile.ps1", '-Path', $_.FullName) + $using:given)
    $output = $process.StandardOutput.ReadToEndAsync()
    $errors = $process.StandardError.ReadToEndAsync()
    if (-not $process.WaitForExit([timespan]::FromMinutes($using:Limit))) { $process.Kill($true) }

    # All of a file in one piece: the lines of two would mix.
    Write-Host "$($output.Result.TrimEnd())`n$($errors.Result)$($_.Name): exit code $($process.ExitCode), $([int]$clock.Elapsed.TotalSeconds) s"
    $found = [regex]::Match($output.Result, '(?m)^(\d+) passed, (\d+) failed, (\d+) skipped\r?$')
    # A process that ended without a word of its tests is a failure of its own.
    $said = $found.Success -and $process.ExitCode -eq [int]($found.Groups[2].Value -ne '0')
    [pscustomobject]@{
        Passed = [int]$found.Groups[1].Value
        Failed = [int]$found.Groups[2].Value + [int](-not $said)
        Skipped = [int]$found.Groups[3].Value
    }
}

$sum = @{}
foreach ($one in 'Passed', 'Failed', 'Skipped') { $sum[$one] = ($counts | Measure-Object $one -Sum).Sum }
"$($sum.Passed) passed, $($sum.Failed) failed, $($sum.Skipped) skipped in all files"
exit [int]($sum.Failed -gt 0)
