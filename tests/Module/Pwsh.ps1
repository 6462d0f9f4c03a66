# Further processes of the PowerShell that runs this.

# Its program and what stands before its own arguments. As a dotnet tool PowerShell is a program of dotnet's; it is never
# started by `dotnet tool run`, whose child is a shim that outlives it and which works below the manifest's folder only.
function Get-Pwsh {
    $own = [Environment]::ProcessPath
    if ([IO.Path]::GetFileNameWithoutExtension($own) -eq 'dotnet') { $own, (Join-Path $PSHOME 'pwsh.dll') } else { $own }
}

# Starts one with these arguments and without input; its output is for the caller to read.
function New-PwshProcess([string[]]$Argument) {
    $program, $before = Get-Pwsh
    $start = [Diagnostics.ProcessStartInfo]::new($program)
    foreach ($one in @($before) + $Argument) { if ($one) { $start.ArgumentList.Add($one) } }
    $start.RedirectStandardOutput = $start.RedirectStandardError = $start.RedirectStandardInput = $true
    $process = [Diagnostics.Process]::Start($start)
    $process.StandardInput.Close()
    $process
}
