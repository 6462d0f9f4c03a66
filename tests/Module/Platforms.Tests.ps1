BeforeAll {
    . $PSScriptRoot/Support.ps1
    $store = New-TestStore
}

AfterAll { Remove-TestStore $store }

Describe 'Platforms' {
    It 'are listed by any of their names' {
        (Get-BatchPlatform).Count | Should -BeGreaterThan 17
        (Get-BatchPlatform ios).Name | Should -Be 'cisco_ios'
        (Get-BatchPlatform cisco_ios*).Name | Should -Contain 'cisco_iosxr'
        { Get-BatchPlatform cisco_wlx } | Should -Throw '*cisco_wlx*'
    }

    It 'are checked before they are used, against a recorded session too' {
        $file = Join-Path $TestDrive 'mine.yaml'
        Set-Content $file "platform: mine`nextends: cisco_ios`ntitle: Mine`nsession:`n  prepair: [a]"
        $finding = Test-BatchPlatform $file
        $finding.Text | Should -BeLike '*line 5*prepair*'
        $finding.Remedy | Should -BeLike '*prepare*'

        Set-Content $file "platform: mine`nextends: cisco_ios`ntitle: Mine"
        Test-BatchPlatform $file | Should -BeNullOrEmpty
        $session = Join-Path $TestDrive 'session.txt'
        Set-Content $session "r1#show version`nCisco IOS`nr1#reload"
        $lines = Test-BatchPlatform $file -Transcript $session
        $lines.Mode | Should -Be 'enable', 'enable'
        $lines.Effect | Should -Be 'Read', 'Change'
    }

    It 'in a former form are read with a warning that shows the form of today' {
        $file = Join-Path $TestDrive 'former.yaml'
        Set-Content $file "platform: former`nextends: cisco_ios`ntitle: Former`nprepare: [terminal length 0]"
        Test-BatchPlatform $file -WarningVariable warned -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$warned" | Should -BeLike "*session:`n  prepare: *"
    }
}
