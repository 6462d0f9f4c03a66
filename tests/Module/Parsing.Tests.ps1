BeforeAll {
    . $PSScriptRoot/Support.ps1
    $store = New-TestStore
    Get-LabRow | Import-BatchDevice
    $ospf = @'

Neighbor ID     Pri   State           Dead Time   Address         Interface
10.0.0.2          1   FULL/DR         00:00:30    10.1.0.2        GigabitEthernet0/0
10.0.0.3          1   INIT/BDR        00:00:34    10.1.0.6        GigabitEthernet0/1
'@
    $asked = @{ Platform = 'cisco_ios'; Command = 'show ip ospf neighbor' }
}

AfterAll { Remove-TestStore $store }

Describe 'Show commands as objects' {
    It 'gives one object for each neighbour, which Where-Object and Export-Csv take' {
        $file = Join-Path $store 'neighbours.csv'
        'r1', 'r2', 'r3' | Invoke-BatchCommand -Command 'show ip ospf neighbor' -Parse | Where-Object State -Like 'FULL*' | Export-Csv $file
        $rows = Import-Csv $file
        ($rows | Sort-Object Device).Device | Should -Be 'r1', 'r2', 'r2', 'r3', 'r3'
        $rows[0].psobject.Properties.Name | Should -Be 'Device', 'Command', 'NEIGHBOR_ID', 'PRIORITY', 'STATE', 'DEAD_TIME', 'ADDRESS', 'INTERFACE'
        $job = Get-BatchJob -First 1
        ($job | Get-BatchResult).Rows | Sort-Object | Should -Be 1, 2, 2
        ($job | Get-BatchResult -Device r1).Output | Should -BeLike '*Neighbor ID*' -Because 'the raw output is kept'
    }

    It 'keeps rows of a job, and tells where no template fits without failing the job' {
        $job = Start-BatchJob r1, r2, r3 'show ip ospf neighbor', 'show clock' -Parse -Wait -WarningVariable warnings -WarningAction SilentlyContinue
        $job.State | Should -Be 'Completed'
        "$warnings" | Should -BeLike "*'show clock' on *gave no rows; the output is kept. No template is known for 'show clock' on the platform 'cisco_ios'*"
        $clock = Get-BatchResult $job.Id -Command 'show clock' -Device r1
        $clock.Success, $clock.ParseError, $clock.Rows | Should -Be $true, "No template is known for 'show clock' on the platform 'cisco_ios'. Give one, or a folder of templates that has one.", $null
        $clock.Output | Should -Not -BeNullOrEmpty
        $rows = $job | Get-BatchResult -Parsed -WarningVariable again -WarningAction SilentlyContinue
        "$again" | Should -BeLike "*'show clock'*gave no rows*"
        $rows | Should -HaveCount 5
        $rows[0].psobject.TypeNames[0] | Should -Be 'NetBatch.Row.cisco_ios_show_ip_ospf_neighbor'
        $rows[0].Command | Should -Be 'show ip ospf neighbor'
        @(Get-BatchResult $job.Id -Parsed -Device r2) | Should -HaveCount 2
        $all = Get-BatchResult $job.Id -Aggregate -Command '*ospf*'
        $all | Should -HaveCount 5
        ($all[0].psobject.Properties.Name)[0, 1] | Should -Be '_instance_name', '_instance_id'
        Get-BatchResult $job.Id -Aggregate -Parsed -ErrorVariable both -ErrorAction SilentlyContinue
        $both.FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
    }

    It 'refuses rows of a job that was not parsed, and parses its kept outputs' {
        $job = Start-BatchJob r1, r2 'show ip ospf neighbor' -Wait
        $job | Get-BatchResult -Aggregate -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -BeLike 'IllegalState,*'
        $failure[0].ErrorDetails.RecommendedAction | Should -BeLike '*-Parse*'
        ($job | Get-BatchResult | ConvertFrom-BatchOutput | Sort-Object Device).Device | Should -Be 'r1', 'r2', 'r2'
        $csv = Join-Path $store 'results.csv'
        $job | Get-BatchResult | Export-Csv $csv
        @(Import-Csv $csv | ConvertFrom-BatchOutput) | Should -HaveCount 3 -Because 'platform and command come by property name'
    }

    It 'refuses a template that is not there before anything starts' {
        $before = @(Get-BatchJob).Count
        $failure = $null
        try { Start-BatchJob r1 'show version' -Template nowhere } catch { $failure = $_ }
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidTemplate,*'
        try { Start-BatchJob r1 'show version' -TemplatePath $store } catch { $failure = $_ }
        "$failure" | Should -BeLike '*has no file named index*'
        @(Get-BatchJob) | Should -HaveCount $before
    }

    It 'uses a template of the user''s own, by file or folder' {
        $folder = New-Item -ItemType Directory (Join-Path $store 'own')
        "Value TIME (\d\d:\d\d:\d\d)`n`nStart`n  ^\*?`${TIME} -> Record`n" | Set-Content "$folder/clock.textfsm"
        "Template, Platform, Command`nclock.textfsm, cisco_ios, sh[[ow]] cl[[ock]]" | Set-Content "$folder/index"
        (Invoke-BatchCommand r1 'show clock' -Template "$folder/clock.textfsm").TIME | Should -Match '^\d\d:\d\d:\d\d$'
        (Invoke-BatchCommand r1 'show clock' -TemplatePath $folder).psobject.TypeNames[0] | Should -Be 'NetBatch.Row.clock'
        (Get-BatchParseTemplate -TemplatePath $folder -Platform cisco_ios -Command 'sh cl').Name | Should -Be 'clock'
        $env:NTC_TEMPLATES_DIR = $folder
        try { @(Invoke-BatchCommand r1 'show clock' -Parse) | Should -HaveCount 1 -Because 'the variable is looked at again, though the store is open' }
        finally { $env:NTC_TEMPLATES_DIR = $null }
    }
}

Describe 'ConvertFrom-BatchOutput' {
    It 'takes a text, lines and files' {
        $rows = $ospf | ConvertFrom-BatchOutput @asked -Device r1
        $rows.NEIGHBOR_ID | Should -Be '10.0.0.2', '10.0.0.3'
        $rows[0].Device, $rows[0].State | Should -Be 'r1', 'FULL/DR'
        $file = Join-Path $store 'edge1.txt'
        Set-Content $file $ospf
        (Get-Content $file | ConvertFrom-BatchOutput @asked).Count | Should -Be 2
        (Get-Item $file | ConvertFrom-BatchOutput @asked)[1].Device | Should -Be 'edge1'
        @{ Name = 'x'; Platform = 'cisco_ios'; Command = 'sh ip os ne'; Output = $ospf } | ForEach-Object { [pscustomobject]$_ } | ConvertFrom-BatchOutput | Should -HaveCount 2
    }

    It 'gives a table with its keys, also without rows' {
        $table = ($ospf -split "`n")[0, 1] | ConvertFrom-BatchOutput @asked -Device r1 -AsTable
        $table.RowCount, $table.View | Should -Be 0, 'cisco_ios_show_ip_ospf_neighbor'
        $table.Keys | Should -Be 'NEIGHBOR_ID', 'INTERFACE'
    }

    It 'tells what does not fit and goes on' {
        $rows = [pscustomobject]@{ Device = 'a'; Platform = 'cisco_ios'; Command = 'show ip ospf neighbor'; Output = "nonsense`n" },
            [pscustomobject]@{ Device = 'b'; Platform = 'cisco_ios'; Command = 'show ip ospf neighbor'; Output = $ospf } |
            ConvertFrom-BatchOutput -ErrorVariable failures -ErrorAction SilentlyContinue
        $rows | Should -HaveCount 2
        $failures | Should -HaveCount 1
        $failures[0].TargetObject | Should -Be 'a'
        "$($failures[0])" | Should -BeLike 'a: The template * refuses the output*'
        'text' | ConvertFrom-BatchOutput -ErrorVariable unknown -ErrorAction SilentlyContinue
        $unknown[0].ErrorDetails.RecommendedAction | Should -BeLike '*-Platform and -Command*'
    }
}

Describe 'Templates' {
    It 'lists them by platform, command and name' {
        (Get-BatchParseTemplate -Platform frr).Name | Should -Contain 'frr_show_ip_ospf_neighbor'
        $used = Get-BatchParseTemplate -Platform cisco_iosxe -Command 'sh ip os ne'
        $used.Name, $used.Collection | Should -Be 'cisco_ios_show_ip_ospf_neighbor', 'built-in templates'
        $used.Columns | Should -Contain 'STATE'
        (Get-BatchParseTemplate *ospf*).Count | Should -BeGreaterThan 3
        Get-BatchParseTemplate | Where-Object Problem | Should -BeNullOrEmpty
    }

    It 'shows line by line what a template does' {
        $lines = $ospf -split "`n" | Test-BatchParseTemplate cisco_ios_show_ip_ospf_neighbor
        $lines | Should -HaveCount 4
        @($lines | Where-Object Recorded).Number | Should -Be 3, 4
        $lines[2].State, $lines[2].NextState | Should -Be 'Start', 'Start'
        $lines[2].Values | Should -BeLike 'NEIGHBOR_ID=10.0.0.2, PRIORITY=1, STATE=FULL/DR,*'
        "x`n" | Test-BatchParseTemplate cisco_ios_show_ip_ospf_neighbor -ErrorVariable refused -ErrorAction SilentlyContinue
        "$refused" | Should -BeLike '*State Error raised*'
    }

    It 'completes templates, commands and platforms' {
        function Complete([string]$Text) { (TabExpansion2 $Text).CompletionMatches.CompletionText }
        Complete 'Test-BatchParseTemplate frr_show_ip_o' | Should -Be 'frr_show_ip_ospf_neighbor'
        Complete 'ConvertFrom-BatchOutput -Platform frr -Command sho' | Should -Contain "'show ip ospf neighbor'"
        Complete 'Get-BatchParseTemplate -Platform cisco_ios' | Should -Contain 'cisco_iosxr'
    }

    It 'shows tables without an error' {
        foreach ($shown in { Get-BatchParseTemplate }, { $ospf | ConvertFrom-BatchOutput @asked -AsTable }, { $ospf | Test-BatchParseTemplate cisco_ios_show_ip_ospf_neighbor }, { $ospf | ConvertFrom-BatchOutput @asked | Measure-BatchCapture -By State }) {
            & $shown | Format-Table | Out-String -Width 200 | Should -Match 'ospf|FULL'
        }
    }
}

Describe 'States before and after' {
    It 'compares jobs: the same, and a device that was not asked' {
        $before = Start-BatchJob r1, r2 'show ip ospf neighbor' -Parse -Wait
        $after = Start-BatchJob r1 'show ip ospf neighbor' -Parse -Wait
        Compare-BatchCapture $before $after -WarningVariable missing -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$missing" | Should -BeLike "r2 has no rows of 'show ip ospf neighbor' in the later capture*"
        (Measure-BatchCapture $before).Rows | Should -Be 1, 2
    }

    It 'compares rows by the keys of their template' {
        $before = $ospf | ConvertFrom-BatchOutput @asked -Device r1
        $after = ($ospf -replace 'INIT/BDR', 'FULL/BDR' -replace '(?m)^10\.0\.0\.2 .*\n', '') + "`n10.0.0.9          1   FULL/DR         00:00:30    10.1.0.9        GigabitEthernet0/2`n" | ConvertFrom-BatchOutput @asked -Device r1
        $changes = $after | Compare-BatchCapture $before
        $changes.Change | Should -Be 'Gone', 'Changed', 'Added'
        $changes[1].Difference | Should -Be 'STATE: INIT/BDR -> FULL/BDR'
        $changes[0].Before.ADDRESS, $changes[2].After.ADDRESS | Should -Be '10.1.0.2', '10.1.0.9'
        (Compare-BatchCapture $before @()).Change | Should -Be 'Gone', 'Gone'
        (Compare-BatchCapture $before $after -Key INTERFACE).Count | Should -Be 3
        ($before | Measure-BatchCapture -By STATE).Value | Should -Be 'FULL/DR', 'INIT/BDR'
    }
}
