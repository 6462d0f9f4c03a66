# The process of a job that was started with -Detached. The secrets come by its standard input.
param([string]$Id, [string]$StorePath)

try {
    $secrets = @($input) -join "`n"
    Import-Module (Join-Path $PSScriptRoot 'NetBatch.psd1') *> $null
    $assembly = [NetBatch.Loader.ModuleLoader]::Load($PSScriptRoot)
    $run = $assembly.GetType('NetBatch.Commands.DetachedOwner').GetMethod('RunAsync').Invoke($null, @($secrets, $Id, $StorePath))
    $run.Wait()
}
catch {
    # Whoever started it reads this where the job was not taken; later nobody does, and the job itself says how it ended.
    [Console]::Error.WriteLine($_.Exception.GetBaseException().Message)
    exit 1
}
