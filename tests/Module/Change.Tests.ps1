BeforeDiscovery {
    . $PSScriptRoot/Support.ps1
    $passwords = Test-LabPassword
    if (-not $passwords) { Write-Warning 'Not run as root: logins with passwords are NOT tested.' }
}

BeforeAll {
    . $PSScriptRoot/Support.ps1
    $store = New-TestStore
    Get-LabRow | Import-BatchDevice
    function Get-Received([string]$Device, [string]$Text) { @((Get-TestLab).Received($Device) | Where-Object { "$_" -like "*$Text*" }) }
}

AfterAll { Remove-TestStore $store }

Describe 'Start-BatchConfigChange' {
    AfterEach { Clear-LabFault }

    It 'sends each line once, and saves where asked' {
        $job = Start-BatchConfigChange r1, r2 'ntp server 10.0.0.51', 'ntp server 10.0.0.52' -Save -BatchSize 1 -Force -Wait
        $job.Kind, $job.State | Should -Be 'config', 'Completed'
        (Get-TestLab).RunningConfig('r1') | Should -BeLike '*ntp server 10.0.0.51*'
        (Get-TestLab).StartupConfig('r2') | Should -BeLike '*ntp server 10.0.0.52*'
        Get-Received r1 'ntp server 10.0.0.51' | Should -HaveCount 1
    }

    It 'takes lines from a file and shows the plan with -WhatIf' {
        $file = Join-Path $store 'lines.txt'
        "interface Loopback7`n description from a file`n`n" | Set-Content $file
        $text = (Invoke-Pwsh "`$env:NETBATCH_HOME = '$store'; Start-BatchConfigChange r3 -Path '$file' -WhatIf").Output
        $text | Should -BeLike '*CHANGES*CHANGE  interface Loopback7*CHANGE*description from a file*'
        (Get-TestLab).RunningConfig('r3') | Should -Not -BeLike '*from a file*'
        (Start-BatchConfigChange r3 -Path $file -Confirm:$false -Wait).State | Should -Be 'Completed'
        (Get-TestLab).RunningConfig('r3') | Should -BeLike '*from a file*'
    }

    It 'asks, and where nobody can answer does nothing' {
        $ran = Invoke-Pwsh "`$env:NETBATCH_HOME = '$store'; Start-BatchConfigChange r4 'ntp server 10.0.0.59' -Wait"
        $ran.Error | Should -Not -BeNullOrEmpty
        (Get-TestLab).RunningConfig('r4') | Should -Not -BeLike '*10.0.0.59*'
    }

    It 'refuses nothing but empty lines' {
        { Start-BatchConfigChange r1 '', ' ' -Force -ErrorAction Stop } | Should -Throw '*no config line*'
    }

    It 'tells the rejected line' {
        Set-LabFault r5 'reject-line=ntp'
        $job = Start-BatchConfigChange r5 'ntp server 10.0.0.60' -Force -Wait -WarningAction SilentlyContinue -ErrorAction SilentlyContinue
        $job.State | Should -Be 'Failed'
        ($job | Get-BatchResult -Failed).Error.Code | Should -Contain 'CommandRejected'
    }
}

Describe '-AllowChange' {
    AfterEach { Clear-LabFault }

    It 'is needed for a command that may change' {
        { Start-BatchJob r1 'clear counters' -ErrorAction Stop } | Should -Throw '*not allowed*'
        (Start-BatchJob r1 'clear counters' -AllowChange -Wait -WarningAction SilentlyContinue -ErrorAction SilentlyContinue).State | Should -BeIn 'Completed', 'Failed'
    }
}

Describe 'Credentials' {
    AfterEach { Clear-LabFault }

    BeforeAll {
        $bare = Get-LabRow -WithoutCredential
        if (Test-LabPassword) { $credential = Get-LabCredential }
    }

    It 'says where one is given that no device takes' {
        $other = [pscredential]::new('other', (ConvertTo-SecureString 'x' -AsPlainText -Force))
        $own = @{ Command = 'show clock'; WhatIf = $true; WarningAction = 'SilentlyContinue'; WarningVariable = 'warned' }
        Start-BatchJob r1 @own -Credential $other -JumpCredential $other
        "$warned" | Should -BeLike '*-Credential is not used*-JumpCredential is not used*no device of this job has a jump host*'
        Start-BatchJob r1, $bare[1] @own -Credential $other -EnableCredential $other
        $warned | Should -BeNullOrEmpty -Because 'one of the two has none of its own'
        (Test-BatchDevice r1 -Credential $other -WarningAction SilentlyContinue -WarningVariable warned).Success | Should -BeTrue
        "$warned" | Should -BeLike '*-Credential is not used*'
    }

    It 'logs in with a PSCredential, also detached and after a retry in another process' -Skip:(-not $passwords) {
        (Invoke-BatchCommand $bare[0, 1] 'show clock' -Credential $credential).Success | Should -Be $true, $true
        $job = Start-BatchJob $bare[0, 1] 'show clock' -Credential $credential -Detached
        (Wait-BatchJob $job.Id -Timeout 30).State | Should -Be 'Completed'
    }

    It 'asks for the credential again in another process, before anything connects' -Skip:(-not $passwords) {
        Set-LabFault r2 refuse
        $null = Start-BatchJob $bare[0, 1] 'show clock' -Credential $credential -Name again -RetryCount 0 -Wait -WarningAction SilentlyContinue -ErrorAction SilentlyContinue
        Clear-LabFault
        $without = Invoke-Pwsh "`$env:NETBATCH_HOME = '$store'; Invoke-BatchRetry -Name again -Wait -ErrorVariable e -ErrorAction SilentlyContinue; `$e.FullyQualifiedErrorId"
        $without.Output | Should -BeLike '*CredentialRequired*'
        $with = Invoke-Pwsh "`$env:NETBATCH_HOME = '$store'; `$c = [pscredential]::new('$($credential.UserName)', (ConvertTo-SecureString '$($credential.GetNetworkCredential().Password)' -AsPlainText -Force)); (Invoke-BatchRetry -Name again -Wait -Credential `$c).State"
        $with.Output.Trim() | Should -Be 'Completed'
    }

    It 'tries a wrong password once, not on every device' -Skip:(-not $passwords) {
        $before = (Get-TestLab).LoginsAsync().GetAwaiter().GetResult().Count
        $wrong = [pscredential]::new($credential.UserName, (ConvertTo-SecureString 'not the password' -AsPlainText -Force))
        $null = Invoke-BatchCommand $bare 'show clock' -Credential $wrong -Name wrong -ErrorVariable errors -ErrorAction SilentlyContinue -WarningVariable warnings -WarningAction SilentlyContinue
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'AuthenticationFailed,*'
        ((Get-TestLab).LoginsAsync().GetAwaiter().GetResult().Count - $before) | Should -Be 1
        $errors | Should -HaveCount 1
        (Get-BatchJob -Name wrong).State, (Get-BatchJob -Name wrong).EndReason | Should -Be 'Paused', 'CredentialSuspect'
        "$warnings" | Should -BeLike '*credential*'
        (Resume-BatchJob -Name wrong -Credential $credential -Wait -WarningAction SilentlyContinue -ErrorAction SilentlyContinue).Counts.Completed | Should -Be 11
    }

    It 'reads a password from an environment variable by reference' -Skip:(-not $passwords) {
        $env:NETBATCH_TEST_PASSWORD = $credential.GetNetworkCredential().Password
        try {
            (Invoke-BatchCommand $bare[0] 'show clock' -CredentialName "$($credential.UserName)@env:NETBATCH_TEST_PASSWORD").Success | Should -Be $true
        }
        finally {
            $env:NETBATCH_TEST_PASSWORD = $null
        }
    }

    It 'reads a vault by reference, and says where there is none' -Skip:(-not $passwords) {
        { Invoke-BatchCommand $bare[0] 'show clock' -CredentialName "vault:lab" -ErrorAction Stop } | Should -Throw '*SecretManagement*'
        $modules = Join-Path $store 'modules/Microsoft.PowerShell.SecretManagement'
        $null = New-Item -ItemType Directory $modules
        "function Get-Secret { param([string]`$Name) if (`$Name -ne 'lab') { throw `"no entry `$Name`" }; [pscredential]::new('$($credential.UserName)', (ConvertTo-SecureString '$($credential.GetNetworkCredential().Password)' -AsPlainText -Force)) }" | Set-Content (Join-Path $modules 'Microsoft.PowerShell.SecretManagement.psm1')
        $path = $env:PSModulePath
        $env:PSModulePath = (Split-Path $modules) + [IO.Path]::PathSeparator + $path
        try {
            (Invoke-BatchCommand $bare[0] 'show clock' -CredentialName 'vault:lab').Success | Should -Be $true
            { Invoke-BatchCommand $bare[0] 'show clock' -CredentialName 'vault:other' -ErrorAction Stop } | Should -Throw '*no entry other*'
        }
        finally {
            $env:PSModulePath = $path
        }
    }

    It 'keeps no secret: not in the store, not in a command line, not in an environment' -Skip:(-not $passwords -or -not $IsLinux) {
        $secret = $credential.GetNetworkCredential().Password
        Set-LabFault r2 'delay=700ms'
        $job = Start-BatchJob $bare[0, 1] 'show clock' -Credential $credential -Detached -Name secret
        $seen = foreach ($look in 1..10) {
            foreach ($file in Get-ChildItem /proc -Directory | Where-Object Name -Match '^\d+$' | ForEach-Object { "$($_.FullName)/cmdline"; "$($_.FullName)/environ" }) {
                try { if ([Text.Encoding]::Latin1.GetString([IO.File]::ReadAllBytes($file)).Contains($secret)) { $file } } catch { $null = $_ }
            }
        }
        $null = Wait-BatchJob $job.Id -Timeout 30
        $seen | Should -BeNullOrEmpty
        foreach ($file in Get-ChildItem $store -File -Recurse | Where-Object FullName -NotLike '*SecretManagement*') {
            [Text.Encoding]::Latin1.GetString([IO.File]::ReadAllBytes($file)).Contains($secret) | Should -BeFalse -Because $file.Name
        }
    }
}
