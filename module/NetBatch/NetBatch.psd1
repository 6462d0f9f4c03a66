@{
    RootModule           = 'NetBatch.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = '6d5d2f6e-5b0c-4b57-9d0e-1f7c2a5b8e43'
    Author               = 'NetBatch'
    CompanyName          = 'NetBatch'
    Copyright            = 'MIT licence'
    Description          = 'Works through many network devices in batches over SSH: commands, configuration, live progress, results, retries, and jobs that survive a crash.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('NetBatch.Format.ps1xml')
    FunctionsToExport    = @()
    CmdletsToExport      = @(
        'Compare-BatchConfig'
        'ConvertTo-BatchConfigTree'
        'Get-BatchConfigPrediction'
        'Get-BatchDevice'
        'Get-BatchInstance'
        'Get-BatchJob'
        'Get-BatchJobStatus'
        'Get-BatchProject'
        'Get-BatchProvider'
        'Get-BatchResult'
        'Get-BatchValidation'
        'Get-BatchWorkflow'
        'Import-BatchDevice'
        'Import-BatchInstance'
        'Invoke-BatchCommand'
        'Invoke-BatchRetry'
        'Merge-BatchConfig'
        'New-BatchInstance'
        'New-BatchProject'
        'New-BatchProvider'
        'New-BatchWorkflow'
        'Remove-BatchDevice'
        'Remove-BatchInstance'
        'Remove-BatchJob'
        'Remove-BatchProject'
        'Remove-BatchProvider'
        'Remove-BatchWorkflow'
        'Resume-BatchJob'
        'Search-BatchConfig'
        'Set-BatchDevice'
        'Set-BatchInstance'
        'Set-BatchWorkflow'
        'Start-BatchConfig'
        'Start-BatchDataGeneration'
        'Start-BatchJob'
        'Start-BatchMetadataExtraction'
        'Start-BatchPipeline'
        'Start-BatchValidation'
        'Start-BatchWorkflow'
        'Stop-BatchJob'
        'Suspend-BatchJob'
        'Test-BatchDevice'
        'Test-BatchPipeline'
        'Wait-BatchJob'
        'Watch-BatchJob'
    )
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags       = @('Network', 'SSH', 'Router', 'Switch', 'Batch', 'PSEdition_Core', 'Linux', 'Windows', 'MacOS')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
