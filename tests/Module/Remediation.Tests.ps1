BeforeAll {
    . $PSScriptRoot/Support.ps1
    $store = New-TestStore
    Get-LabRow | Import-BatchDevice
    $first = @{}
    (Get-TestLab).DeviceNames | ForEach-Object { $first[$_] = (Get-TestLab).RunningConfig($_) }
    function Get-Intended([string]$Device) { $first[$Device].Replace('to the router before', "uplink of $Device").Replace('10.200.0.10', '10.200.0.99') }
    $intended = New-Item -ItemType Directory (Join-Path $store 'intended')
    'r1', 'r2', 'r3' | ForEach-Object { Get-Intended $_ | Set-Content -NoNewline (Join-Path $intended "$_.cfg") }
}

AfterAll { Remove-TestStore $store }

Describe 'A remediation' {
    It 'is computed from files and the devices, deployed, and undone' {
        $job = New-BatchRemediation -IntendedPath $intended -Wait
        $job.Kind, $job.State, $job.TotalDevices | Should -Be 'remediation', 'Completed', 3
        $lines = $job | Get-BatchRemediation
        $lines.Device | Should -Be 'r1', 'r2', 'r3'
        $lines[0].Remediation | Should -Contain ' description uplink of r1'.Replace(' d', '  d')
        $lines[0].Rollback | Should -Contain '  description to the router before'
        $lines.Findings | Should -BeNullOrEmpty

        $deployed = $job | Deploy-BatchRemediation -BatchSize 1,100% -Force -Wait
        $deployed.State | Should -Be 'Completed'
        (Get-TestLab).RunningConfig('r2') | Should -BeLike '*uplink of r2*10.200.0.99*'
        (New-BatchRemediation -IntendedPath $intended -Wait | Get-BatchRemediation).Remediation | Should -BeNullOrEmpty

        ($deployed | Undo-BatchRemediation -Device r2 -Force -Wait).State | Should -Be 'Completed'
        (Get-TestLab).RunningConfig('r2') | Should -Be $first['r2']
        (Get-TestLab).RunningConfig('r1') | Should -BeLike '*uplink of r1*'
        ($deployed | Undo-BatchRemediation -Device r1, r3 -Force -Wait).State | Should -Be 'Completed'
        (Get-TestLab).RunningConfig('r3') | Should -Be $first['r3']
    }

    It 'shows the exact lines with -WhatIf and sends none' {
        $job = New-BatchRemediation -Device r1 -IntendedPath $intended -Wait
        $text = (Invoke-Pwsh "`$env:NETBATCH_HOME = '$store'; Deploy-BatchRemediation $($job.Id) -WhatIf").Output
        $text | Should -BeLike '*read    show running-config*CHANGE*description uplink of r1*read    show running-config*'
        (Get-TestLab).RunningConfig('r1') | Should -Be $first['r1']
    }

    It 'shows no secret unless it is asked for, and takes no redacted text' {
        $row = [pscustomobject]@{
            DeviceId = 'r1'; Platform = 'cisco_ios'; RunningConfig = "hostname r1`
snmp-server community HUNTER1 RO`nend"
            IntendedConfig = "hostname r1`nsnmp-server community HUNTER2 RO`nend"
        }
        $job = $row | New-BatchRemediation -MaxDeletePercent 100 -Wait
        $file = Join-Path $store 'secrets.json'
        $job | Get-BatchRemediationReport -Export $file
        $shown = ($job | Get-BatchRemediation | ConvertTo-Json), ($job | Get-BatchRemediationReport | ConvertTo-Json), (Get-Content -Raw $file)
        $shown | ForEach-Object { $_ | Should -BeLike '*community <redacted> RO*'; $_ | Should -Not -BeLike '*HUNTER*' }
        ($job | Get-BatchRemediation -IncludeSecret).Remediation | Should -Contain 'snmp-server community HUNTER2 RO'
        ($job | Get-BatchRemediationReport -IncludeSecret).Line | Should -Contain 'no snmp-server community HUNTER1 RO'
        $plan = (Invoke-Pwsh "`$env:NETBATCH_HOME = '$store'; 0, 1 | ForEach-Object { Deploy-BatchRemediation $($job.Id) -WhatIf -IncludeSecret:`$_ ; '====' }").Output -split '===='
        $plan[0] | Should -BeLike '*CHANGE*community <redacted> RO*'
        $plan[0] | Should -Not -BeLike '*HUNTER*'
        $plan[1] | Should -BeLike '*CHANGE*community HUNTER2 RO*'

        $row.IntendedConfig = ($job | Get-BatchRemediation).Remediation -join "`n"
        ($row | New-BatchRemediation -Wait -ErrorAction SilentlyContinue | Get-BatchRemediation).Error.Code | Should -Be 'Redacted'
    }

    It 'asks, and where nobody can answer does nothing' {
        $job = New-BatchRemediation -Device r1 -IntendedPath $intended -Wait
        (Invoke-Pwsh "`$env:NETBATCH_HOME = '$store'; Deploy-BatchRemediation $($job.Id) -Wait").Error | Should -Not -BeNullOrEmpty
        (Get-TestLab).RunningConfig('r1') | Should -Be $first['r1']
    }

    It 'takes rows without asking any device, and a bad one fails alone' {
        $rows = @(
            [pscustomobject]@{ DeviceId = 'x1'; Platform = 'cisco_ios'; RunningConfig = "hostname x1`nntp server 10.0.0.1`nend"; IntendedConfig = "hostname x1`nntp server 10.0.0.2`nend" }
            [pscustomobject]@{ DeviceId = 'x2'; Platform = 'cisco_ios'; RunningConfig = "hostname x2`nend"; IntendedConfig = "banner motd ^C`nnever closed" }
            [pscustomobject]@{ DeviceId = 'x3'; Platform = 'juniper_junos'; RunningConfig = 'set system host-name x3'; IntendedConfig = 'set system host-name y3' }
        )
        $sessions = (Get-TestLab).Counts.TotalSessions
        $job = $rows | New-BatchRemediation -MaxDeletePercent 100 -Wait -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $job.State | Should -Be 'Partial'
        $lines = $job | Get-BatchRemediation
        $lines[0].Remediation | Should -Be 'no ntp server 10.0.0.1', 'ntp server 10.0.0.2'
        $lines[1].Error.Message | Should -BeLike 'Configuration parsing error*line 1*'
        $lines[2].Remediation | Should -Contain 'set system host-name y3'
        (Get-TestLab).Counts.TotalSessions | Should -Be $sessions
        ($job | Get-BatchRemediationReport -MinDevice 1 | Where-Object Line -EQ 'ntp server 10.0.0.2').Devices | Should -Be 'x1'
        $file = Join-Path $store 'report.csv'
        $job | Get-BatchRemediationReport -Export $file
        (Import-Csv $file).Line | Should -Contain 'ntp server 10.0.0.2'
    }

    It 'says what is missing' {
        { New-BatchRemediation r1, r9 -IntendedPath $intended -ErrorAction Stop } | Should -Throw "*no intended config of 'r9'*"
        { New-BatchRemediation -IntendedPath (Join-Path $store 'nowhere') -ErrorAction Stop } | Should -Throw '*no file and no folder*'
        $other = Start-BatchJob r1 'show clock' -Wait
        { $other | Deploy-BatchRemediation -Force -ErrorAction Stop } | Should -Throw "*of the kind 'command'*"
        { Deploy-BatchRemediation batch_00000000 -Force -ErrorAction Stop } | Should -Throw '*no job*'
    }
}
