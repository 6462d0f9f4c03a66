# Pins every parameter: name, type, set, position, pipeline, aliases. A change here changes scripts that people have;
# write the new contract with: pwsh -NoProfile -File tests/Module/Contract.ps1 > tests/Module/contract.txt
BeforeAll {
    . $PSScriptRoot/Support.ps1
    $now = @(& $PSScriptRoot/Contract.ps1)
    $pinned = @(Get-Content $PSScriptRoot/contract.txt)
}

Describe 'Parameters' {
    It 'are those that were pinned' {
        Compare-Object $pinned $now | ForEach-Object { "$($_.SideIndicator) $($_.InputObject)" } | Should -BeNullOrEmpty
    }

    It 'of the cmdlets that start jobs take only the target from the pipeline' {
        foreach ($name in 'Start-BatchJob', 'Invoke-BatchCommand', 'Start-BatchConfigChange', 'Test-BatchDevice') {
            $piped = (Get-Command $name).Parameters.Values | Where-Object { $_.ParameterSets.Values | Where-Object { $_.ValueFromPipeline -or $_.ValueFromPipelineByPropertyName } }
            $piped.Name | Should -Be 'Device'
        }

        $piped = (Get-Command Start-BatchWorkflow).Parameters.Values | Where-Object { $_.ParameterSets.Values | Where-Object { $_.ValueFromPipeline -or $_.ValueFromPipelineByPropertyName } }
        $piped.Name | Should -Be 'Instance'
    }

    It 'of the cmdlets that change something have -WhatIf' {
        foreach ($verb in 'Start', 'Stop', 'Suspend', 'Resume', 'Invoke', 'Remove', 'Import', 'Set') {
            Get-Command -Module NetBatch -Verb $verb | Where-Object CommandType -EQ Cmdlet | Where-Object { -not $_.Parameters.ContainsKey('WhatIf') } | Should -BeNullOrEmpty
        }
    }
}
