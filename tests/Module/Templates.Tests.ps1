BeforeAll {
    . $PSScriptRoot/Support.ps1
    $store = New-TestStore
    Get-LabRow | Import-BatchDevice
}

AfterAll { Remove-TestStore $store }

Describe 'Job templates' {
    It 'keeps one, lists it, and starts a job of it with values' {
        $template = New-BatchJobTemplate look -Command 'show {what}' -Device '{which}' -BatchSize 2 -Project audit -Parameter @{ Name = 'what'; Values = 'version', 'clock'; Default = 'version' }, which
        $template.Name | Should -Be 'look'
        $template.Parameters[1].Required | Should -BeTrue
        ($template | Format-Table | Out-String) | Should -Match 'look\s+command\s+what, which\*'

        $job = Start-BatchJob -JobTemplate look -Parameter @{ what = 'clock'; which = 'r[12]' -replace '\[12\]', '1*' } -BatchSize 3 -Wait
        $job.State | Should -Be Completed
        $job.Project | Should -Be audit
        $job.BatchSize | Should -Be '3'
        ($job | Get-BatchResult).Command | Sort-Object -Unique | Should -Be 'show clock'
    }

    It 'takes devices that are given instead of its own' {
        (Start-BatchJob r2, r3 -JobTemplate look -Parameter which=r1 -Wait).TotalDevices | Should -Be 2
    }

    It 'refuses values by name: <Case>' -ForEach @(
        @{ Case = 'missing'; Values = @{}; Message = "needs the parameter 'which'" }
        @{ Case = 'not among'; Values = @{ which = 'r1'; what = 'reload' }; Message = 'may be version, clock' }
        @{ Case = 'line break'; Values = @{ which = "r1`nreload" }; Message = 'line break' }
        @{ Case = 'unknown'; Values = @{ which = 'r1'; colour = 1 }; Message = "no parameter 'colour'" }
        @{ Case = 'no device'; Values = @{ which = 'nothing-*' }; Message = 'chooses no device' }
    ) {
        { Start-BatchJob -JobTemplate look -Parameter $Values -ErrorAction Stop } | Should -Throw "*$Message*"
    }

    It 'changes parts and leaves the rest' {
        $changed = Set-BatchJobTemplate look -MaxFailures 20% -Description 'Looks.'
        $changed.Rules.MaxFailures | Should -Be '20%'
        $changed.Rules.BatchSize | Should -Be '2'
        $changed.Parameters.Count | Should -Be 2
    }

    It 'goes to a file and back' {
        (Get-BatchJobTemplate look).ToJson() | Set-Content $store/look.json
        { New-BatchJobTemplate -Path $store/look.json -ErrorAction Stop } | Should -Throw '*already*'
        (New-BatchJobTemplate -Path $store/look.json -Force).Rules.MaxFailures | Should -Be '20%'
    }

    It 'refuses what no job could be made of: <Message>' -ForEach @(
        @{ Given = @{ Command = 'show {what}' }; Message = 'has {what} and no parameter' }
        @{ Given = @{}; Message = 'no work' }
        @{ Given = @{ Command = 'show clock'; ConfigLine = 'x' }; Message = 'both given' }
        @{ Given = @{ Command = 'show clock'; CredentialName = 'hunter2' }; Message = 'not a reference' }
        @{ Given = @{ Command = 'show {n}'; Parameter = @{ n = 'Text' } }; Message = "no member 'n'" }
        @{ Given = @{ Command = 'show {n}'; Parameter = @{ Type = 'Text' } }; Message = 'A parameter has no name' }
        @{ Given = @{ Command = 'show {n}'; Parameter = @{ Name = 'n'; Type = 'Numbr' } }; Message = "parameter cannot be read: 'Numbr' is no type" }
    ) {
        $failed = { New-BatchJobTemplate wrong @Given -ErrorAction Stop } | Should -Throw "*$Message*" -PassThru
        "$failed" | Should -Not -BeLike '*hunter2*'
        { Get-BatchJobTemplate wrong -ErrorAction Stop } | Should -Throw '*no job template*'
    }

    It 'shows with -WhatIf and starts nothing' {
        $before = @(Get-BatchJob).Count
        Start-BatchJob -JobTemplate look -Parameter which=r1 -WhatIf
        @(Get-BatchJob).Count | Should -Be $before
    }

    It 'is forgotten, and its jobs stay' {
        Remove-BatchJobTemplate l* -Force
        Get-BatchJobTemplate | Should -BeNullOrEmpty
        @(Get-BatchJob -Project audit).Count | Should -BeGreaterThan 1
        { Remove-BatchJobTemplate look -ErrorAction Stop } | Should -Throw '*no job template*'
    }
}
