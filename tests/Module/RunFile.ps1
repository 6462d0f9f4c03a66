# Runs one file of the module's tests and ends with one line of counts. Run.ps1 starts it in a process of its own.
param(
    [Parameter(Mandatory)] [string]$Path,
    [Parameter(Mandatory)] [string]$ModulePath,
    [Parameter(Mandatory)] [string]$PesterPath
)

$ErrorActionPreference = 'Stop'
$env:POWERSHELL_TELEMETRY_OPTOUT = '1'
$env:NETBATCH_TEST_MODULE = $ModulePath
Import-Module $PesterPath

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
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
