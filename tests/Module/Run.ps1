# Runs the module's tests on the built module and ends with one line of counts.
# Start it in a process of its own: pwsh -NoProfile -File tests/Module/Run.ps1
param(
    [string]$ModulePath = (Join-Path $PSScriptRoot '../../out/module/NetBatch'),
    [string[]]$Name = @('*')
)

$ErrorActionPreference = 'Stop'
$env:POWERSHELL_TELEMETRY_OPTOUT = '1'
$env:NETBATCH_TEST_MODULE = (Resolve-Path $ModulePath).Path
Import-Module Pester -MinimumVersion 5.0

$configuration = New-PesterConfiguration
$configuration.Run.Path = @(Get-ChildItem $PSScriptRoot -Filter *.Tests.ps1 | Where-Object { $file = $_.Name; $Name -split ',' | Where-Object { $file -like "$_*" } } | ForEach-Object FullName)
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Detailed'
$configuration.Output.CIFormat = 'None'
try {
    $result = Invoke-Pester -Configuration $configuration
}
finally {
    # Also where nothing could be run: the lab's accounts and processes go.
    if ($global:NetBatchTestLab) {
        $global:NetBatchTestLab.DisposeAsync().AsTask().Wait()
    }
}

if (-not $result) { '0 passed, 1 failed, 0 skipped'; exit 1 }

# A block that could not be set up counts as failed: its tests said nothing.
$failed = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
"$($result.PassedCount) passed, $failed failed, $($result.SkippedCount) skipped"
exit [int]($failed -gt 0)
