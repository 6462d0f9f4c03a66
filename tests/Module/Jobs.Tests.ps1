BeforeAll {
    . $PSScriptRoot/Support.ps1
    $store = New-TestStore
    Get-LabRow | Import-BatchDevice
}

AfterAll {
    Clear-LabFault
    Remove-TestStore $store
}

Describe 'Start-BatchJob' {
    It 'shows the whole plan with -WhatIf and keeps nothing' {
        $text = (Invoke-Pwsh "Start-BatchJob r1, r2, r3 'show version' -BatchSize 1,10 -TargetsPerHour 60 -WhatIf").Output
        $text | Should -BeLike '*Batch 1 of 2, devices 1-1, canary: r1 (127.0.0.1:*'
        $text | Should -BeLike '*Batch 2 of 2, devices 2-3: r2 *r3 *'
        $text | Should -BeLike '*read    show version*'
        $text | Should -BeLike '*at least 2 min*'
        Get-BatchJob | Should -BeNullOrEmpty
    }

    It 'makes one job of all that comes by the pipeline, batch by batch, and gives it at its end with -Wait' {
        $job = Get-LabRow | Select-Object -First 5 | Start-BatchJob -Command 'show version' -BatchSize 2 -Name piped -Tag a, b -Project p -Description d -Wait
        $job | Should -BeOfType NetBatch.BatchJob
        $job.Name | Should -Be 'piped' -Because 'the rows have names of their own'
        $job.TotalDevices, $job.TotalBatches, $job.BatchSize | Should -Be 5, 3, '2'
        $job.State | Should -Be 'Completed'
        $job.Tags | Should -Be 'a', 'b'
        $job.Project, $job.Description | Should -Be 'p', 'd'
    }

    It 'gives the job at once without -Wait, and the job goes on' {
        Set-LabFault r1 'delay=1500'
        $job = Start-BatchJob r1, r2 'show clock' -Name background -WarningAction SilentlyContinue
        $job.State | Should -BeIn 'Pending', 'Running'
        Clear-LabFault
        ($job | Wait-BatchJob).State | Should -Be 'Completed'
    }

    It 'warns where nobody sits at the shell' {
        $null = Start-BatchJob r1 'show clock' -Name warned -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike '*-Wait*-Detached*'
        $null = Wait-BatchJob -Name warned
    }

    It 'takes devices by wildcard once, by address, by hashtable and by object' {
        $row = Get-LabRow | Select-Object -First 1 -Skip 11
        $job = Start-BatchJob r1*, r10 'show clock' -Wait
        $job.TotalDevices | Should -Be 4
        (@{ name = 'x'; address = '127.0.0.1'; port = $row.port; platform = 'cisco_ios'; credential = $row.credential } | Start-BatchJob -Command 'show clock' -Wait).State | Should -Be 'Completed'
        $device = Get-BatchDevice r5
        ($device | Start-BatchJob -Command 'show clock' -Wait).TotalDevices | Should -Be 1
        $reference = $row.credential
        (Start-BatchJob -Address "127.0.0.1:$($row.port)" -Command 'show clock' -Platform cisco_ios -CredentialName $reference -Wait).State | Should -Be 'Completed'
    }

    It 'takes names, results and what came from another process by the pipeline' {
        ('r1', 'r2' | Start-BatchJob -Command 'show clock' -Wait).TotalDevices | Should -Be 2
        $again = Get-BatchResult | Start-BatchJob -Command 'show clock' -Wait
        $again.TotalDevices, $again.State | Should -Be 2, 'Completed'
        ((Get-BatchJobStatus -Detailed).Targets | Start-BatchJob -Command 'show clock' -Wait).TotalDevices | Should -Be 2
        $far = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Get-BatchDevice r3)))
        $far.psobject.TypeNames[0] | Should -Be 'Deserialized.NetBatch.Device'
        ($far | Start-BatchJob -Command 'show clock' -Wait).State | Should -Be 'Completed'
        $job = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($again))
        @($job | Get-BatchResult) | Should -HaveCount 2
    }

    It 'refuses <What> before anything starts' -ForEach @(
        @{ What = 'no device'; Code = 'NoTargets'; Call = { Start-BatchJob -Command 'show clock' } }
        @{ What = 'an unknown name'; Code = 'UnknownTarget'; Call = { Start-BatchJob nowhere 'show clock' } }
        @{ What = 'the same device twice'; Code = 'DuplicateTarget'; Call = { (Get-LabRow)[0, 0] | Start-BatchJob -Command 'show clock' } }
        @{ What = 'a change that was not allowed'; Code = 'ChangeNotAllowed'; Call = { Start-BatchJob r1 'reload' } }
        @{ What = 'a batch size that is none'; Code = 'InvalidRule'; Call = { Start-BatchJob r1 'show clock' -BatchSize ten } }
        @{ What = 'a rule out of range'; Code = 'InvalidArgument'; Call = { Start-BatchJob r1 'show clock' -ThrottleLimit 0 } }
        @{ What = 'a line break in a command'; Code = 'InvalidArgument'; Call = { Start-BatchJob r1 "show clock`nreload" } }
        @{ What = '-Wait with -Detached'; Code = 'InvalidArgument'; Call = { Start-BatchJob r1 'show clock' -Wait -Detached } }
        @{ What = 'an unknown kind of work'; Code = 'UnknownWork'; Call = { Start-BatchJob r1 -Work nothing } }
    ) {
        $before = @(Get-BatchJob).Count
        $failure = $null
        try { & $Call } catch { $failure = $_ }
        $failure.FullyQualifiedErrorId | Should -BeLike "$Code,*"
        @(Get-BatchJob) | Should -HaveCount $before
    }

    It 'runs any kind of work by its name' {
        $job = Start-BatchJob r1 -Work command -Argument @{ commands = @('show clock') } -Wait
        $job.Kind, $job.State | Should -Be 'command', 'Completed'
    }

    It 'understands durations as people write them' {
        { Start-BatchJob r1 'show clock' -StepTimeout 90s -TargetTimeout 15m -ConnectTimeout 5 -LoginTimeout 00:00:20 -RetryDelay 500ms -WhatIf } | Should -Not -Throw
        { Start-BatchJob r1 'show clock' -StepTimeout soon -WhatIf } | Should -Throw '*is no duration*'
    }
}

Describe 'Invoke-BatchCommand' {
    It 'gives a record for each device and command, and an error for each device that failed' {
        Set-LabFault r3 refuse
        $results = Invoke-BatchCommand r1, r2, r3 'show version', 'show clock' -RetryDelay 100ms -ErrorVariable errors -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        Clear-LabFault
        $results | Should -HaveCount 4
        $results | Should -BeOfType NetBatch.StepResult
        $results.Device | Sort-Object -Unique | Should -Be 'r1', 'r2'
        $results[0].Output | Should -BeLike '*Cisco IOS*'
        $results.Success | Should -Not -Contain $false
        $errors | Should -HaveCount 1
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'ConnectionRefused,*'
        $errors[0].TargetObject | Should -Be 'r3'
        $errors[0].CategoryInfo.Category | Should -Be 'ConnectionError'
        $errors[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'gives results while later devices still run' {
        Set-LabFault r2 'delay=1s'
        $first = [Diagnostics.Stopwatch]::StartNew()
        $results = Invoke-BatchCommand r1, r2 'show clock' | ForEach-Object { [pscustomobject]@{ Device = $_.Device; At = $first.Elapsed.TotalSeconds } }
        Clear-LabFault
        ($results[1].At - $results[0].At) | Should -BeGreaterThan 0.5
    }

    It 'stops the job when the pipeline wants no more' {
        Set-LabFault r2 hang
        $null = Invoke-BatchCommand r1, r2 'show clock' -Name enough | Select-Object -First 1
        Clear-LabFault
        (Wait-BatchJob -Name enough -Timeout 10).State | Should -Be 'Stopped'
    }
}

Describe 'Jobs and results' {
    BeforeAll {
        Set-LabFault r5 refuse
        $job = Start-BatchJob r* 'show version', 'show interfaces' -BatchSize 5 -Name mixed -RetryDelay 100ms -Wait -WarningAction SilentlyContinue -ErrorAction SilentlyContinue
        Clear-LabFault
    }

    It 'lists jobs by name, state, kind, tag and time' {
        (Get-BatchJob -Name mix*).Id | Should -Be $job.Id
        (Get-BatchJob $job.Id).Name | Should -Be 'mixed'
        (Get-BatchJob -State Partial).Name | Should -Contain 'mixed'
        (Get-BatchJob -Tag a).Name | Should -Be 'piped'
        (Get-BatchJob -Project p).Name | Should -Be 'piped'
        Get-BatchJob -Since (Get-Date).AddHours(1) | Should -BeNullOrEmpty
        @(Get-BatchJob -First 2) | Should -HaveCount 2
        Get-BatchJob batch_00000000 -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -BeLike 'JobNotFound,*'
        Get-BatchJob -Name nosuch* | Should -BeNullOrEmpty
    }

    It 'takes a job, a list of them and a result where an id is wanted' {
        (Get-BatchJob $job).Name | Should -Be 'mixed'
        (Get-BatchJob $job, $job.Id).Id | Should -Be $job.Id, $job.Id
        (Get-BatchJobStatus @(Get-BatchResult $job -Device r1)[0]).Id | Should -Be $job.Id
        @(Get-BatchEvent $job).JobId | Sort-Object -Unique | Should -Be $job.Id
        { Stop-BatchJob $null } | Should -Throw '*A job is null*'
        { Stop-BatchJob @{ Name = 'x' } } | Should -Throw '*is no job*'
    }

    It 'takes ages for times' {
        (Get-BatchJob -Since 1h).Id | Should -Contain $job.Id
        (Get-BatchJob -Since 2000-01-01 -Before 1d) | Should -BeNullOrEmpty
        @(Get-BatchEvent -Since 30m).JobId | Should -Contain $job.Id
        (Measure-BatchJob -Since 2d).Since | Should -BeLessThan ([DateTimeOffset]::Now.AddHours(-47))
        { Get-BatchJob -Since lately } | Should -Throw "*'lately' is no time*"
    }

    It 'gives the status with batches and every device' {
        $status = $job | Get-BatchJobStatus -Detailed
        $status.Batches | Should -HaveCount 3
        $status.Batches.State | Should -Be 'Partial', 'Completed', 'Completed'
        $status.Targets | Should -HaveCount 12
        $status.Percent | Should -Be 100
        ($status.Targets | Where-Object State -EQ ConnectionFailed).Device | Should -Be 'r5'
        (Get-BatchJobStatus).Id | Should -Be $job.Id -Because 'it is the newest job'
    }

    It 'gives results by batch, by device and what failed' {
        @($job | Get-BatchResult) | Should -HaveCount 23 -Because 'two commands on eleven devices, and a record for the one that was not reached'
        $failed = @(Get-BatchResult $job.Id -Failed)
        $failed | Should -HaveCount 1
        $failed[0].Device, $failed[0].Error.Code | Should -Be 'r5', 'ConnectionRefused'
        (Get-BatchResult $job.Id -Batch 3).Batch | Sort-Object -Unique | Should -Be 3
        (Get-BatchResult $job.Id -Device r1?).Device | Sort-Object -Unique | Should -Be 'r10', 'r11', 'r12'
    }

    It 'groups devices that answered the same' {
        $groups = Get-BatchResult $job.Id -GroupByOutput
        $groups | Should -BeOfType NetBatch.OutputGroup
        foreach ($command in 'show version', 'show interfaces') {
            ($groups | Where-Object Command -EQ $command | Measure-Object Count -Sum).Sum | Should -Be 11
            foreach ($platform in $groups | Where-Object Command -EQ $command | Group-Object Platform) {
                @($platform.Group | Where-Object IsMajority) | Should -HaveCount 1 -Because 'each platform has its own majority'
            }
        }

        $all = Get-BatchResult $job.Id -GroupByOutput -IgnoreLine @()
        $all.Count | Should -BeGreaterOrEqual $groups.Count -Because 'uptimes make no difference unless they are asked for'
        ($all | Where-Object { -not $_.IsMajority } | Select-Object -First 1).Differences | Should -Not -BeNullOrEmpty
    }

    It 'exports to CSV and JSON without a loss' {
        $file = Join-Path $store 'results.csv'
        $job | Get-BatchResult | Export-Csv $file
        $rows = Import-Csv $file
        $rows | Should -HaveCount 23
        $rows[0].psobject.Properties.Name | Should -Contain 'Device'
        ($rows | Where-Object Device -EQ r1 | Select-Object -First 1).Output | Should -BeLike '*Cisco IOS*'
        ($rows | Where-Object Device -EQ r5).Error | Should -BeLike 'ConnectionRefused:*'
        { $job | ConvertTo-Json -WarningAction Stop } | Should -Not -Throw
    }

    It 'shows tables without an error' {
        foreach ($shown in { $job }, { $job | Get-BatchJobStatus }, { ($job | Get-BatchJobStatus -Detailed).Batches }, { ($job | Get-BatchJobStatus -Detailed).Targets }, { $job | Get-BatchResult }, { $job | Get-BatchResult -GroupByOutput }, { Get-BatchDevice }) {
            & $shown | Format-Table | Out-String -Width 120 | Should -Match 'r1|mixed|Completed'
            & $shown | Format-List | Out-String -Width 120 | Should -Match 'r1|mixed|Completed'
        }
    }

    It 'retries what failed as a new attempt and keeps the history' {
        $again = $job | Invoke-BatchRetry -Device r5 -Wait
        $again.State, $again.Attempt | Should -Be 'Completed', 2
        Get-BatchResult $job.Id -Failed | Should -BeNullOrEmpty
        @(Get-BatchResult $job.Id) | Should -HaveCount 24
        @(Get-BatchResult $job.Id -Failed -AllAttempts).Count | Should -BeGreaterOrEqual 1
        Invoke-BatchRetry $job.Id -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -BeLike 'IllegalState,*' -Because 'nothing is left to retry'
    }

    It 'forgets a job' {
        Remove-BatchJob -Name mixed -WhatIf
        Get-BatchJob -Name mixed | Should -Not -BeNullOrEmpty
        Get-BatchJob -Name mixed | Remove-BatchJob -Force
        Get-BatchJob -Name mixed* | Should -BeNullOrEmpty
    }
}
