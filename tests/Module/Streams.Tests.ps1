BeforeAll {
    . $PSScriptRoot/Support.ps1
    $store = New-TestStore
    $refused = @{ Address = '127.0.0.1:1', '127.0.0.1:2'; Platform = 'cisco_ios'; CredentialName = 'nobody@env:HOME'; RetryCount = 0; ErrorAction = 'SilentlyContinue'; WarningAction = 'SilentlyContinue' }
    Get-LabRow | Import-BatchDevice
    function Of([type]$Type) { begin { $all = @() } process { if ($_ -is $Type) { $all += "$_" } } end { , $all } }
}

AfterAll { Remove-TestStore $store }

Describe 'The streams of a command that works on devices' {
    It 'tell milestones by Information, decisions by Verbose and the protocol by Debug: <Name>' -ForEach @(
        @{ Name = 'Invoke-BatchCommand'; Get = { Invoke-BatchCommand @refused -Command 'show clock' -Verbose -Debug -InformationAction Continue } }
        @{ Name = 'Start-BatchJob -Wait'; Get = { Start-BatchJob @refused -Command 'show clock' -Wait -Verbose -Debug -InformationAction Continue } }
        @{ Name = 'Test-BatchDevice'; Get = { Test-BatchDevice @refused -Verbose -Debug -InformationAction Continue } }
    ) {
        $records = & $Get 4>&1 5>&1 6>&1
        ($records | Of ([Management.Automation.DebugRecord])) -match '127\.0\.0\.1:1: connecting to' | Should -HaveCount 1
        ($records | Of ([Management.Automation.VerboseRecord])) -match 'ConnectionFailed: ConnectionRefused: .*127\.0\.0\.1:2' | Should -HaveCount 1
        $milestones = $records | Of ([Management.Automation.InformationRecord])
        $milestones -match 'batch 1 of 1: Failed' | Should -HaveCount 1
        $milestones[-1] | Should -Match ': Failed \('
    }

    It 'say nothing that nobody asked for' {
        $records = Invoke-BatchCommand @refused -Command 'show clock' 4>&1 5>&1 6>&1
        $records | Of ([Management.Automation.DebugRecord]) | Should -BeNullOrEmpty
        $records | Of ([Management.Automation.VerboseRecord]) | Should -BeNullOrEmpty
    }

    It 'give milestones to -InformationVariable without showing them' {
        $null = Invoke-BatchCommand @refused -Command 'show clock' -InformationVariable told
        "$($told[-1])" | Should -Match ': Failed \('
        $told[-1].Tags | Should -Contain 'NetBatch'
    }
}

Describe 'Get-BatchTranscript' {
    It 'gives what was said with a device, in order, and what was made of it' {
        $null = Invoke-BatchCommand @((Get-TestLab).DeviceNames)[0] -Command 'show clock' -Transcript -WarningAction SilentlyContinue
        $lines = Get-BatchTranscript
        $lines.Kind | Sort-Object -Unique | Should -Be 'Note', 'Connection', 'Sent', 'Received'
        $sent = $lines | Where-Object { $_.Kind -eq 'Sent' -and $_.Text -match 'show clock' }
        $sent | Should -HaveCount 1
        ($lines | Where-Object Kind -EQ Note).Text -match '^Taken for the prompt of mode' | Should -Not -BeNullOrEmpty
        ($lines.Since | Sort-Object) | Should -Be $lines.Since
        "$($sent)" | Should -Match '^ +\d+\.\d{3} > show clock'
    }

    It 'explains a login that hangs at a strange prompt' {
        $row = @(Get-LabRow)[1]
        $row.platform = 'juniper_junos'
        $null = $row | Invoke-BatchCommand -Command 'show version' -Transcript -LoginTimeout 3 -RetryCount 0 -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $notes = (Get-BatchTranscript -Device $row.name | Where-Object Kind -EQ Note).Text
        $notes -match 'is no prompt of juniper_junos: ' | Should -Not -BeNullOrEmpty
        $notes[-1] | Should -Match 'PlatformMismatch'
    }

    It 'refuses a job that kept none, and says what would' {
        $job = Start-BatchJob @refused -Command 'show clock' -Wait
        { Get-BatchTranscript $job.Id -ErrorAction Stop } | Should -Throw '*kept no transcript*'
    }
}
