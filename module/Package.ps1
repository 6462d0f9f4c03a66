# Makes of the built module what a PowerShell repository takes, in a folder that is such a repository itself:
# Install-PSResource takes it from there, and Publish-PSResource -NupkgPath carries it on to a gallery.
# pwsh -NoProfile -File module/Package.ps1 -Destination out/package -ProjectUri https://...
param(
    [Parameter(Mandatory)] [string]$Destination,
    [string]$ModulePath = (Join-Path $PSScriptRoot '../out/module/NetBatch'),
    # The project's address, which the gallery shows. There is none until somebody gives it.
    [uri]$ProjectUri
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$null = New-Item -ItemType Directory $Destination -Force
$Destination = (Resolve-Path $Destination).Path
$work = Join-Path ([IO.Path]::GetTempPath()) "netbatch-package-$([guid]::NewGuid().ToString('n').Substring(0, 8))"
$repository = "netbatch-package-$PID"
try {
    $module = Join-Path $work 'NetBatch'
    $null = New-Item -ItemType Directory $work
    # The user's own list of repositories is left alone.
    $env:XDG_DATA_HOME = $work
    Copy-Item $ModulePath $module -Recurse

    # What has changed: the first section of the changelog, for the gallery shows only what stands in the manifest.
    $sections = (Get-Content -Raw (Join-Path $module 'CHANGELOG.md')) -split '(?m)^## '
    $manifest = @{ Path = Join-Path $module 'NetBatch.psd1'; ReleaseNotes = ($sections[1] -replace '^[^\n]*\n\s*').TrimEnd() }
    if ($ProjectUri) { $manifest.ProjectUri = $ProjectUri }
    Update-PSModuleManifest @manifest

    Remove-Item (Join-Path $Destination 'NetBatch.*.nupkg') -ErrorAction Ignore
    Register-PSResourceRepository $repository -Uri $Destination -Trusted
    Publish-PSResource -Path $module -Repository $repository
    Get-Item (Join-Path $Destination 'NetBatch.*.nupkg')
}
finally {
    Unregister-PSResourceRepository $repository -ErrorAction Ignore
    Remove-Item $work -Recurse -Force -ErrorAction Ignore
}
