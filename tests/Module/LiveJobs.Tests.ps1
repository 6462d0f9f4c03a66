BeforeAll {
    . $PSScriptRoot/Support.ps1
    $store = New-TestStore
    $refused = @{ Address = '127.0.0.1:1', '127.0.0.1:2'; Platform = 'cisco_ios'; CredentialName = 'nobody@env:HOME'; RetryCount = 1; RetryDelay = '300ms'; Command = 'show clock'; ErrorAction = 'SilentlyContinue'; WarningAction = 'SilentlyContinue' }
}

AfterAll { Remove-TestStore $store }

Describe 'A job that is held in a variable' {
    It 'tells where it stands now: from <Name>' -ForEach @(
        @{ Name = 'Start-BatchJob'; Get = { Start-BatchJob @refused } }
        @{ Name = 'Get-BatchJob'; Get = { (Start-BatchJob @refused).Id | Get-BatchJob } }
        @{ Name = 'Get-BatchJob by name'; Get = { $null = Start-BatchJob @refused -Name live; Get-BatchJob -Name live } }
    ) {
        $job = & $Get
        $clock = [Diagnostics.Stopwatch]::StartNew()
        while ($job.State -in 'Pending', 'Running' -and $clock.Elapsed.TotalSeconds -lt 20) { Start-Sleep -Milliseconds 50 }
        $job.State | Should -Be Failed
        $job.Percent | Should -Be 100
        $job.Counts.ConnectionFailed | Should -Be 2
        $job.EndedAt | Should -Not -BeNullOrEmpty
        "$job" | Should -Be $job.Id
    }

    It 'tells of a new attempt, and is a snapshot once it was saved' {
        $job = Start-BatchJob @refused -Wait
        $saved = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($job))
        $null = $job | Invoke-BatchRetry -Wait -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        Wait-Until { $job.Attempt -eq 2 } | Should -BeTrue
        $saved.Attempt | Should -Be 1
    }

    It 'stays as it was seen last where it is gone' {
        $job = Start-BatchJob @refused -Wait
        Remove-BatchJob $job
        Start-Sleep -Milliseconds 150
        $job.State | Should -Be Failed
    }
}

Describe 'A job whose module was removed' {
    It 'says that it was interrupted, as an object and as a job of PowerShell, with and without the module' {
        $script = @"
`$env:NETBATCH_HOME = '$store'
`$silent = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0); `$silent.Start()
`$slow = @{ Address = "127.0.0.1:`$(`$silent.LocalEndpoint.Port)"; Platform = 'cisco_ios'; CredentialName = 'nobody@env:HOME'; Command = 'show clock'; WarningAction = 'Ignore' }
`$one = Start-BatchJob @slow
`$shell = Start-BatchJob @slow -AsJob
while (`$one.State -ne 'Running') { Start-Sleep -Milliseconds 50 }
Remove-Module NetBatch 3> `$null
`$null = Wait-Job `$shell -Timeout 20
"`$(`$one.State) `$(`$shell.State)"
Import-Module '$ModulePath'
"`$(`$one.State) `$((Get-BatchJob `$one).State)"
"@
        (Invoke-Pwsh $script).Output.Trim() -split '\r?\n' | Should -Be 'Interrupted Failed', 'Interrupted Interrupted'
    }
}

Describe 'A job of PowerShell''s own' {
    It 'is received, and removed by -AutoRemoveJob' {
        $shell = Start-BatchJob @refused -AsJob
        $null = Receive-Job $shell -Wait -AutoRemoveJob -ErrorVariable told -ErrorAction SilentlyContinue 3> $null
        $told.FullyQualifiedErrorId | Should -Not -Contain 'ReceiveJobAutoRemovalError'
        $told[0].TargetObject | Should -Be '127.0.0.1'
        Get-Job | Where-Object Id -EQ $shell.Id | Should -BeNullOrEmpty
    }

    It 'goes on with its NetBatch job, whoever resumes that' {
        $many = $refused.Clone()
        $many.Address = 1..4 | ForEach-Object { "127.0.0.1:$_" }
        $shell = Start-BatchJob @many -BatchSize 1 -CanaryMaxFailures 5 -AsJob
        Suspend-BatchJob $shell.Location
        (Wait-Until { $shell.State -eq 'Suspended' }) | Should -BeTrue
        $null = Resume-BatchJob $shell.Location -ErrorAction Ignore -WarningAction Ignore
        ($shell | Wait-Job -Timeout 30).State | Should -Be Failed
        Remove-Job $shell
    }

    It 'needs no cmdlet that there is not' {
        foreach ($cmdlet in Get-Command -Module NetBatch -CommandType Cmdlet | Where-Object { $_.Parameters.ContainsKey('AsJob') }) {
            $text = (Get-Help $cmdlet.Name -Parameter AsJob).Description.Text
            [regex]::Matches($text, '\b[A-Z][a-z]+-Job\b').Value | ForEach-Object { Get-Command $_ -ErrorAction Stop } | Should -Not -BeNullOrEmpty
        }
    }
}

Describe 'A warning that stops' {
    It 'comes after the job: <Name>' -ForEach @(
        @{ Name = 'that nobody waits for'; More = @{} }
        @{ Name = 'that is waited for'; More = @{ Wait = $true } }
    ) {
        $given = $refused.Clone()
        $given.WarningAction = 'Stop'
        $seen = [Collections.Generic.List[object]]::new()
        { Start-BatchJob @given @More 3> $null | ForEach-Object { $seen.Add($_) } } | Should -Throw '*WarningPreference*'
        $seen | Should -HaveCount 1
        $null = Wait-BatchJob $seen[0].Id -ErrorAction Ignore -WarningAction Ignore
    }
}

Describe 'Get-BatchJobStatus -Detailed' {
    It 'shows each device with its state and error, live and out of a file' {
        $job = Start-BatchJob @refused -Wait
        $short = Get-BatchJobStatus $job | Out-String -Width 160
        $long = Get-BatchJobStatus $job -Detailed | Out-String -Width 160
        $long.Length | Should -BeGreaterThan $short.Length
        $long | Should -Match '127\.0\.0\.1\s+ConnectionFailed\s+after 2 attempts\s+ConnectionRefused'
        Get-BatchJobStatus $job -Detailed | Export-Clixml "$store/status.xml" -Depth 4
        (Import-Clixml "$store/status.xml" | Out-String -Width 160) | Should -Match 'ConnectionRefused'
    }
}
