# What people pipe and give: lists of any sort, rows of other tools, what has lost its type, nothing at all.
BeforeAll {
    . $PSScriptRoot/Support.ps1
    $store = New-TestStore
    # Nothing listens on these ports: each device is refused at once.
    1..3 | ForEach-Object { [pscustomobject]@{ name = "sw$_"; address = '127.0.0.1'; port = $_; platform = 'cisco_ios'; credential = 'a@env:HOME'; site = 'ams' } } | Import-BatchDevice
    [pscustomobject]@{ name = 'odd[1]'; address = '127.0.0.1'; port = 9; platform = 'cisco_ios'; credential = 'a@env:HOME' } | Import-BatchDevice
    $null = New-Item "$store/db.db"
    @{ name = 'db'; connection = "$store/db.db" } | Import-BatchInstance
    $s = @{ Command = 'show clock'; RetryCount = 0; Wait = $true; ErrorAction = 'SilentlyContinue'; WarningAction = 'SilentlyContinue' }
    $job = Start-BatchJob sw1, sw2 @s

    # The devices that a job was made of: name, and where it really went.
    function Get-Reached($Job) { (Get-BatchJobStatus $Job -Detailed).Targets | Sort-Object Number | ForEach-Object { "$($_.Target.Name)=$($_.Target.Address):$($_.Target.Port)" } }
}

AfterAll { Remove-TestStore $store }

Describe 'Devices of a job' {
    It 'are <Expected> for <Way>' -ForEach @(
        @{ Way = { ' sw1', "sw2`r" | Start-BatchJob @s }; Expected = 'sw1=127.0.0.1:1 sw2=127.0.0.1:2' }
        @{ Way = { 'sw1', 'SW1', '' | Start-BatchJob @s }; Expected = 'sw1=127.0.0.1:1' }
        @{ Way = { Start-BatchJob 'odd[1]' @s }; Expected = 'odd[1]=127.0.0.1:9' }
        @{ Way = { Get-BatchDevice 'odd*' | Start-BatchJob @s }; Expected = 'odd[1]=127.0.0.1:9' }
        @{ Way = { Start-BatchJob @('sw1', @('sw2')) @s }; Expected = 'sw1=127.0.0.1:1 sw2=127.0.0.1:2' }
        @{ Way = { Start-BatchJob ([Collections.Generic.List[string]]@('sw1', 'sw2')) @s }; Expected = 'sw1=127.0.0.1:1 sw2=127.0.0.1:2' }
        @{ Way = { Start-BatchJob ([Collections.Generic.HashSet[string]]@('sw1')) @s }; Expected = 'sw1=127.0.0.1:1' }
        @{ Way = { Start-BatchJob (@{ sw2 = 1 }.Keys) @s }; Expected = 'sw2=127.0.0.1:2' }
        @{ Way = { [pscustomobject]@{ Name = 'sw1' } | Start-BatchJob @s }; Expected = 'sw1=127.0.0.1:1' }
        @{ Way = { @{ name = 'SW1'; room = '7' } | Start-BatchJob @s }; Expected = 'sw1=127.0.0.1:1' }
        @{ Way = { 'Hostname', 'sw2' | ConvertFrom-Csv | Start-BatchJob @s }; Expected = 'sw2=127.0.0.1:2' }
        @{ Way = { Get-BatchResult $job -Failed | Select-Object Device, Error | Start-BatchJob @s }; Expected = 'sw1=127.0.0.1:1 sw2=127.0.0.1:2' }
        @{ Way = { Get-BatchResult $job -Failed | ConvertTo-Csv | ConvertFrom-Csv | Start-BatchJob @s }; Expected = 'sw1=127.0.0.1:1 sw2=127.0.0.1:2' }
        @{ Way = { Get-BatchResult $job -Failed | ConvertTo-Csv -IncludeTypeInformation | ConvertFrom-Csv | Start-BatchJob @s }; Expected = 'sw1=127.0.0.1:1 sw2=127.0.0.1:2' }
        @{ Way = { Get-BatchResult $job -Failed | ConvertTo-Json -WarningAction Ignore | ConvertFrom-Json | Start-BatchJob @s }; Expected = 'sw1=127.0.0.1:1 sw2=127.0.0.1:2' }
        @{ Way = { Get-BatchResult $job -Failed | Select-Object Device | Export-Clixml "$store/f.xml"; Import-Clixml "$store/f.xml" | Start-BatchJob @s }; Expected = 'sw1=127.0.0.1:1 sw2=127.0.0.1:2' }
        @{ Way = { (Get-BatchJobStatus $job -Detailed).Targets | Select-Object Device, State | Start-BatchJob @s }; Expected = 'sw1=127.0.0.1:1 sw2=127.0.0.1:2' }
        @{ Way = { [ipaddress]'127.0.0.1' | Start-BatchJob @s -Platform cisco_ios -CredentialName a@env:HOME }; Expected = '127.0.0.1=127.0.0.1:22' }
        @{ Way = { '127.0.0.1' | Start-BatchJob @s -Platform cisco_ios -CredentialName a@env:HOME }; Expected = '127.0.0.1=127.0.0.1:22' }
    ) {
        (Get-Reached (& $Way)) -join ' ' | Should -Be $Expected
    }

    It 'keep the labels of a row that names one of the inventory' {
        $made = [pscustomobject]@{ Name = 'sw1'; Wave = '2' } | Start-BatchJob @s
        $labels = (Get-BatchJobStatus $made -Detailed).Targets[0].Target.Labels
        $labels['Wave'], $labels['site'] | Should -Be '2', 'ams'
    }

    It 'are none for <Way>, and nothing starts' -ForEach @(
        @{ Way = { $null | Start-BatchJob @s -ErrorAction Stop } }, @{ Way = { @() | Start-BatchJob @s -ErrorAction Stop } }, @{ Way = { Start-BatchJob '' @s -ErrorAction Stop } }
        @{ Way = { '', ' ' | Start-BatchJob @s -ErrorAction Stop } }, @{ Way = { Start-BatchJob 'sw1', '' @s -ErrorAction Stop } }, @{ Way = { $job | Start-BatchJob @s -ErrorAction Stop } }
        @{ Way = { Get-Date | Start-BatchJob @s -ErrorAction Stop } }, @{ Way = { Get-BatchInstance db | Start-BatchJob @s -ErrorAction Stop } }
    ) {
        $s.Remove('ErrorAction')
        $before = @(Get-BatchJob).Count
        $Way | Should -Throw
        @(Get-BatchJob).Count | Should -Be $before
        $s.ErrorAction = 'SilentlyContinue'
    }

    It 'take an instance by a row with its name' {
        ([pscustomobject]@{ Name = 'db' } | Start-BatchMetadataExtraction -Wait -ErrorAction SilentlyContinue -WarningAction SilentlyContinue).TotalTargets | Should -Be 1
        { [pscustomobject]@{ Name = 'new' } | Import-BatchInstance -ErrorAction Stop } | Should -Throw '*how the instance is reached*'
    }
}

Describe 'Rows of other tools' {
    It '<From> give <Expected>' -ForEach @(
        # SolarWinds Orion.Nodes: Caption is what its admins call a node, SysName what SNMP answers.
        @{ From = 'SolarWinds nodes'; Row = { [pscustomobject]@{ NodeID = 12; Caption = 'core1'; IPAddress = '10.0.0.1'; SysName = 'core1.example.com' } }; Expected = 'core1 10.0.0.1' }
        @{ From = 'NetBox'; Row = { [pscustomobject]@{ Name = 'sw1'; 'IP Address' = '10.0.0.1/24' } }; Expected = 'sw1 10.0.0.1' }
        @{ From = 'NetBox with both families'; Row = { [pscustomobject]@{ Name = 'sw1'; 'Primary IPv4 Address' = '10.0.0.1/24'; 'Primary IPv6 Address' = '' } }; Expected = 'sw1 10.0.0.1' }
        # Get-DnsServerResourceRecord, out of a file or another session.
        @{ From = 'records of a DNS server'; Row = { [pscustomobject]@{ HostName = 'sw1'; RecordType = 'A'; RecordData = [pscustomobject]@{ IPv4Address = [ipaddress]'10.0.0.1' } } }; Expected = 'sw1 10.0.0.1' }
        @{ From = 'DHCP leases'; Row = { [pscustomobject]@{ IPAddress = [ipaddress]'10.0.0.1'; HostName = 'sw1'; ScopeId = [ipaddress]'10.0.0.0' } }; Expected = 'sw1 10.0.0.1' }
        @{ From = 'Ansible host variables'; Row = { [pscustomobject]@{ inventory_hostname = 'sw1'; ansible_host = '10.0.0.1'; ansible_network_os = 'cisco.ios.ios' } }; Expected = 'sw1 10.0.0.1' }
        @{ From = 'rows of a database'; Row = {
                $table = [Data.DataTable]::new()
                'name', 'address', 'port' | ForEach-Object { $null = $table.Columns.Add($_) }
                $null = $table.Rows.Add('sw1', '10.0.0.1', [DBNull]::Value)
                , $table
            }; Expected = 'sw1 10.0.0.1' }
        # Get-ADComputer -Properties *: what is yes, no or a day is no password, whatever it is called.
        @{ From = 'computers of a directory'; Row = { [pscustomobject]@{ Name = 'SW1'; DNSHostName = 'sw1.example.com'; CannotChangePassword = $false; AllowReversiblePasswordEncryption = $false; PasswordLastSet = Get-Date; LastBadPassword = [datetime]'2026-01-31' } }; Expected = 'SW1 sw1.example.com' }
        @{ From = 'the same as CSV'; Row = { [pscustomobject]@{ Name = 'SW1'; DNSHostName = 'sw1.example.com'; CannotChangePassword = $false } | ConvertTo-Csv | ConvertFrom-Csv }; Expected = 'SW1 sw1.example.com' }
        @{ From = 'an address of .NET with its port'; Row = { [pscustomobject]@{ name = 'sw1'; address = [Net.IPEndPoint]::Parse('10.0.0.1:2222') } }; Expected = 'sw1 10.0.0.1' }
    ) {
        $other = "$store/rows-$([guid]::NewGuid().ToString('n')).db"
        & $Row | Import-BatchDevice -StorePath $other -ErrorAction Stop
        $device = Get-BatchDevice -StorePath $other
        "$($device.Name) $($device.Address)" | Should -Be $Expected
        $device.Labels.Keys | Should -Not -Contain 'ItemArray'
    }

    It 'are refused where they hold a password' {
        { [pscustomobject]@{ name = 'p'; AccountPassword = 'hunter2-in-clear' } | Import-BatchDevice -ErrorAction Stop } | Should -Throw '*a secret*'
    }
}

Describe 'Jobs and definitions' {
    It 'are taken by <Way>' -ForEach @(
        @{ Way = { " $($job.Id) " | Get-BatchJob } }, @{ Way = { Get-BatchJob $job.Id.ToUpperInvariant() } }, @{ Way = { @{ Id = $job.Id } | Get-BatchJob } }, @{ Way = { Get-BatchJob @{ JobId = $job.Id } } }
        @{ Way = { Get-BatchJob ([Collections.Generic.List[object]]@($job)) } }, @{ Way = { $job | Select-Object Id | Get-BatchJob } }, @{ Way = { $job | ConvertTo-Csv | ConvertFrom-Csv | Get-BatchJob } }
    ) {
        (& $Way).Id | Should -Be $job.Id
    }

    It 'are changed by name, wildcard and the pipeline: <Noun>' -ForEach @(
        @{ Noun = 'BatchWorkflow'; New = { New-BatchWorkflow $args[0] -Query 'SELECT 1 AS one' }; Change = @{ RowLimit = 7 }; Seen = { $_.RowLimit -eq 7 } }
        @{ Noun = 'BatchNotification'; New = { New-BatchNotification $args[0] -Command true }; Change = @{ MostTries = 7 }; Seen = { $_.MostTries -eq 7 } }
        @{ Noun = 'BatchJobTemplate'; New = { New-BatchJobTemplate $args[0] -Command 'show clock' }; Change = @{ Description = 'seven' }; Seen = { $_.Description -eq 'seven' } }
    ) {
        'by-name', 'by-text', 'by-object', 'by-star-1', 'by-star-2', 'left' | ForEach-Object { $null = & $New $_ }
        $null = & "Set-$Noun" by-name @Change -ErrorAction Stop
        $null = ' by-text' | & "Set-$Noun" @Change -ErrorAction Stop
        $null = & "Get-$Noun" by-object | & "Set-$Noun" @Change -ErrorAction Stop
        $null = & "Set-$Noun" by-star* @Change -ErrorAction Stop
        $null = & "Set-$Noun" no-such* @Change -ErrorAction Stop
        { & "Set-$Noun" nosuch @Change -ErrorAction Stop } | Should -Throw
        (& "Get-$Noun" | Where-Object $Seen).Name | Should -Be 'by-name', 'by-object', 'by-star-1', 'by-star-2', 'by-text'
    }
}

Describe 'An unset variable' {
    It 'is told where a list is given, and never breaks a cmdlet: <_>' -ForEach @(
        'Approve', 'Clear', 'Compare', 'Convert*', 'Copy', 'Deploy', 'Disable', 'Export', 'Get', 'Import', 'Invoke', 'Measure', 'Merge', 'New', 'Register', 'Remove', 'Restore', 'Resume', 'Save', 'Search', 'Set', 'Start', 'Stop',
        'Suspend', 'Test', 'Undo', 'Unregister', 'Wait', 'Watch'
    ) {
        $common = [Management.Automation.PSCmdlet]::CommonParameters + [Management.Automation.PSCmdlet]::OptionalCommonParameters
        $nullable = [Reflection.NullabilityInfoContext]::new()
        $bad = foreach ($command in Get-Command -Module NetBatch -CommandType Cmdlet | Where-Object Verb -Like $_) {
            foreach ($parameter in $command.Parameters.Values | Where-Object { $_.ParameterType.IsArray -and $_.Name -notin $common -and -not $_.Attributes.Where({ $_ -is [AllowNull] }) }) {
                foreach ($value in $null, @('x', $null)) {
                    # What the parameter's set needs beside it; nothing of it is reached where the list is refused.
                    $set = ($parameter.ParameterSets.Keys | Select-Object -First 1) -replace '__AllParameterSets', $command.DefaultParameterSet
                    $given = @{ StorePath = "$store/none.db"; WhatIf = $true }
                    foreach ($one in $command.Parameters.Values | Where-Object { $_.Attributes.Where({ $_ -is [Parameter] -and $_.Mandatory -and $_.ParameterSetName -in $set, '__AllParameterSets' }) }) { $given[$one.Name] = $one.ParameterType -eq [switch] ? $true : 'x' }
                    $given[$parameter.Name] = $value
                    foreach ($one in 'StorePath', 'WhatIf') { if (-not $command.Parameters.ContainsKey($one)) { $given.Remove($one) } }
                    $failure = try { $null = & $command @given -ErrorAction Stop *> $null } catch { $_ }
                    $base = if ($failure) { $failure.Exception.GetBaseException() }
                    if ($base -is [NullReferenceException] -or $base -is [ArgumentException] -or $base -is [InvalidCastException]) { "$($command.Name) -$($parameter.Name): $($base.GetType().Name)" }
                    $property = $command.ImplementingType.GetProperty($parameter.Name)
                    $needed = $nullable.Create($property).WriteState -eq 'NotNull' -or $property.IsDefined([Management.Automation.SupportsWildcardsAttribute], $true)
                    if (-not $failure -and ($needed -or $value)) { "$($command.Name) -$($parameter.Name) took it" }
                }
            }
        }
        $bad | Should -BeNullOrEmpty
    }

    It 'is as good as nothing where it only describes the job' {
        $null = Start-BatchJob sw1 @s -Tag $null -Notify $null -CanaryBy $null -NeverTogether $null -ErrorVariable told
        $told.TargetObject | Should -Be 'sw1'
    }
}
