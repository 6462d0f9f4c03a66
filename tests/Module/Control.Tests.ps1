BeforeDiscovery {
    $hasTmux = [bool](Get-Command tmux -ErrorAction Ignore)
    if (-not $hasTmux) { Write-Warning 'tmux is not installed: Ctrl+C at a terminal and the view of Watch-BatchJob are NOT tested.' }
}

BeforeAll {
    . $PSScriptRoot/Support.ps1
    $store = New-TestStore
    Get-LabRow | Import-BatchDevice

    # A job that runs for a while: its devices answer slowly.
    function Start-SlowJob([string]$Name, [string[]]$Device = 'r*', [string]$BatchSize = '4', [string]$Delay = '150ms') {
        foreach ($one in (Get-TestLab).DeviceNames) { Set-LabFault $one "delay=$Delay" }
        $job = Start-BatchJob $Device 'show clock', 'show version' -BatchSize $BatchSize -Name $Name -WarningAction SilentlyContinue
        $null = Wait-Until { (Get-BatchJob $job.Id).State -eq 'Running' }
        $job
    }
}

AfterAll { Remove-TestStore $store }

Describe 'Stop-BatchJob' {
    AfterEach { Clear-LabFault }

    It 'lets the batch finish' {
        $job = Start-SlowJob 'stop-wall'
        Get-BatchJob -Name stop-w* | Stop-BatchJob
        $job = $job | Wait-BatchJob -WarningAction SilentlyContinue
        $job.State, $job.EndReason | Should -Be 'Stopped', 'Stop'
        ($job.Counts.Completed % 4), $job.Counts.Stopped | Should -Be 0, (12 - $job.Counts.Completed)
        $job.Counts.Completed | Should -BeLessThan 12
    }

    It 'ends what runs with -Now and leaves no session open' {
        $job = Start-SlowJob 'stop-now'
        ($job | Stop-BatchJob -Now -PassThru).Id | Should -Be $job.Id
        $job = Wait-BatchJob $job.Id -Timeout 10 -WarningAction SilentlyContinue
        $job.State | Should -Be 'Stopped'
        $job.Counts.Completed | Should -BeLessThan 8
        (Wait-Until { (Get-TestLab).Counts.CurrentSessions -eq 0 }) | Should -BeTrue
    }

    It 'is an error for a job that has ended' {
        $null = Stop-BatchJob (Get-BatchJob -Name stop-now).Id -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -BeLike 'IllegalState,*'
    }
}

Describe 'Suspend-BatchJob and Resume-BatchJob' {
    AfterEach { Clear-LabFault }

    It 'pauses after the batch and goes on' {
        $job = Start-SlowJob 'pause'
        Suspend-BatchJob $job.Id
        $paused = Wait-BatchJob $job.Id -WarningAction SilentlyContinue
        $paused.State, ($paused.Counts.Completed % 4) | Should -Be 'Paused', 0
        $paused.Counts.Pending | Should -BeGreaterThan 0
        ($paused | Resume-BatchJob -Wait).State | Should -Be 'Completed'
    }

    It 'pauses at once with -Now' {
        $job = Start-SlowJob 'pause-now' -BatchSize 0 -Delay 1500ms
        Suspend-BatchJob -Name pause-now -Now -PassThru | Should -HaveCount 1
        (Wait-BatchJob $job.Id -Timeout 15 -WarningAction SilentlyContinue).State | Should -BeIn 'Paused', 'Completed'
        Stop-BatchJob $job.Id -Now -ErrorAction SilentlyContinue
        $null = Wait-BatchJob $job.Id -WarningAction SilentlyContinue
    }

    It 'refuses to resume what has ended' {
        $null = Resume-BatchJob (Get-BatchJob -Name pause).Id -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -BeLike 'IllegalState,*'
    }

    It 'refuses to verify where the kind of work cannot' {
        $null = Resume-BatchJob (Get-BatchJob -Name pause).Id -Unknown Verify -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
        "$failure" | Should -BeLike "*kind 'command', which cannot verify*"
    }
}

Describe 'Wait-BatchJob and Watch-BatchJob' {
    AfterEach { Clear-LabFault }

    It 'give up after -Timeout while the job goes on' {
        $job = Start-SlowJob 'long'
        $given = Wait-BatchJob $job.Id -Timeout 200ms -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -BeLike 'DeadlineExceeded,*'
        $given.State | Should -Be 'Running'
        (Wait-BatchJob $job.Id).State | Should -Be 'Completed'
    }

    It 'write a line for each change where there is no terminal' {
        # The job begins when the other shell is there to see it: a shell on a busy machine starts slower than a job ends.
        $script = "while (-not (`$job = Get-BatchJob -Name 'watched*')) { Start-Sleep -Milliseconds 20 }; (`$job | Watch-BatchJob -PassThru).State"
        $process = Start-Pwsh "`$env:NETBATCH_HOME = '$store'; `$null = Get-BatchJob; 'ready'; $script"
        $process.StandardOutput.ReadLine() | Should -Be 'ready'
        $job = Start-SlowJob 'watched'
        $lines = $process.StandardOutput.ReadToEnd().Trim() -split '\r?\n'
        $lines[0] | Should -BeLike "$($job.Id)*"
        $lines[-1] | Should -Be 'Completed'
        $lines.Count | Should -BeGreaterThan 2
    }
}

Describe 'Progress' {
    AfterEach { Clear-LabFault }

    It 'is shown for the job and its batch, at most five times a second, and completed' {
        foreach ($one in (Get-TestLab).DeviceNames) { Set-LabFault $one 'delay=150ms' }
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$ModulePath'; Start-BatchJob r* 'show clock' -BatchSize 6 -Name shown -Wait")
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $job = $shell.Invoke()
        $seconds = $clock.Elapsed.TotalSeconds
        $job.State | Should -Be 'Completed'
        $records = @($shell.Streams.Progress)
        $shell.Dispose()
        $parents = @($records | Where-Object ParentActivityId -LT 0)
        $children = @($records | Where-Object ParentActivityId -EQ $parents[0].ActivityId)
        $parents.Count, $children.Count | ForEach-Object { $_ | Should -BeGreaterThan 2; $_ | Should -BeLessOrEqual (5 * $seconds + 2) }
        $parents[0].Activity | Should -Be 'shown'
        $children.Activity -like 'Batch 2 of 2, devices 7-12' | Should -Not -BeNullOrEmpty
        $parents[-1].RecordType, $children[-1].RecordType | Should -Be 'Completed', 'Completed'
    }
}

Describe 'A job and its process' {
    AfterEach { Clear-LabFault }

    It 'shows as Interrupted when its process was killed, and goes on elsewhere' {
        foreach ($one in (Get-TestLab).DeviceNames) { Set-LabFault $one 'delay=150ms' }
        $process = Start-Pwsh "`$env:NETBATCH_HOME = '$store'; Start-BatchJob r* 'show clock' -BatchSize 3 -Name orphan -Wait"
        $null = Wait-Until { (Get-BatchJob -Name orphan* | Select-Object -First 1).Counts.Completed -gt 0 }
        $process.Kill()
        $process.WaitForExit()
        (Wait-Until { (Get-BatchJob -Name orphan).State -eq 'Interrupted' }) | Should -BeTrue
        Clear-LabFault
        $done = Get-BatchJob -State Interrupted | Resume-BatchJob -Wait
        $done.State, $done.Counts.Completed | Should -Be 'Completed', 12
        @(Get-BatchResult $done.Id) | Should -HaveCount 12
    }

    It 'is left resumable by a shell that ends' {
        foreach ($one in (Get-TestLab).DeviceNames) { Set-LabFault $one 'delay=150ms' }
        $null = Invoke-Pwsh "`$env:NETBATCH_HOME = '$store'; Start-BatchJob r* 'show clock' -BatchSize 3 -Name left"
        $job = Get-BatchJob -Name left
        $job.State, $job.EndReason | Should -Be 'Interrupted', 'OwnerLost'
        $job.Owner | Should -BeNullOrEmpty
    }

    It 'is left resumable by SIGTERM' -Skip:($IsWindows) {
        Set-LabFault r1 hang
        $process = Start-Pwsh "`$env:NETBATCH_HOME = '$store'; Start-BatchJob r1, r2 'show clock' -Name terminated -Wait"
        $null = Wait-Until { (Get-BatchJob -Name terminated* | Select-Object -First 1).Counts.Completed -gt 0 } -Seconds 60
        /bin/kill -TERM $process.Id
        $process.WaitForExit(6000) | Should -BeTrue
        $process.ExitCode | Should -Be 143
        (Get-BatchJob -Name terminated).State | Should -Be 'Interrupted'
        (Wait-Until { (Get-TestLab).Counts.CurrentSessions -eq 0 }) | Should -BeTrue
    }

    It 'is of its own with -Detached: the shell ends and the job goes on' {
        # It runs until the device answers, which is after the shell has ended.
        Set-LabFault r12 'delay=3s'
        $started = Invoke-Pwsh "`$env:NETBATCH_HOME = '$store'; `$job = Start-BatchJob r* 'show clock' -BatchSize 3 -Name alone -Detached; `$job.Owner.ProcessId -ne `$PID; `$job.Owner.ProcessId"
        $lines = $started.Output.Trim() -split '\r?\n'
        $lines[0] | Should -Be 'True'
        Get-Process -Id $lines[1] | Should -Not -BeNullOrEmpty
        (Wait-BatchJob -Name alone -Timeout 60).State | Should -Be 'Completed'
        (Wait-Until { -not (Get-Process -Id $lines[1] -ErrorAction Ignore) }) | Should -BeTrue -Because 'its process ends with it'
    }

    It 'stops a detached job from here' {
        Set-LabFault r1 hang
        $job = Start-BatchJob r1, r2 'show clock' -Name far -Detached
        Stop-BatchJob $job.Id -Now
        (Wait-BatchJob $job.Id -Timeout 15 -WarningAction SilentlyContinue).State | Should -Be 'Stopped'
    }
}

Describe 'Ctrl+C' {
    AfterEach { Clear-LabFault }

    It 'stops <Name> within five seconds although a device hangs' -ForEach @(
        @{ Name = 'Invoke-BatchCommand'; Script = "Invoke-BatchCommand r1, r2 'show clock' -Name cut-invoke"; Job = 'cut-invoke'; Stops = $true }
        @{ Name = 'Start-BatchJob -Wait'; Script = "Start-BatchJob r1, r2 'show clock' -Name cut-start -Wait"; Job = 'cut-start'; Stops = $true }
        @{ Name = 'Wait-BatchJob'; Script = "Start-BatchJob r1, r2 'show clock' -Name cut-wait 3> `$null | Wait-BatchJob"; Job = 'cut-wait'; Stops = $false }
        @{ Name = 'Watch-BatchJob'; Script = "Start-BatchJob r1, r2 'show clock' -Name cut-watch 3> `$null | Watch-BatchJob"; Job = 'cut-watch'; Stops = $false }
    ) {
        Set-LabFault r1 hang
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$ModulePath'; $Script")
        $running = $shell.BeginInvoke()
        (Wait-Until { (Get-BatchJob -Name "$Job*" | Select-Object -First 1).Counts.Completed -eq 1 }) | Should -BeTrue
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $shell.Stop()
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 5
        $state = (Get-BatchJob -Name $Job).State
        if ($Stops) {
            (Wait-Until { (Get-BatchJob -Name $Job).State -eq 'Stopped' } 5) | Should -BeTrue
            (Wait-Until { (Get-TestLab).Counts.CurrentSessions -eq 0 }) | Should -BeTrue
        }
        else {
            $state | Should -Be 'Running'
            Stop-BatchJob -Name $Job -Now
            $null = Wait-BatchJob -Name $Job -Timeout 10 -WarningAction SilentlyContinue
        }

        $shell.Dispose()
    }

    It 'gives the prompt back at a terminal within five seconds, and the shell is usable' -Skip:(-not $hasTmux) {
        Set-LabFault r1 hang
        $name = "netbatch-test-$PID"
        tmux -L $name -f /dev/null new-session -d -x 120 -y 30 -s t "$(Get-Pwsh) -NoProfile -NoLogo"
        try {
            function Get-Screen { (tmux -L $name capture-pane -p -t t) -join "`n" }
            function Send-Line([string]$Text) { tmux -L $name send-keys -t t -l $Text; tmux -L $name send-keys -t t Enter }
            $null = Wait-Until { (Get-Screen) -match 'PS .*>' }
            Send-Line "function prompt { 'READY' + '> ' }; `$env:NETBATCH_HOME = '$store'; Import-Module '$ModulePath'; Clear-Host"
            (Wait-Until { (Get-Screen).Trim() -eq 'READY>' }) | Should -BeTrue
            Send-Line "Invoke-BatchCommand r1, r2 'show clock' -Name terminal | Out-Null"
            (Wait-Until { (Get-BatchJob -Name terminal* | Select-Object -First 1).Counts.Completed -eq 1 }) | Should -BeTrue
            $clock = [Diagnostics.Stopwatch]::StartNew()
            tmux -L $name send-keys -t t C-c
            (Wait-Until { ((Get-Screen).TrimEnd() -split "`n")[-1].Trim() -eq 'READY>' } 10) | Should -BeTrue
            $clock.Elapsed.TotalSeconds | Should -BeLessThan 5
            Send-Line "'still ' + 'here'"
            (Wait-Until { (Get-Screen) -match '(?m)^still here' }) | Should -BeTrue
            (Wait-Until { (Get-BatchJob -Name terminal).State -eq 'Stopped' } 5) | Should -BeTrue
        }
        finally {
            tmux -L $name kill-server
        }
    }

    It 'warns at a terminal of a job that changes devices and ends with the shell' -Skip:(-not $hasTmux) {
        $name = "netbatch-test-$PID"
        tmux -L $name -f /dev/null new-session -d -x 200 -y 30 -s t "NETBATCH_HOME='$store' $(Get-Pwsh) -NoProfile -NoLogo"
        try {
            $null = Wait-Until { ((tmux -L $name capture-pane -p -t t) -join "`n") -match 'PS .*>' }
            tmux -L $name send-keys -t t -l "Import-Module '$ModulePath'; Clear-Host; `$null = Start-BatchJob r1 'show clock'; 'read'; `$null = Start-BatchJob r2 'clear counters' -AllowChange; 'chan' + 'ged'"
            tmux -L $name send-keys -t t Enter
            (Wait-Until { ((tmux -L $name capture-pane -p -t t) -join "`n") -match '(?m)^changed' }) | Should -BeTrue
            $screen = (tmux -L $name capture-pane -p -t t) -join "`n"
            $screen | Should -Match '(?s)^read\s+WARNING: The job batch_\w+ changes what it works on and ends with this shell.*changed' -Because 'the reading job warns of nothing'
        }
        finally {
            tmux -L $name kill-server
        }
    }

    It 'redraws Watch-BatchJob in place at a terminal' -Skip:(-not $hasTmux) {
        $name = "netbatch-test-$PID"
        $script = "Import-Module '$ModulePath'; `$null = Get-BatchJob; Clear-Host; 'ready'; while (-not (`$job = Get-BatchJob -Name 'drawn*')) { Start-Sleep -Milliseconds 20 }; Clear-Host; `$job | Watch-BatchJob; 'ended'"
        $encoded = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($script))
        tmux -L $name -f /dev/null new-session -d -x 100 -y 40 -s t "NETBATCH_HOME='$store' $(Get-Pwsh) -NoProfile -NoLogo -NoExit -EncodedCommand $encoded"
        try {
            (Wait-Until { ((tmux -L $name capture-pane -p -t t) -join "`n") -match '(?m)^ready' } 60) | Should -BeTrue
            $null = Start-SlowJob 'drawn'
            (Wait-Until { ((tmux -L $name capture-pane -p -t t) -join "`n") -match '(?m)^ended' } 30) | Should -BeTrue
            $screen = (tmux -L $name capture-pane -p -t t) -join "`n"
            [regex]::Matches($screen, 'drawn  batch_').Count | Should -Be 1 -Because 'it was drawn over'
            $screen | Should -Match '100%'
            $screen | Should -Match 'Batch   3'
        }
        finally {
            tmux -L $name kill-server
        }
    }
}
