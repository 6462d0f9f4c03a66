BeforeAll {
    . $PSScriptRoot/Support.ps1
    $folder = (New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "netbatch-configs-$([guid]::NewGuid().ToString('n').Substring(0, 8))")).FullName
    $running = Join-Path $folder 'r1.cfg'
    $intended = Join-Path $folder 'r1-intended.cfg'
    @'
hostname r1
interface Vlan10
 description old
 ip address 10.0.0.1 255.255.255.0
 ip address 10.0.1.1 255.255.255.0 secondary
router bgp 65000
 neighbor 10.1.1.1 remote-as 65001
 neighbor 10.1.1.1 description peer
ntp server 10.9.9.9
ntp server 10.9.9.8
ip route 0.0.0.0 0.0.0.0 10.0.0.254
end
'@ | Set-Content $running
    (Get-Content $running) -replace 'description old', 'description new' -notmatch 'ntp server 10.9.9.8' | Set-Content $intended
    $tags = Join-Path $folder 'tags.yaml'
    "- lineage: ['interface ']`n  tags: [ports]`n- lineage: [{regex: '^(no )?ntp '}]`n  tags: [time]" | Set-Content $tags
}

AfterAll { Remove-Item $folder -Recurse -Force }

Describe 'Compare-BatchConfig' {
    It 'gives the lines there and back, the difference and a summary of two files' {
        $found = Compare-BatchConfig $running $intended -Platform cisco_ios
        $found | Should -BeOfType NetBatch.ConfigComparison
        $found.Device | Should -Be r1
        $found.InSync | Should -BeFalse
        $found.Remediation | Should -Be 'no ntp server 10.9.9.8', 'interface Vlan10', '  description new'
        $found.Rollback | Should -Be 'interface Vlan10', '  description old', 'ntp server 10.9.9.8'
        $found.Diff | Should -Be 'interface Vlan10', '  - description old', '  + description new', '- ntp server 10.9.9.8'
        $found.Additions, $found.Deletions, $found.Changes, $found.DeletePercent | Should -Be 0, 1, 1, 9.1
        $found.Findings | Should -BeNullOrEmpty
    }

    It 'takes objects from the pipeline; one bad config fails its device only' {
        $rows = @(
            [pscustomobject]@{ Name = 'a'; Platform = 'cisco_ios'; RunningConfig = "x`nend"; IntendedConfig = "x`nend" }
            [pscustomobject]@{ Name = 'b'; Platform = 'cisco_ios'; RunningConfig = "x`nx`nend"; IntendedConfig = 'x' }
            [pscustomobject]@{ Name = 'c'; Platform = 'juniper_junos'; RunningConfig = 'set system host-name c'; IntendedConfig = 'set system host-name d' }
        )
        $found = $rows | Compare-BatchConfig -ErrorAction SilentlyContinue -ErrorVariable wrong -WarningAction Ignore
        $found.Device | Should -Be 'a', 'c'
        $found[0].InSync | Should -BeTrue
        $found[1].Remediation | Should -Be 'delete system host-name c', 'set system host-name d'
        $wrong | Should -HaveCount 1
        "$wrong" | Should -BeLike 'b (running), line 2:*'
        $wrong[0].FullyQualifiedErrorId | Should -BeLike 'InvalidConfig*'
        $wrong[0].TargetObject | Should -Be b
    }

    It 'takes paths from each object by a script block' {
        $found = [pscustomobject]@{ Name = 'r1'; Platform = 'cisco_ios' } |
            Compare-BatchConfig -RunningPath { Join-Path $folder "$($_.Name).cfg" } -IntendedPath { Join-Path $folder "$($_.Name)-intended.cfg" }
        $found.Changes | Should -Be 1
    }

    It 'changes only what the scope says, and refuses an intended line outside it' {
        $found = Compare-BatchConfig -RunningPath $running -IntendedConfig 'interface Vlan10', ' description z' -Platform cisco_ios -Scope 'interface > description'
        $found.Remediation | Should -Be 'interface Vlan10', '  description z'
        { Compare-BatchConfig $running $intended -Platform cisco_ios -Scope 'interface' -ErrorAction Stop } | Should -Throw 'r1-intended.cfg, line 1:*outside the scope*'
    }

    It 'gives part of a change by tags, with the way back from that part' {
        $found = Compare-BatchConfig $running $intended -Platform cisco_ios -TagRule $tags -IncludeTag time
        $found.Remediation | Should -Be 'no ntp server 10.9.9.8'
        $found.Rollback | Should -Be 'ntp server 10.9.9.8'
        $found.Diff | Should -Be '- ntp server 10.9.9.8'
        $found.Tags | Should -Be 'ports', 'time'
        $found.Changes | Should -Be 0
        (Compare-BatchConfig $running $intended -Platform cisco_ios -TagRule $tags -ExcludeTag time).Remediation | Should -Be 'interface Vlan10', '  description new'
        { Compare-BatchConfig $running $intended -Platform cisco_ios -TagRule $tags -IncludeTag tine } | Should -Throw "*'tine'*"
    }

    It 'warns of what makes a change doubtful' {
        $found = Compare-BatchConfig -RunningConfig 'a', 'b', 'username admin password <removed>' -IntendedConfig 'a' -Platform cisco_ios -WarningVariable warned -WarningAction SilentlyContinue
        $found.Findings.Code | Should -Be 'CutOff', 'DeleteLimit', 'Redacted', 'ManagementPath'
        $warned | Should -HaveCount 4
        (Compare-BatchConfig -RunningConfig 'a', 'b', 'end' -IntendedConfig 'a' -Platform cisco_ios -MaxDeletePercent 50).Findings | Should -BeNullOrEmpty
        $found = Compare-BatchConfig $running $intended -Platform cisco_ios -Address 10.0.1.1 -WarningAction Ignore
        $found.Findings.Reason | Should -BeLike '*Vlan10*interface*'
    }

    It 'shows the difference in colour, and plain where PSStyle says so' {
        $saved = $PSStyle.OutputRendering
        try {
            $PSStyle.OutputRendering = 'Ansi'
            $text = Compare-BatchConfig $running $intended -Platform cisco_ios | Out-String
            $text.Contains("$($PSStyle.Foreground.Red)  - description old$($PSStyle.Reset)") | Should -BeTrue
            $text.Contains("$($PSStyle.Foreground.Green)  + description new$($PSStyle.Reset)") | Should -BeTrue
            $PSStyle.OutputRendering = 'PlainText'
            $text = Compare-BatchConfig $running $intended -Platform cisco_ios | Out-String
            $text | Should -Not -Match "`e"
            $text.TrimStart() | Should -BeLike 'r1: 0 added, 1 deleted (9.1 %), 1 changed*'
            $text | Should -Match '(?m)^interface Vlan10\r?\n  - description old\r?$'
        }
        finally { $PSStyle.OutputRendering = $saved }
    }

    It 'compares 500 pairs of a pipeline' {
        $from, $to = (Get-Content -Raw $running), (Get-Content -Raw $intended)
        $rows = foreach ($number in 1..500) { [pscustomobject]@{ Device = "d$number"; Platform = 'cisco_ios'; RunningConfig = $from; IntendedConfig = $to } }
        $rows | Compare-BatchConfig | Should -HaveCount 500
    }
}

Describe 'ConvertTo-BatchConfigTree' {
    It 'gives the top lines with those below them' {
        $tree = ConvertTo-BatchConfigTree $running -Platform cisco_ios
        $tree | Should -BeOfType NetBatch.ConfigLine
        $tree.Text | Should -Be 'hostname r1', 'interface Vlan10', 'router bgp 65000', 'ntp server 10.9.9.9', 'ntp server 10.9.9.8', 'ip route 0.0.0.0 0.0.0.0 10.0.0.254'
        $line = $tree[1].Children[1]
        $line.Text, $line.Depth, $line.Line, $line.Device | Should -Be 'ip address 10.0.0.1 255.255.255.0', 2, 4, 'r1'
        $line.Path | Should -Be 'interface Vlan10', 'ip address 10.0.0.1 255.255.255.0'
    }

    It 'takes lines, files and objects' {
        (Get-Content $running | ConvertTo-BatchConfigTree -Platform cisco_ios -Recurse).Count | Should -Be 11
        (Get-Item $running | ConvertTo-BatchConfigTree -Platform cisco_ios).Device | Select-Object -Unique | Should -Be r1
        (@{ Name = 'h'; Platform = 'vyos'; Config = "system {`n host-name h`n}" } | ConvertTo-BatchConfigTree).Text | Should -Be 'set system host-name h'
    }

    It 'refuses a malformed text with its name and line' {
        { "a`na" | ConvertTo-BatchConfigTree -Platform generic -Device x -ErrorAction Stop } | Should -Throw 'x, line 2:*'
        { 'a' | ConvertTo-BatchConfigTree -ErrorAction Stop } | Should -Throw '*platform*'
        $unknown = { 'a' | ConvertTo-BatchConfigTree -Platform ios_xyz -ErrorAction Stop } | Should -Throw "*'ios_xyz'*" -PassThru
        $unknown.ErrorDetails.RecommendedAction | Should -BeLike '*cisco_ios*'
    }

    It 'knows platforms of a folder of rules' {
        $rules = New-Item -ItemType Directory (Join-Path $folder rules)
        "platform: mine`nnegation: 'off '" | Set-Content (Join-Path $rules mine.yaml)
        (Compare-BatchConfig -RunningConfig 'a' -IntendedConfig 'b' -Platform mine -RulePath $rules -WarningAction Ignore).Remediation | Should -Be 'off a', 'b'
    }
}

Describe 'Search-BatchConfig' {
    It 'finds by <Name>' -ForEach @(
        @{ Name = 'equals'; Ask = @{ EqualTo = 'hostname r1' }; Lines = 1 }
        @{ Name = 'startswith'; Ask = @{ StartsWith = 'neighbor', 'ntp' }; Lines = 7, 8, 9, 10 }
        @{ Name = 'endswith'; Ask = @{ EndsWith = 'secondary' }; Lines = 5 }
        @{ Name = 'contains'; Ask = @{ Contains = '10.1.1.1' }; Lines = 7, 8 }
        @{ Name = 'regex'; Ask = @{ Pattern = '^ip \w+ 10' }; Lines = 4, 5 }
        @{ Name = 'lineage'; Ask = @{ Lineage = 'router bgp > neighbor', 'hostname' }; Lines = 1, 7, 8 }
        @{ Name = 'lineage and text'; Ask = @{ Lineage = 'router bgp > *'; Contains = 'remote-as' }; Lines = 7 }
        @{ Name = 'lineage by regex'; Ask = @{ Lineage = 'equals: interface Vlan10 > regex: secondary$' }; Lines = 5 }
    ) {
        (Search-BatchConfig $running -Platform cisco_ios @Ask).Line | Should -Be $Lines
    }

    It 'refuses a search for nothing and a bad pattern' {
        { Search-BatchConfig $running -Platform cisco_ios } | Should -Throw '*asks for nothing*'
        { Search-BatchConfig $running -Platform cisco_ios -Pattern '(' } | Should -Throw '*no regular expression*'
    }
}

Describe 'Get-BatchConfigPrediction' {
    It 'gives the config after commands and what differs' {
        $after = Get-BatchConfigPrediction $running -Command 'interface Vlan10', ' description z', 'no router bgp 65000' -Platform cisco_ios
        $after.Config | Should -Contain '  description z'
        $after.Config | Should -Not -Contain 'router bgp 65000'
        $after.Diff | Should -Contain '  - description old'
    }

    It 'leads from running to intended by what was compared' {
        $lines = (Compare-BatchConfig $running $intended -Platform cisco_ios).Remediation
        $after = Get-BatchConfigPrediction $running -Command $lines -Platform cisco_ios
        (Compare-BatchConfig -RunningConfig $after.Config -IntendedPath $intended -Platform cisco_ios -WarningAction Ignore).InSync | Should -BeTrue
    }
}

Describe 'Merge-BatchConfig' {
    It 'joins files, each line once' {
        Merge-BatchConfig $running, $intended -Platform cisco_ios | Should -Be @(
            'hostname r1', 'interface Vlan10', '  description old', '  ip address 10.0.0.1 255.255.255.0', '  ip address 10.0.1.1 255.255.255.0 secondary', '  description new'
            'router bgp 65000', '  neighbor 10.1.1.1 remote-as 65001', '  neighbor 10.1.1.1 description peer', 'ntp server 10.9.9.9', 'ntp server 10.9.9.8', 'ip route 0.0.0.0 0.0.0.0 10.0.0.254')
    }
}

Describe 'Compliance and unused objects' {
    BeforeAll {
        $features = Join-Path $folder 'features.yaml'
        "- {name: NTP, section: ['ntp ']}`n- {name: BGP, ordered: true, section: ['router bgp ']}" | Set-Content $features
    }

    It 'judges each feature, with what is missing and what is there beyond' {
        $found = Test-BatchCompliance $running $intended -Platform cisco_ios -FeaturePath $features
        $found | Should -BeOfType NetBatch.FeatureCompliance
        $found.Feature | Should -Be 'NTP', 'BGP'
        $found.Compliant | Should -Be $false, $true
        $found[0].Extra | Should -Be 'ntp server 10.9.9.8'
        $found[0].Missing | Should -BeNullOrEmpty
    }

    It "gives each feature's share of a fleet" {
        $found = [pscustomobject]@{ Name = 'a'; RunningPath = $running; IntendedPath = $intended },
            [pscustomobject]@{ Name = 'b'; RunningPath = $running; IntendedPath = $running } |
                Test-BatchCompliance -Platform cisco_ios -FeaturePath $features -Summary
        $found.Percent | Should -Be 50, 100
        $found[0].NotCompliant | Should -Be a
    }

    It 'finds what nothing names' {
        $found = "ip access-list extended A`n permit ip any any", "interface Vlan1`n shutdown" | Find-BatchUnusedObject -Platform cisco_ios -Device r1
        $found | Should -BeOfType NetBatch.UnusedConfigObject
        $found.Device, $found.Name, $found.Line | Should -Be r1, A, 1
    }

    It 'makes a platform file of hier_config options' {
        $options = Join-Path $folder 'options.yml'
        "idempotent_commands:`n- lineage: [{startswith: clock timezone}]" | Set-Content $options
        $file = Import-BatchConfigRule $options -Platform cisco_ios -Name campus -Destination (Join-Path $folder rules)
        $file.Name | Should -Be campus.yaml
        $rows = @{ RunningConfig = "clock timezone CET 1`nend"; IntendedConfig = 'clock timezone EET 2'; RulePath = $file.DirectoryName }
        (Compare-BatchConfig @rows -Platform campus -WarningAction Ignore).Remediation | Should -Be 'clock timezone EET 2'
        { Import-BatchConfigRule $options -Platform cisco_ios -Name campus -Destination $file.DirectoryName } | Should -Throw '*there already*'
        Import-BatchConfigRule $options -Platform cisco_ios -Name other -Destination $file.DirectoryName -WhatIf
        Join-Path $file.DirectoryName other.yaml | Should -Not -Exist
    }

    It 'tells what is to be done by hand, and that the configs differ' {
        $found = Compare-BatchConfig -Platform cisco_ios -RunningConfig "username bob privilege 15`nusername bob secret 9 x`nend" `
            -IntendedConfig 'username bob privilege 15' -WarningVariable told -WarningAction SilentlyContinue -MaxDeletePercent 100
        $found.InSync | Should -BeFalse
        $found.Findings.Code | Should -Be ByHand
        "$told" | Should -BeLike '*by hand*'
    }
}

Describe 'docs/backup.md' {
    BeforeAll {
        $home0, $store = $HOME, (New-TestStore)
        $there = Join-Path $folder 'oxidized'
        $repository = Join-Path $there '.config/oxidized/devices.git'
        $null = New-Item -ItemType Directory (Split-Path $repository), (Join-Path $there 'work/core')
        $rows = Get-LabRow -WithoutCredential | Where-Object platform -EQ cisco_ios | Select-Object -First 3
        $rows | ForEach-Object { "$($_.name):$($_.address):$($_.port):ios" } | Set-Content (Join-Path $there '.config/oxidized/router.db')
        $work = Join-Path $there 'work'
        git -C $work init -q -b master
        foreach ($night in 1..3) {
            foreach ($row in $rows) { "! night $night`nhostname $($row.name)" | Set-Content (Join-Path $work "core/$($row.name)") }
            git -C $work add -A
            git -C $work -c user.name=Oxidized -c user.email=oxidized@example.net commit -q -m update
        }
        git clone -q --bare $work $repository
    }

    AfterAll { Set-Variable HOME $home0 -Force; $env:ROUTER_PW = $null; Remove-TestStore $store }

    It 'leads from Oxidized to NetBatch by its cmdlets as they stand' {
        if (-not (Test-LabPassword)) { Set-ItResult -Skipped -Because 'the lab has passwords for root alone'; return }
        $page = Get-Content -Raw (Join-Path $PSScriptRoot '../../docs/backup.md')
        $page -match '(?s)The same five steps with cmdlets:\s+```powershell\r?\n(.*?)```' | Should -BeTrue
        $user = Get-LabCredential
        $script = $Matches[1] -replace "'\.\.\.'", "'$($user.GetNetworkCredential().Password)'" -replace 'oxidized@env', "$($user.UserName)@env" -replace '~/', '$HOME/'
        Set-Variable HOME $there -Force
        $null = & ([scriptblock]::Create("`$ErrorActionPreference = 'Stop'`n$script"))
        (Get-BatchConfigHistory $rows[0].name).Count | Should -Be 4
        (Get-BatchJob).State | Should -Not -Contain Failed
        git -C $repository rev-list --count HEAD | Should -Be 4
        git -C $repository fsck --strict --full 2>&1 | Should -BeNullOrEmpty
        (Get-BatchSchedule nightly).Template | Should -Be nightly-backup
    }
}
