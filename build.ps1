#!/usr/bin/env pwsh
# The tasks of build.sh for PowerShell users; the steps themselves stand there.
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Lint', 'Test', 'Campaign', 'Provider', 'Demo', 'Package', 'Bench', 'Clean')]
    [string] $Task = 'Build',

    # The project's address, for the package; the gallery shows it.
    [uri] $ProjectUri,

    # How long a campaign attacks; half an hour where it is not given.
    [double] $Hours
)
$ErrorActionPreference = 'Stop'
if (-not (Get-Command bash -ErrorAction Ignore)) {
    throw 'build.ps1 runs the steps of build.sh and needs bash (on Windows: Git for Windows or WSL).'
}
$more = $Task -eq 'Campaign' -and $Hours ? "$Hours" : "$ProjectUri"
& bash (Join-Path $PSScriptRoot 'build.sh') $Task.ToLowerInvariant() $more
exit $LASTEXITCODE
