BeforeAll {
    . $PSScriptRoot/Support.ps1
    $store = New-TestStore
    Get-LabRow | Import-BatchDevice
    Set-LabFault r3 'refuse'
    $one = Start-BatchJob r1, r2, r3 'show version' -BatchSize 2 -RetryCount 0 -Name 'nightly' -Tag t -Wait -WarningAction SilentlyContinue -ErrorAction SilentlyContinue
    Clear-LabFault
    $two = Start-BatchJob r1, r3, r4 'show version', 'show clock' -BatchSize 0 -Name 'nightly' -Priority 80 -Wait
}

AfterAll {
    Clear-LabFault
    Remove-TestStore $store
}

Describe 'Get-BatchJob' {
    It 'filters by <Case>' -ForEach @(
        @{ Case = 'device'; Call = { Get-BatchJob -Device r2 }; Found = 'one' }
        @{ Case = 'device wildcard'; Call = { Get-BatchJob -Device R4* }; Found = 'two' }
        @{ Case = 'user'; Call = { Get-BatchJob -User "$([Environment]::UserName)" -Priority 80 }; Found = 'two' }
        @{ Case = 'status'; Call = { Get-BatchJob -Status Partial }; Found = 'one' }
        @{ Case = 'type and tag'; Call = { Get-BatchJob -Type command -Tag t }; Found = 'one' }
    ) {
        $want = @{ one = $one.Id; two = $two.Id }[$Found]
        (& $Call).Id | Should -Be $want
    }

    It 'pages and counts' {
        (Get-BatchJob -First 1).Id | Should -Be $two.Id
        (Get-BatchJob -First 1 -Skip 1).Id | Should -Be $one.Id
        $listed = @(Get-BatchJob -First 1 -IncludeTotalCount)
        $listed[0] | Should -Be 2
        $listed[1].Id | Should -Be $two.Id
        Get-BatchJob -Workflow none* | Should -BeNullOrEmpty
        Get-BatchJob -User nobody | Should -BeNullOrEmpty
    }
}

Describe 'Get-BatchOperation' {
    It 'tells of each device what was done' {
        $all = @($one | Get-BatchOperation)
        $all.Device | Should -Be 'r1', 'r2', 'r3'
        $all[2].State, $all[2].Error.Code, $all[2].Batch | Should -Be 'ConnectionFailed', 'ConnectionRefused', 2
        (Get-BatchOperation -Name nightly -Device r3 -State Completed).JobId | Should -Be $two.Id
        @(Get-BatchOperation).Count | Should -Be 3 -Because 'it is the newest job'
        @($one | Get-BatchOperation -Attempt).Attempts | Should -Be 1, 1, 1
    }
}

Describe 'Get-BatchEvent' {
    It 'tells who did what from which process' {
        $made = @(Get-BatchEvent -What created)
        $made.JobId | Should -Be $one.Id, $two.Id
        $made[0].User, $made[0].ProcessId, $made[0].JobName | Should -Be ([Environment]::UserName), $PID, 'nightly'
        @($two | Get-BatchEvent).JobId | Sort-Object -Unique | Should -Be $two.Id
        Get-BatchEvent -Since (Get-Date).AddHours(1) | Should -BeNullOrEmpty
        @() | Get-BatchEvent | Should -BeNullOrEmpty
    }
}

Describe 'Measure-BatchJob' {
    It 'gives figures of the last week, of ids, and of none' {
        $figures = Measure-BatchJob
        $figures.Jobs, $figures.Targets, $figures.Counts.Completed | Should -Be 2, 6, 5
        [math]::Round($figures.SuccessRate, 1) | Should -Be 83.3
        $figures.Flakiest.Device | Should -Be 'r3'
        $figures.Duration.Max | Should -BeGreaterThan ([timespan]::Zero)
        ($one | Measure-BatchJob).Jobs | Should -Be 1
        { Measure-BatchJob batch_00000000 -ErrorAction Stop } | Should -Throw '*no job*'
        (Measure-BatchJob -Before (Get-Date).AddYears(-1)).Jobs | Should -Be 0
    }
}

Describe 'Compare-BatchJob' {
    It 'tells in what two jobs differ' {
        $found = @(Compare-BatchJob $one $two.Id)
        ($found | Where-Object Device -EQ r3).Result | Should -Be 'Outcome'
        ($found | Where-Object Device -EQ r2).Result | Should -Be 'OnlyBefore'
        ($found | Where-Object Device -EQ r4).Result | Should -Be 'OnlyAfter'
        ($found | Where-Object Device -EQ r1).Outputs.Command | Should -Contain 'show clock'
        Compare-BatchJob $one $one | Should -BeNullOrEmpty
        @(Compare-BatchJob $one $one -IncludeEqual) | Should -HaveCount 3
        { Compare-BatchJob $one $two -IgnoreLine '(' } | Should -Throw -ErrorId 'InvalidArgument,*'
        { Compare-BatchJob $one batch_00000000 } | Should -Throw -ErrorId 'JobNotFound,*'
    }
}

Describe 'Export-BatchJob' {
    It 'writes <_>' -ForEach 'a.json', 'a.csv', 'a.html', 'a.xml', 'a.md' {
        $path = Join-Path $store $_
        $file = $one | Export-BatchJob -Path $path -PassThru
        $file.Jobs, $file.Path | Should -Be 1, $path
        (Get-Item $path).Length | Should -Be $file.Bytes
        { $one | Export-BatchJob -Path $path -ErrorAction Stop } | Should -Throw -ErrorId 'FileUnusable,*'
        $one | Export-BatchJob -Path $path -Force
    }

    It 'puts all jobs of the pipeline into one file, and none where there is none' {
        $path = Join-Path $store 'all.csv'
        Get-BatchJob | Export-BatchJob -Path $path
        (Import-Csv $path).JobId | Sort-Object -Unique | Should -HaveCount 2
        Get-BatchJob -Name none* | Export-BatchJob -Path (Join-Path $store 'none.csv')
        Join-Path $store 'none.csv' | Should -Not -Exist
        $one | Export-BatchJob -Path (Join-Path $store 'what.csv') -WhatIf
        Join-Path $store 'what.csv' | Should -Not -Exist
        (ConvertFrom-Json (Get-Content -Raw (Join-Path $store 'a.json'))).jobs[0].job.id | Should -Be $one.Id
    }
}

Describe 'Views of reports' {
    It 'show without an error' {
        foreach ($shown in { $one | Get-BatchOperation }, { Get-BatchEvent }, { Measure-BatchJob }, { (Measure-BatchJob).Slowest }, { Compare-BatchJob $one $two }, { (Compare-BatchJob $one $two).Outputs }) {
            & $shown | Out-String -Width 140 | Should -Match 'r1|nightly|show clock|Epoch'
        }
    }
}

Describe 'Clear-BatchHistory' {
    It 'keeps what is asked, shows with -WhatIf, and gives the space back' {
        { Clear-BatchHistory -Confirm:$false } | Should -Throw -ErrorId 'InvalidArgument,*'
        Clear-BatchHistory -KeepLast 1 -WhatIf
        @(Get-BatchJob) | Should -HaveCount 2
        { Clear-BatchHistory -OlderThan 90 -Confirm:$false } | Should -Throw '*needs a unit*' -Because 'seconds would be a surprise'
        foreach ($age in '1d', [timespan]'1.00:00') { (Clear-BatchHistory -OlderThan $age -Confirm:$false).Jobs | Should -Be 0 }
        (Clear-BatchHistory -OlderThan 1d -Confirm:$false).Jobs | Should -Be 0 -Because 'PowerShell reads 1d as the number 1'
        $cleared = Clear-BatchHistory -KeepLast 1 -Confirm:$false
        $cleared.Jobs | Should -Be 1
        (Get-BatchJob).Id | Should -Be $two.Id
        (Get-BatchEvent -Id $one.Id).What | Should -Be 'removed'
    }
}
