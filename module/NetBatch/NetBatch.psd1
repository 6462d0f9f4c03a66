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
        'Approve-BatchJob'
        'Compare-BatchConfig'
        'Compare-BatchState'
        'ConvertFrom-BatchOutput'
        'ConvertTo-BatchConfigTree'
        'Deploy-BatchRemediation'
        'Get-BatchConfigPrediction'
        'Get-BatchDevice'
        'Get-BatchJob'
        'Get-BatchJobStatus'
        'Get-BatchJobTemplate'
        'Get-BatchNotification'
        'Get-BatchRemediation'
        'Get-BatchRemediationReport'
        'Get-BatchResult'
        'Get-BatchSchedule'
        'Get-BatchTemplate'
        'Import-BatchDevice'
        'Invoke-BatchCommand'
        'Invoke-BatchRetry'
        'Measure-BatchState'
        'Merge-BatchConfig'
        'New-BatchJobTemplate'
        'New-BatchNotification'
        'New-BatchRemediation'
        'Register-BatchSchedule'
        'Remove-BatchDevice'
        'Remove-BatchJob'
        'Remove-BatchJobTemplate'
        'Remove-BatchNotification'
        'Resume-BatchJob'
        'Search-BatchConfig'
        'Set-BatchDevice'
        'Set-BatchJobTemplate'
        'Set-BatchStore'
        'Start-BatchConfig'
        'Start-BatchJob'
        'Start-BatchScheduler'
        'Stop-BatchJob'
        'Suspend-BatchJob'
        'Test-BatchDevice'
        'Test-BatchTemplate'
        'Undo-BatchRemediation'
        'Unregister-BatchSchedule'
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
