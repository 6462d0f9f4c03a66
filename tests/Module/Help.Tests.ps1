BeforeDiscovery {
    . $PSScriptRoot/Support.ps1
    $names = (Import-PowerShellDataFile (Join-Path $ModulePath 'NetBatch.psd1')).CmdletsToExport
}

BeforeAll {
    . $PSScriptRoot/Support.ps1
    $common = [Management.Automation.PSCmdlet]::CommonParameters + [Management.Automation.PSCmdlet]::OptionalCommonParameters
}

Describe 'Help of <_>' -ForEach $names {
    BeforeAll { $help = Get-Help $_ -Full }

    It 'says what it is for' {
        $help.Synopsis | Should -Not -BeLike '*[[]*'
        $help.Description.Text | Should -Not -BeNullOrEmpty
    }

    It 'has two examples that parse and use parameters that exist' {
        @($help.Examples.Example).Count | Should -BeGreaterOrEqual 2
        foreach ($example in $help.Examples.Example) {
            $errors = $null
            $tree = [Management.Automation.Language.Parser]::ParseInput($example.Code, [ref]$null, [ref]$errors)
            $errors | Should -BeNullOrEmpty
            foreach ($call in $tree.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true)) {
                $command = Get-Command $call.GetCommandName() -ErrorAction Stop
                foreach ($parameter in $call.CommandElements | Where-Object { $_ -is [Management.Automation.Language.CommandParameterAst] }) {
                    $command.ResolveParameter($parameter.ParameterName) | Should -Not -BeNullOrEmpty
                }
            }
        }
    }

    It 'describes every parameter' {
        foreach ($parameter in (Get-Command $_).Parameters.Keys | Where-Object { $_ -notin $common }) {
            $found = $help.Parameters.Parameter | Where-Object Name -EQ $parameter
            $found.Description.Text | Should -Not -BeNullOrEmpty -Because "-$parameter is a parameter"
        }
    }

    It 'declares what it gives' {
        (Get-Command $_).OutputType | Should -Not -BeNullOrEmpty
    }
}

Describe 'Help topics' {
    It 'names every cmdlet of the module in a topic, by its former name too' {
        $texts = Get-ChildItem (Join-Path $ModulePath 'en-US/about_*.help.txt') | Get-Content -Raw
        $named = [regex]::Matches($texts, '\b[A-Z][A-Za-z]+-Batch[A-Za-z]+').Value | Sort-Object -Unique
        (Get-Command -Module NetBatch).Name | Where-Object { $_ -notin $named } | Should -BeNullOrEmpty
        $named | Where-Object { $_ -notin (Get-Command -Module NetBatch).Name } | Should -BeNullOrEmpty
    }

    It 'has <_>' -ForEach 'about_NetBatch', 'about_NetBatch_Batches', 'about_NetBatch_Platforms', 'about_NetBatch_Security', 'about_NetBatch_Schedules', 'about_NetBatch_Data', 'about_NetBatch_Workers', 'about_NetBatch_Troubleshooting' {
        $text = Get-Help $_ | Out-String
        $text | Should -BeLike '*LONG DESCRIPTION*'
        # Names of cmdlets in the text exist.
        foreach ($name in [regex]::Matches($text, '\b[A-Z][a-z]+-Batch[A-Z][A-Za-z]+\b').Value | Sort-Object -Unique) {
            Get-Command $name -Module NetBatch -ErrorAction Ignore | Should -Not -BeNullOrEmpty -Because "$name stands in the topic"
        }
    }
}
