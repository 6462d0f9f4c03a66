#!/usr/bin/env pwsh
# The tasks of build.sh for PowerShell users; the steps themselves stand there.
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Demo', 'Package', 'Bench', 'Clean')]
    [string] $Task = 'Build'
)
$ErrorActionPreference = 'Stop'
if (-not (Get-Command bash -ErrorAction Ignore)) {
    throw 'build.ps1 runs the steps of build.sh and needs bash (on Windows: Git for Windows or WSL).'
}
& bash (Join-Path $PSScriptRoot 'build.sh') $Task.ToLowerInvariant()
exit $LASTEXITCODE
