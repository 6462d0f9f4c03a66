BeforeDiscovery {
    . $PSScriptRoot/Support.ps1
    # Every cmdlet that waits: a new one without a way to fail here fails the last test.
    $ways = @(
        @{ Cmdlet = 'Start-BatchJob'; Way = { param($More) Start-BatchJob @refused -Command 'show clock' -Wait @More } }
        @{ Cmdlet = 'Start-BatchConfigChange'; Way = { param($More) Start-BatchConfigChange @refused -ConfigLine 'ntp server 192.0.2.9' -Force -Wait @More } }
        @{ Cmdlet = 'New-BatchRemediation'; Way = { param($More) New-BatchRemediation -Address 127.0.0.1:1 -Platform cisco_ios -CredentialName nobody@env:HOME -RetryCount 0 -IntendedPath "$store/intended.cfg" -Wait @More } }
        @{ Cmdlet = 'Deploy-BatchRemediation'; Way = { param($More) $remediation | Deploy-BatchRemediation -RetryCount 0 -Force -Wait @More } }
        @{ Cmdlet = 'Undo-BatchRemediation'; Way = { param($More) $deployed | Undo-BatchRemediation -RetryCount 0 -Force -Wait @More } }
        @{ Cmdlet = 'Start-BatchWorkflow'; Way = { param($More) Start-BatchWorkflow one -Instance nowhere -Wait @More } }
        @{ Cmdlet = 'Start-BatchPipeline'; Way = { param($More) Start-BatchPipeline "$store/check.yaml" -Wait @More } }
        @{ Cmdlet = 'Start-BatchValidation'; Way = { param($More) Start-BatchValidation checks -Wait @More } }
        @{ Cmdlet = 'Start-BatchMetadataExtraction'; Way = { param($More) Start-BatchMetadataExtraction -Instance nowhere -Wait @More } }
        @{ Cmdlet = 'Start-BatchDataGeneration'; Way = { param($More) Start-BatchDataGeneration Retail -Instance nowhere -Wait @More } }
        @{ Cmdlet = 'Compare-BatchTable'; Way = { param($More) Compare-BatchTable nowhere:t nowhere:u -Wait @More } }
        @{ Cmdlet = 'Save-BatchConfig'; Way = { param($More) Save-BatchConfig @refused -Wait @More } }
        @{ Cmdlet = 'Restore-BatchConfig'; Way = { param($More) Restore-BatchConfig r1 -RetryCount 0 -Wait @More } }
        @{ Cmdlet = 'Copy-BatchFile'; Way = { param($More) Copy-BatchFile @refused -Source "$store/intended.cfg" -Force -Wait @More } }
        @{ Cmdlet = 'Invoke-BatchRetry'; Way = { param($More) $failed | Invoke-BatchRetry -Wait @More } }
        @{ Cmdlet = 'Resume-BatchJob'; Way = { param($More) Get-PausedJob | Resume-BatchJob -Wait @More } }
        @{ Cmdlet = 'Wait-BatchJob'; Way = { param($More) $failed | Wait-BatchJob @More } }
        @{ Cmdlet = 'Watch-BatchJob'; Way = { param($More) $failed | Watch-BatchJob -PassThru @More } }
    )
}

BeforeAll {
    . $PSScriptRoot/Support.ps1
    $store = New-TestStore
    # Nothing listens on these ports: each device is refused at once.
    $refused = @{ Address = '127.0.0.1:1', '127.0.0.1:2'; Platform = 'cisco_ios'; CredentialName = 'nobody@env:HOME'; RetryCount = 0 }
    $quiet = @{ ErrorAction = 'SilentlyContinue'; WarningAction = 'SilentlyContinue' }
    $failed = Start-BatchJob @refused -Command 'show clock' -Wait @quiet

    'hostname new' | Set-Content "$store/intended.cfg"
    $rows = [pscustomobject]@{ Name = 'away'; Address = '127.0.0.1'; Port = 3; Platform = 'cisco_ios'; Credential = 'nobody@env:HOME'; RunningConfig = 'hostname old'; IntendedConfig = 'hostname new' }
    $remediation = $rows | New-BatchRemediation -Wait

    $null = New-BatchInstance nowhere -Connection "$store/no/such/folder/x.db"
    $null = New-BatchWorkflow one -Query 'SELECT 1 AS one'
    "target: nowhere`nsteps:`n  - { name: rows, validator: schema.tables, with: { tables: [t] } }" | Set-Content "$store/check.yaml"
    $null = New-BatchProject checks -Path "$store/check.yaml"

    # Undo needs a device that was changed: one of the lab, which is then not reached any more.
    Get-LabRow | Where-Object name -EQ r1 | Import-BatchDevice
    (Get-TestLab).RunningConfig('r1').Replace('to the router before', 'uplink') | Set-Content -NoNewline "$store/r1.cfg"
    $deployed = New-BatchRemediation r1 -IntendedPath "$store/r1.cfg" -Wait | Deploy-BatchRemediation -Force -Wait
    $null = Save-BatchConfig r1 -Wait
    Set-LabFault r1 refuse

    function Get-PausedJob {
        do {
            # On a busy machine it may have ended before it is asked to pause.
            $job = Start-BatchJob -Address '127.0.0.1:1', '127.0.0.1:2' -Platform cisco_ios -CredentialName nobody@env:HOME -Command 'show clock' -BatchSize 1 -RetryCount 1 -RetryDelay 1s -CanaryMaxFailures 5 -WarningAction SilentlyContinue
            Suspend-BatchJob $job @quiet
            $null = $job | Wait-BatchJob @quiet
        } until ($job.State -eq 'Paused')

        $job
    }
}

AfterAll {
    Clear-LabFault
    Remove-TestStore $store
}

Describe 'A job that is waited for and does not complete' {
    It 'is told by <Cmdlet>: the job, then the errors, and -ErrorAction Stop stops' -ForEach $ways {
        $given = & $Way (@{ ErrorVariable = 'told'; ErrorAction = 'SilentlyContinue'; WarningAction = 'SilentlyContinue' })
        $given.Count | Should -Be 1 -Because 'the job itself comes too'
        $given | Should -BeOfType NetBatch.BatchJob
        $given.State | Should -Be Failed

        $seen = & $Way (@{ ErrorAction = 'Continue'; WarningAction = 'SilentlyContinue' }) 2>&1
        $seen[0] | Should -BeOfType NetBatch.BatchJob -Because 'the job comes before the errors'
        $seen[-1] | Should -BeOfType Management.Automation.ErrorRecord
        $seen[-1].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty

        $stopped = try { & $Way (@{ ErrorAction = 'Stop'; WarningAction = 'SilentlyContinue' }) | Out-Null } catch { $_ }
        $stopped.FullyQualifiedErrorId | Should -BeLike 'JobFailed,*'
        $stopped.TargetObject | Should -BeLike 'batch_*'
        $stopped.Exception.InnerException.InnerExceptions.Count | Should -BeGreaterThan 0 -Because 'the targets'' errors stand behind it'
    }

    It 'is told by every cmdlet that waits' {
        $waiting = (Get-Command -Module NetBatch -CommandType Cmdlet | Where-Object { $_.Parameters.ContainsKey('Wait') }).Name
        $waiting | Where-Object { $_ -notin $ways.Cmdlet } | Should -BeNullOrEmpty
    } -ForEach @(@{ ways = $ways })

    It 'gives an error for each device that failed' {
        $null = Start-BatchJob @refused -Command 'show clock' -Wait -ErrorVariable told -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $? | Should -BeFalse
        $told.TargetObject | Should -Be '127.0.0.1', '127.0.0.1' -Because 'these are the devices'
        $told.FullyQualifiedErrorId | ForEach-Object { $_ | Should -BeLike 'ConnectionRefused,*' }
    }

    It 'gives an error of its own where it was stopped, and none where one only waits for what was asked' {
        # A listener that says nothing: the login hangs until it is cut.
        $silent = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $silent.Start()
        $slow = @{ Address = "127.0.0.1:$($silent.LocalEndpoint.Port)"; Platform = 'cisco_ios'; CredentialName = 'nobody@env:HOME'; Command = 'show clock' }
        $shell = [powershell]::Create()
        $running = $shell.AddScript('param($module, $slow) Import-Module $module; Start-BatchJob @slow -Name halted -Wait').AddArgument($ModulePath).AddArgument($slow).BeginInvoke()
        Wait-Until { Get-BatchJob -Name halt* -State Running } | Should -Not -BeNullOrEmpty
        $job = Get-BatchJob -Name halted
        Stop-BatchJob $job -Now
        ($job | Wait-BatchJob -ErrorAction Stop).State | Should -Be Stopped
        Wait-Until { $running.IsCompleted } | Should -BeTrue
        $shell.Streams.Error[0].FullyQualifiedErrorId | Should -BeLike 'JobStopped,*'
        $shell.Dispose()
        $silent.Stop()
    }

    It 'ends a script of its own with 1, by -Command as it is and by -File with -ErrorAction Stop' {
        $line = "Start-BatchJob -Address 127.0.0.1:1 -Platform cisco_ios -CredentialName nobody@env:HOME -RetryCount 0 -Command 'show clock' -Wait"
        $program, $before = @(Get-Pwsh)
        $null = & $program @before -NoProfile -NonInteractive -Command "Import-Module '$ModulePath'; $line" 2>&1
        $LASTEXITCODE | Should -Be 1
        Set-Content "$store/nightly.ps1" "Import-Module '$ModulePath'; $line -ErrorAction Stop"
        $null = & $program @before -NoProfile -NonInteractive -File "$store/nightly.ps1" 2>&1
        $LASTEXITCODE | Should -Be 1
    }
}

Describe 'A cmdlet that fails' {
    It 'says so each time, however close its failure comes to its end' {
        $said = 0
        foreach ($time in 1..400) {
            Get-BatchSchedule nothing -ErrorAction SilentlyContinue -ErrorVariable failure
            $said += $failure.Count
        }

        $said | Should -Be 400
    }
}

Describe 'A job of PowerShell''s own' {
    It 'stands for its NetBatch job in every cmdlet that takes one, and has a reason where it failed' {
        $shellJob = Start-BatchJob @refused -Command 'show clock' -AsJob
        $null = $shellJob | Wait-Job
        $shellJob.State | Should -Be Failed
        $shellJob.JobStateInfo.Reason.Message | Should -BeLike '*2 of 2 targets did not complete*'
        foreach ($one in 'Get-BatchJob', 'Get-BatchJobStatus', 'Get-BatchResult', 'Get-BatchOperation', 'Get-BatchEvent', 'Measure-BatchJob') {
            ($shellJob | & $one -ErrorAction Stop) | Should -Not -BeNullOrEmpty -Because $one
        }
        Remove-Job $shellJob
    }

    It 'is given by every cmdlet that can start a job and return' {
        $starting = Get-Command -Module NetBatch -CommandType Cmdlet | Where-Object { $_.Parameters.ContainsKey('Detached') }
        $starting.Count | Should -BeGreaterThan 9
        ($starting | Where-Object { -not $_.Parameters.ContainsKey('AsJob') }).Name | Should -BeNullOrEmpty
    }
}

Describe 'What is left on the screen' {
    BeforeAll {
        # A listener that says nothing: the login hangs until it is cut.
        $silent = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $silent.Start()
        $hung = "-Address 127.0.0.1:$($silent.LocalEndpoint.Port) -Platform cisco_ios -CredentialName nobody@env:HOME -Command 'show clock'"
        $away = "-Address 127.0.0.1:1, 127.0.0.1:2 -Platform cisco_ios -CredentialName nobody@env:HOME -RetryCount 0 -BatchSize 1 -CanaryMaxFailures 5 -Command 'show clock'"
        function Get-OpenProgress($Shell) { $Shell.Streams.Progress | Group-Object ActivityId | Where-Object { $_.Group[-1].RecordType -ne 'Completed' } }
    }

    AfterAll { $silent.Stop() }

    It 'is no progress after <Name>' -ForEach @(
        @{ Name = 'an error that stops'; Script = { "try { Invoke-BatchCommand $($away -replace '-RetryCount 0', '-RetryCount 1 -RetryDelay 700ms') -ErrorAction Stop } catch { }" } }
        @{ Name = 'a waiting that an error stops'; Script = { "try { Start-BatchJob $away -Wait -ErrorAction Stop } catch { }" } }
        @{ Name = 'Select-Object -First 1'; Script = { "1, 2 | ForEach-Object { Start-BatchJob $away -Wait -ErrorAction Ignore } | Select-Object -First 1" } }
        @{ Name = 'the end'; Script = { "Invoke-BatchCommand $away -ErrorAction SilentlyContinue" } }
        @{ Name = 'a time limit'; Script = { "Start-BatchJob $hung -WarningAction Ignore | Wait-BatchJob -Timeout 500ms -ErrorAction SilentlyContinue | Stop-BatchJob -Now" } }
    ) {
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$ModulePath'; $(& $Script)").Invoke()
        $shell.Streams.Progress.Count | Should -BeGreaterThan 0
        Get-OpenProgress $shell | Should -BeNullOrEmpty
        $shell.Dispose()
    }

    It 'is after Ctrl+C the job''s id and how to go on, and no progress: <Name>' -ForEach @(
        @{ Name = 'Invoke-BatchCommand'; Script = { "Invoke-BatchCommand $hung" }; Says = '*job batch_* was stopped*Invoke-BatchRetry batch_*' }
        @{ Name = 'Start-BatchJob -Wait'; Script = { "Start-BatchJob $hung -Wait" }; Says = '*job batch_* was stopped*Invoke-BatchRetry batch_*' }
        @{ Name = 'Test-BatchDevice'; Script = { "Test-BatchDevice $($hung -replace '-Command.*')" }; Says = '*job batch_* was stopped*' }
        @{ Name = 'Wait-BatchJob'; Script = { "Start-BatchJob $hung -WarningAction Ignore | Wait-BatchJob" }; Says = '*job batch_* goes on*Wait-BatchJob batch_*Stop-BatchJob batch_*' }
    ) {
        $shell = [powershell]::Create()
        $running = $shell.AddScript("Import-Module '$ModulePath'; $(& $Script)").BeginInvoke()
        Wait-Until { $shell.Streams.Progress.Count } | Should -BeGreaterThan 0
        $shell.Stop()
        Get-OpenProgress $shell | Should -BeNullOrEmpty
        "$($shell.Streams.Warning)" | Should -BeLike $Says
        $shell.Dispose()
        Get-BatchJob -State Running | Stop-BatchJob -Now
    }
}
