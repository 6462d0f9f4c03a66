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
