#!/usr/bin/env pwsh
# The tasks of build.sh for PowerShell users; the steps themselves stand there.
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Lint', 'Test', 'Demo', 'Package', 'Bench', 'Clean')]
    [string] $Task = 'Build',

    # The project's address, for the package; the gallery shows it.
    [uri] $ProjectUri
)
$ErrorActionPreference = 'Stop'
if (-not (Get-Command bash -ErrorAction Ignore)) {
    throw 'build.ps1 runs the steps of build.sh and needs bash (on Windows: Git for Windows or WSL).'
}
& bash (Join-Path $PSScriptRoot 'build.sh') $Task.ToLowerInvariant() "$ProjectUri"
exit $LASTEXITCODE
