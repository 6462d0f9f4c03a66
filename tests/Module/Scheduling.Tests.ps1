BeforeAll {
    . $PSScriptRoot/Support.ps1
    $store = New-TestStore
    Get-LabRow | Import-BatchDevice
    $null = New-BatchJobTemplate look -Command 'show {what}' -Device r1 -Parameter @{ Name = 'what'; Default = 'version' }
}

AfterAll { Remove-TestStore $store }

Describe 'Schedules' {
    It 'keeps one and shows when it is due' {
        $schedule = Register-BatchSchedule nightly '30 2 * * *' -TimeZone Europe/Berlin -Template look -Parameter what=clock -Missed Once -Window 'Sat 22:00-04:00'
        $schedule.NextDue.TimeOfDay | Should -Be '02:30:00'
        "$($schedule.Window)" | Should -Be 'Sat 22:00-04:00 Europe/Berlin'
        ($schedule | Format-Table | Out-String) | Should -Match 'nightly\s+30 2 \* \* \*\s+Europe/Berlin\s+look'
        (Get-BatchSchedule n*).Name | Should -Be nightly
        Get-BatchSchedule nightly -History | Should -BeNullOrEmpty
    }

    It 'refuses what could not be gone through: <Message>' -ForEach @(
        @{ Given = @{ Cron = '61 * * * *'; Template = 'look' }; Message = 'cannot be read' }
        @{ Given = @{ Cron = '0 2 31 2 *'; Template = 'look' }; Message = 'has no moment to come' }
        @{ Given = @{ Cron = '@daily'; Template = 'nothing' }; Message = "no job template 'nothing'" }
        @{ Given = @{ Cron = '@daily'; Template = 'look'; TimeZone = 'Mars/Olympus' }; Message = 'no time zone' }
        @{ Given = @{ Cron = '@daily'; Template = 'look'; Parameter = 'colour=red' }; Message = "no parameter 'colour'" }
        @{ Given = @{ Cron = '@daily'; Template = 'look'; AfterSchedule = 'nothing' }; Message = "no schedule 'nothing'" }
        @{ Given = @{ Cron = '@daily'; Template = 'look'; AfterSchedule = 'wrong' }; Message = 'wait for itself' }
        @{ Given = @{ Cron = '@daily'; Template = 'look'; Notify = 'nothing' }; Message = "no notification 'nothing'" }
    ) {
        { Register-BatchSchedule wrong @Given -ErrorAction Stop } | Should -Throw "*$Message*"
        { Get-BatchSchedule wrong -ErrorAction Stop } | Should -Throw '*no schedule*'
    }

    It 'holds what it needs: its template and its notifications' {
        $null = New-BatchNotification told -Command true
        $null = Register-BatchSchedule needs '@daily' -Template look -Notify told
        { Remove-BatchJobTemplate look -ErrorAction Stop } | Should -Throw "*'look' is needed by the schedule 'needs', the schedule 'nightly'*"
        { Remove-BatchNotification told -ErrorAction Stop } | Should -Throw "*'told' is needed by the schedule 'needs'*"
        (Get-BatchJobTemplate).Name | Should -Contain look
        Unregister-BatchSchedule (Get-BatchSchedule needs)
        Remove-BatchNotification told
    }

    It 'are changed in part, and rest' {
        $null = New-BatchNotification told -Command true -Force
        $null = Register-BatchSchedule parts '30 2 * * *' -TimeZone Europe/Berlin -Template look -Parameter what=clock -Window 'Sat 22:00-04:00'
        $changed = Set-BatchSchedule parts -Cron '0 3 * * *' -Parameter @{ what = 'version' } -Notify told -Missed Once -PassThru
        "$($changed.NextDue.TimeOfDay) $($changed.Parameters['what']) $($changed.Notify) $($changed.Missed) $($changed.Window)" | Should -Be '03:00:00 version told Once Sat 22:00-04:00 Europe/Berlin'
        $changed = Get-BatchSchedule parts | Set-BatchSchedule -Window '' -Notify @() -Parameter @{ what = $null } -PassThru
        $changed.Window | Should -BeNullOrEmpty
        $changed.Notify | Should -BeNullOrEmpty
        $changed.Parameters.Count | Should -Be 0
        (Disable-BatchSchedule par* -PassThru).NextDue | Should -BeNullOrEmpty
        (Get-BatchSchedule parts).Disabled | Should -BeTrue
        (Get-BatchSchedule parts | Enable-BatchSchedule -PassThru).NextDue.TimeOfDay | Should -Be '03:00:00'
        Set-BatchSchedule parts -Cron '@daily' -WhatIf
        (Get-BatchSchedule parts).Cron | Should -Be '0 3 * * *'
        { Set-BatchSchedule parts -Cron '61 * * * *' -ErrorAction Stop } | Should -Throw '*cannot be read*'
        { Set-BatchSchedule parts -Template nothing -ErrorAction Stop } | Should -Throw "*no job template 'nothing'*"
        Unregister-BatchSchedule parts
        Remove-BatchNotification told
    }

    It 'writes native definitions instead' {
        $files = Register-BatchSchedule native '30 2 * * Sat' -TimeZone UTC -Template look -Emit Systemd, Cron, TaskScheduler
        $files.Name | Should -Be 'netbatch-native.service', 'netbatch-native.timer', 'netbatch-native.cron', 'netbatch-native.xml'
        $files[1].Content | Should -Match 'OnCalendar=Sat \*-\*-\* 02:30:00 UTC'
        ([xml]$files[3].Content).Task.Actions.Exec.Arguments | Should -Match '--job-template look'
        { Get-BatchSchedule native -ErrorAction Stop } | Should -Throw
    }

    It 'is gone through by Start-BatchScheduler, which starts a job of its template' {
        # Its job begins with the next minute: no schedule comes more often.
        $null = Register-BatchSchedule minute '* * * * *' -TimeZone UTC -Template look
        $run = Start-BatchScheduler | Where-Object Outcome -eq Started | Select-Object -First 1
        (Wait-BatchJob $run.JobId).State | Should -Be Completed
        (Get-BatchSchedule minute -History).Outcome | Should -Contain Started
        Unregister-BatchSchedule minute, nightly -Force
        Get-BatchSchedule | Should -BeNullOrEmpty
    }
}

Describe 'Schedules of pipelines' {
    BeforeAll {
        $null = New-Item -ItemType Directory (Join-Path $store checks)
        New-Item -ItemType File (Join-Path $store shop.db) | Out-Null
        $null = New-BatchInstance shop -Connection (Join-Path $store shop.db)
        "target: shop`nsteps:`n  - { name: none, sql: SELECT 1 WHERE 1 = 0 }" | Set-Content (Join-Path $store checks/orders.yaml)
        "target: shop`nsteps:`n  - { name: one, sql: SELECT 1 }" | Set-Content (Join-Path $store checks/returns.yaml)
        $null = New-BatchProject retail -Path (Join-Path $store checks/*.yaml)
    }

    It 'run the pipelines of projects and of files' {
        Push-Location $store
        try { $template = New-BatchJobTemplate checks -PipelineProject ret* -PipelinePath checks/ord*.yaml }
        finally { Pop-Location }
        $template.Pipelines.Files | Should -Be (Join-Path $store checks/ord*.yaml)
        $template.Rules.ThrottleLimit, $template.Rules.TargetTimeout | Should -Be 1, ([timespan]'00:30:00')
        ($template | Format-Table | Out-String) | Should -Match 'checks\s+pipeline\s+ret\* ord\*\.yaml'
        (Register-BatchSchedule nightly-checks '30 2 * * *' -TimeZone UTC -Template checks).Template | Should -Be checks
        $job = Start-BatchJob -JobTemplate checks -Wait -ErrorAction SilentlyContinue
        "$($job.State)", $job.TotalTargets | Should -Be Partial, 3
        (Get-BatchValidation $job.Id | Where-Object Outcome -ne Pass).Step | Should -Be one
        (Set-BatchJobTemplate checks -PipelineProject retail -PipelinePath @()).Pipelines.Files | Should -BeNullOrEmpty
        Unregister-BatchSchedule nightly-checks
    }

    It 'and jobs on databases tell of their ends too, and bound memory only in a process of their own' {
        $null = New-BatchNotification data -Command /bin/true
        $job = Start-BatchValidation retail -Notify data -Wait -ErrorAction SilentlyContinue
        Wait-Until { (Get-BatchNotification -JobId $job.Id).State -eq 'Sent' } | Should -BeTrue
        Remove-BatchNotification data
        { Start-BatchValidation retail -MaxMemory 512MB -ErrorAction Stop } | Should -Throw '*-MaxMemory limits a job''s own process*'
    }

    It 'refuses at once what is not there: <Message>' -ForEach @(
        @{ Given = @{ PipelineProject = 'nothing' }; Message = "no project 'nothing'" }
        @{ Given = @{ PipelinePath = 'nothing.yaml' }; Message = 'nothing.yaml:1:1: The file cannot be read' }
        @{ Given = @{ PipelineProject = 'retail'; Device = 'r1' }; Message = 'not of the inventory' }
        @{ Given = @{ PipelineProject = 'retail'; Command = 'show version' }; Message = 'does not go through pipelines' }
        @{ Given = @{ Work = 'pipeline' }; Message = 'names none' }
    ) {
        { New-BatchJobTemplate wrong @Given -ErrorAction Stop } | Should -Throw "*$Message*"
    }
}

Describe 'Notifications' {
    It 'tells the end of a job to a program, once' {
        $told = Join-Path $store told
        $null = New-BatchNotification ops -Command /bin/sh, -c, "cat >> '$told'; echo >> '$told'" -On End
        (Get-BatchNotification | Format-Table | Out-String) | Should -Match 'ops\s+Command\s+End\s+/bin/sh'
        $job = Start-BatchJob r1 -Command 'show version' -Notify ops -Wait
        Wait-Until { (Get-BatchNotification -JobId $job.Id).State -eq 'Sent' } | Should -BeTrue
        (Get-Content $told | ConvertFrom-Json).id | Should -Be $job.Id
    }

    It 'changes what is given, and tries it out' {
        $told = Join-Path $store tried
        $null = New-BatchNotification trial -Url http://127.0.0.1:1/ -On Failure -MostTries 3
        (Set-BatchNotification trial -On Failure, Pause -PassThru).On | Should -Be Failure, Pause
        $failed = Test-BatchNotification trial -ErrorVariable problem -ErrorAction SilentlyContinue
        $failed.Delivered, $failed.Detail | Should -Be $false, $null
        $failed.Error | Should -BeLike '127.0.0.1 cannot be reached*'
        $problem.FullyQualifiedErrorId | Should -BeLike 'NotDelivered,*'
        $changed = Get-BatchNotification trial | Set-BatchNotification -Command /bin/sh, -c, "cat > '$told'" -PassThru
        "$($changed.Kind)", $changed.Url, $changed.MostTries | Should -Be Command, $null, 3
        $came = $changed | Test-BatchNotification
        $came.Name, $came.Channel, $came.Delivered, $came.Error | Should -Be trial, Command, $true, $null
        ($came | Format-Table | Out-String) | Should -Match 'trial\s+Command\s+True\s+''/bin/sh'' ended with 0'
        (Get-Content $told | ConvertFrom-Json).event | Should -Be test
        { Set-BatchNotification nobody -MostTries 2 -ErrorAction Stop } | Should -Throw "*no notification 'nobody'*"
        { Set-BatchNotification trial -Slack -ErrorAction Stop } | Should -Throw '*needs Url*'
        { New-BatchNotification y -SmtpHost mail.example.net -ErrorAction Stop } | Should -Throw '*needs SmtpHost, From and To*'
        { Test-BatchNotification nobody -ErrorAction Stop } | Should -Throw "*no notification 'nobody'*"
        Set-BatchNotification trial -MostTries 9 -WhatIf
        (Get-BatchNotification trial).MostTries | Should -Be 3
        Remove-BatchNotification trial
    }

    It 'refuses a job that would tell nobody, and a secret that is none of a reference' {
        { Start-BatchJob r1 -Command 'show version' -Notify nobody -ErrorAction Stop } | Should -Throw "*no notification 'nobody'*"
        $failed = { New-BatchNotification x -Slack -UrlName https://hooks.example.net/hunter2 -ErrorAction Stop } | Should -Throw '*not a reference*' -PassThru
        "$failed" | Should -Not -BeLike '*hunter2*'
        Remove-BatchNotification o* -Force
        Get-BatchNotification | Should -BeNullOrEmpty
    }
}

Describe 'Jobs held back' {
    It 'takes a job to depend on, and shows the chain' {
        $first = Start-BatchJob r1 -Command 'show version' -Name first -Wait
        $second = Start-BatchJob r1 -Command 'show clock' -Name second -DependsOn $first -After Completion -Wait
        $chain = Get-BatchJob $second.Id -Chain
        $chain.Name | Should -Be first, second
        $chain[1].DependsOn | Should -Be $first.Id
        ($chain | Format-Table | Out-String) | Should -Match "  $($second.Id)"
    }

    It 'refuses rules that cannot be: <Message>' -ForEach @(
        @{ Given = @{ Window = 'Sat 99:00-04:00' }; Message = 'cannot be read' }
        @{ Given = @{ TimeZone = 'UTC' }; Message = '-TimeZone was given without -Window' }
        @{ Given = @{ DependsOn = 'batch_00000000' }; Message = 'no job' }
        @{ Given = @{ After = 'Completion' }; Message = 'depends on none' }
        @{ Given = @{ RequireApproval = $true }; Message = 'its owner''s alone' }
        @{ Given = @{ MaxMemory = 1GB }; Message = 'Give -Detached too' }
        @{ Given = @{ MaxMemory = 1MB; Detached = $true }; Message = '64 MiB to 1 TiB' }
    ) {
        $failed = { Start-BatchJob r1 -Command 'show version' @Given -ErrorAction Stop } | Should -Throw -PassThru
        "$failed $($failed.ErrorDetails.RecommendedAction)" | Should -BeLike "*$Message*"
    }
}

Describe 'PowerShell jobs' {
    AfterEach { Clear-LabFault; Get-Job | Remove-Job -Force }

    It 'is waited for, received with and without -Keep, and removed' {
        Set-LabFault r2 'refuse'
        $job = Start-BatchJob r1, r2 -Command 'show version' -RetryCount 0 -AsJob -Name look
        $job | Should -BeOfType System.Management.Automation.Job
        (Get-Job look).PSJobTypeName | Should -Be NetBatch
        $null = $job | Wait-Job -Timeout 60
        $job.State | Should -Be Completed
        $job.Progress.Count | Should -BeGreaterThan 0
        $kept = Receive-Job $job -Keep -ErrorAction SilentlyContinue -ErrorVariable failed 3>$null
        $kept.Name | Should -Be r1
        $failed[0].TargetObject | Should -Be r2
        (Receive-Job $job -ErrorAction SilentlyContinue 3>$null).Output | Should -BeLike '*Version*'
        Receive-Job $job -ErrorAction SilentlyContinue 3>$null | Should -BeNullOrEmpty
        Remove-Job $job
        Get-BatchJob -Name look | Should -Not -BeNullOrEmpty
    }

    It 'is stopped by Stop-Job, and the NetBatch job with it' {
        $job = Start-BatchJob r1, r2, r3 -Command 'show version' -BatchSize 1 -TargetsPerHour 60 -AsJob
        Stop-Job $job
        $job.State | Should -Be Stopped
        (Get-BatchJob $job.Location).State | Should -Be Stopped
    }

    It 'refuses to be two things' {
        { Start-BatchJob r1 -Command 'show version' -AsJob -Wait -ErrorAction Stop } | Should -Throw '*-AsJob was given with*'
    }
}
