# Puts the public types where scripts can name them and everything else where it meets nobody's other versions. What can
# be done in compiled code is done there (the manifest loads the loader): each statement here costs the start of every
# script that imports, and a method or a property that is named here costs it most.
$ErrorActionPreference = 'Stop' # An import that fails leaves no module behind.
$removed = {
    # What runs is stopped at its safe points and stays resumable.
    $life = [NetBatch.Loader.ModuleLoader]::Load($PSScriptRoot).GetType('NetBatch.Commands.ModuleLife')
    foreach ($job in $life.GetMethod('Removed').Invoke($null, @())) {
        Write-Warning "The job $job ran in this shell and was interrupted with the module; go on with Resume-BatchJob $job."
    }
}
if (($removed -as [NetBatch.Loader.ModuleImport]) -isnot [NetBatch.Loader.ModuleImport]) {
    throw [NetBatch.Loader.ModuleImport]::Refusal
}

# The names of before, for one version.
${alias:Compare-BatchState} = 'Compare-BatchCapture'
${alias:Get-BatchTemplate} = 'Get-BatchParseTemplate'
${alias:Measure-BatchState} = 'Measure-BatchCapture'
${alias:Start-BatchConfig} = 'Start-BatchConfigChange'
${alias:Test-BatchTemplate} = 'Test-BatchParseTemplate'
