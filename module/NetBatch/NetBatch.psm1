# Puts the public types where scripts can name them and everything else where it meets nobody's other versions.

# A type or file that this process has loaded from elsewhere cannot be replaced: say so instead of mixing two versions.
foreach ($name in 'NetBatch.Abstractions', 'NetBatch.PowerShell.Loader') {
    $path = [IO.Path]::Combine($PSScriptRoot, "$name.dll")
    try {
        # Add-Type would do the same 50 ms slower.
        $loaded = [Reflection.Assembly]::LoadFrom($path)
    }
    catch [IO.FileLoadException] {
        throw "Another version of NetBatch is loaded in this process. Restart PowerShell to load the one in '$PSScriptRoot'."
    }

    if ($loaded.Location -ne $path) {
        throw "NetBatch is loaded from '$([IO.Path]::GetDirectoryName($loaded.Location))' in this process. Restart PowerShell to load the one in '$PSScriptRoot'."
    }
}

$assembly = [NetBatch.Loader.ModuleLoader]::Load($PSScriptRoot)
$inner = Import-Module -Assembly $assembly -PassThru

# On a reload and in a further runspace PowerShell finds the assembly's module in its cache and adds its cmdlets
# nowhere; so they are added to this module by hand. The method is not public.
$add = [Management.Automation.PSModuleInfo].GetMethod('AddExportedCmdlet', [Reflection.BindingFlags]'Instance, NonPublic')
foreach ($cmdlet in $inner.ExportedCmdlets.Values) {
    $null = $add.Invoke($ExecutionContext.SessionState.Module, @(, $cmdlet))
}

$ExecutionContext.SessionState.Module.OnRemove = {
    # What runs is stopped at its safe points and stays resumable.
    foreach ($job in $assembly.GetType('NetBatch.Commands.ModuleLife').GetMethod('Removed').Invoke($null, @())) {
        Write-Warning "The job $job ran in this shell and was interrupted with the module; go on with Resume-BatchJob $job."
    }
}.GetNewClosure()
