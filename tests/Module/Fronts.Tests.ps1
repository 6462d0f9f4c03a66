# What one front can say of a job the other can, too. The names are compared, one hyphened and one in capitals; below stand those
# that differ by the way of each front, and nothing else may.
BeforeDiscovery {
    $pairs = @(
        @{ Cmdlet = 'Start-BatchJob'; Verb = 'run' }
        @{ Cmdlet = 'Start-BatchConfigChange'; Verb = 'config' }
        # Gives what it found and no job; there is nothing to look at before.
        @{ Cmdlet = 'Test-BatchDevice'; Verb = 'test'; Less = 'project', 'what-if', 'detach' }
        @{ Cmdlet = 'Save-BatchConfig'; Verb = 'backup' }
        @{ Cmdlet = 'Copy-BatchFile'; Verb = 'copy' }
        # It only computes.
        @{ Cmdlet = 'New-BatchRemediation'; Verb = 'remediate'; Less = 'what-if' }
        @{ Cmdlet = 'Deploy-BatchRemediation'; Verb = 'apply' }
        @{ Cmdlet = 'Undo-BatchRemediation'; Verb = 'undo' }
        @{ Cmdlet = 'Start-BatchWorkflow'; Verb = 'workflow run' }
        @{ Cmdlet = 'Start-BatchPipeline'; Verb = 'pipeline' }
        @{ Cmdlet = 'Start-BatchValidation'; Verb = 'validate' }
        @{ Cmdlet = 'Start-BatchDataGeneration'; Verb = 'generate' }
        @{ Cmdlet = 'Start-BatchMetadataExtraction'; Verb = 'metadata' }
        @{ Cmdlet = 'Compare-BatchTable'; Verb = 'compare-table' }
    )
}

BeforeAll {
    . $PSScriptRoot/Support.ps1
    $program = (Resolve-Path (Join-Path $PSScriptRoot '../../out/cli/netbatch.dll')).Path
    $shorter = @{
        'throttle-limit' = 'throttle'; 'targets-per-hour' = 'per-hour'; 'retry-count' = 'retries'; 'detached' = 'detach'
        'template-path' = 'templates'; 'running-path' = 'running'; 'intended-path' = 'intended'; 'tag-rule' = 'tag-rules'
        'row-count' = 'rows'; 'difference-path' = 'differences'; 'sample-percent' = 'sample'; 'rollback-on-failure' = 'no-rollback'
    }
    # How PowerShell asks, waits and takes secrets; objects of the pipeline.
    $ofPowerShell = 'as-job', 'wait', 'confirm', 'force', 'store-path', 'credential', 'credential-name', 'enable-credential',
        'enable-credential-name', 'jump-credential', 'jump-credential-name', 'data', 'path'
    # How a command line does: standard input, files, what is shown on the terminal. A pipeline's file is only checked by another cmdlet.
    $ofTheCommandLine = 'user', 'password-stdin', 'enable-password-stdin', 'jump-password-stdin', 'inventory', 'credential', 'file', 'plan',
        'trace', 'yes', 'quiet', 'json', 'store', 'help', 'csv', 'check', 'force'
    $common = [Management.Automation.PSCmdlet]::CommonParameters
}

Describe 'Both fronts' {
    It 'offer the same: <Cmdlet> and netbatch <Verb>' -ForEach $pairs {
        $parameters = (Get-Command $Cmdlet).Parameters.Keys | Where-Object { $_ -notin $common } |
            ForEach-Object { ($_ -creplace '(?<!^)(?=[A-Z])', '-').ToLowerInvariant() } | ForEach-Object { $shorter[$_] ?? $_ }
        $help = & dotnet $program @($Verb -split ' ') --help
        $options = $help | Where-Object { $_ -match '^  -' } | ForEach-Object { ($_.Trim() -split '  ')[0] } |
            ForEach-Object { [regex]::Matches($_, '--([a-z][a-z-]*)') } | ForEach-Object { $_.Groups[1].Value }
        # What stands without a name: netbatch config LINE.
        $arguments = $help | Where-Object { $_ -match '^  <' } | ForEach-Object { [regex]::Match($_, '<([a-z-]+)>').Groups[1].Value }
        $arguments = @($arguments) + @($arguments | ForEach-Object { @{ line = 'config-line'; job = 'id' }[$_] })

        @($parameters | Where-Object { $_ -notin $options -and $_ -notin $arguments -and $_ -notin $ofPowerShell }) | Should -BeNullOrEmpty
        @($options | Where-Object { $_ -notin $parameters -and $_ -notin $ofTheCommandLine -and $_ -notin $Less }) | Should -BeNullOrEmpty
    }
}
