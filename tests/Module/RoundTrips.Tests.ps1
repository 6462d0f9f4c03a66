BeforeAll {
    . $PSScriptRoot/Support.ps1
    $store = New-TestStore
    @(
        [pscustomobject]@{ name = 'plain'; address = '192.0.2.1' }
        [pscustomobject]@{ name = 'full'; address = '192.0.2.2'; port = 2222; platform = 'cisco_ios'; site = 'berlin'; 'label:name' = 'another'; note = 'a; b, "c" = d'; tags = 'a;"b, c"'; credential = 'ops@env:PW'; enable_credential = 'vault:en'
            jump = 'j1.example.net:2200,u@j2.example.net'; jump_credential = 'x@key:/k/a;agent'; ssh_options = 'KexAlgorithms=+diffie-hellman-group14-sha1;Ciphers=aes128-ctr'; legacy = 'yes'; channel = 'exec'; transport = 'openssh' }
        [pscustomobject]@{ name = 'keyed'; address = '2001:db8::7'; credential = 'ops@key:/home/ops/.ssh/id_ed25519'; role = 'core' }
    ) | Import-BatchDevice
    @{ name = 'shop'; connection = "$store/shop.db"; region = 'eu'; credential = 'r@env:DB'; tags = 'gold', 'pci'; tier = 'a;b' }, @{ name = 'bare'; connection = "$store/bare.db" } | Import-BatchInstance

    # What a thing is, whatever object says so.
    function Get-Form($Thing) {
        $Thing | Sort-Object Name | ForEach-Object {
            # The order of options says nothing.
            $options = if ($_.SshOptions) { $_.SshOptions.GetEnumerator() | Sort-Object Key | ForEach-Object { "$($_.Key)=$($_.Value)" } }
            $_ | Select-Object * -ExcludeProperty SshOptions | Add-Member SshOptions "$options" -PassThru | ConvertTo-Json -Depth 9
        }
    }
    $refused = @{ Address = '127.0.0.1:1', '127.0.0.1:2'; Platform = 'cisco_ios'; CredentialName = 'nobody@env:HOME'; RetryCount = 0; Command = 'show clock'; ErrorAction = 'SilentlyContinue'; WarningAction = 'SilentlyContinue' }
    $job = Start-BatchJob @refused -Tag nightly, core -Wait
}

AfterAll { Remove-TestStore $store }

Describe 'What is got and written comes back' {
    It '<Noun> by <Form>' -ForEach @(
        foreach ($noun in 'BatchDevice', 'BatchInstance') {
            @{ Noun = $noun; Form = 'Export-Csv'; Write = { param($x, $f) $x | Export-Csv $f }; Ending = 'csv' }
            @{ Noun = $noun; Form = 'Export-Csv with a semicolon'; Write = { param($x, $f) $x | Export-Csv $f -Delimiter ';' }; Ending = 'csv'; Read = { param($f) Import-Csv $f -Delimiter ';' } }
            @{ Noun = $noun; Form = 'ConvertTo-Json'; Write = { param($x, $f) $x | ConvertTo-Json | Set-Content $f }; Ending = 'json' }
            @{ Noun = $noun; Form = 'ConvertTo-Json -EnumsAsStrings -Depth 9'; Write = { param($x, $f) $x | ConvertTo-Json -EnumsAsStrings -Depth 9 | Set-Content $f }; Ending = 'json' }
            @{ Noun = $noun; Form = 'ConvertTo-Json, as objects'; Write = { param($x, $f) $x | ConvertTo-Json -Depth 9 | Set-Content $f }; Ending = 'json'; Read = { param($f) Get-Content $f -Raw | ConvertFrom-Json } }
            @{ Noun = $noun; Form = 'Export-Clixml'; Write = { param($x, $f) $x | Export-Clixml $f }; Ending = 'xml'; Read = { param($f) Import-Clixml $f } }
            @{ Noun = $noun; Form = 'a job of another process'; Write = { param($x, $f) }; Ending = 'none'; Read = { param($f, $x) Start-Job { $using:x } | Receive-Job -Wait -AutoRemoveJob } }
        }
    ) {
        $things = & "Get-$Noun"
        $file = Join-Path $store "$Noun.$Ending"
        & $Write $things $file
        $other = @{ StorePath = Join-Path $store "other-$([guid]::NewGuid().ToString('n')).db" }
        if ($Read) { & $Read $file $things | & "Import-$Noun" @other -ErrorAction Stop } else { & "Import-$Noun" $file @other -ErrorAction Stop }
        Get-Form (& "Get-$Noun" @other) | Should -Be (Get-Form $things)
    }

    It 'there is no other pair of Get- and Import-' {
        # Import-BatchConfigHistory and -ConfigRule take over what another tool has, and nothing that a Get- cmdlet gives.
        (Get-Command -Module NetBatch -Verb Import | Where-Object CommandType -EQ Cmdlet).Noun | Should -Be 'BatchConfigHistory', 'BatchConfigRule', 'BatchDevice', 'BatchInstance'
    }
}

Describe 'Lists in CSV and HTML' {
    It 'have a text of their own in every type that a cmdlet gives' {
        # From the types that cmdlets give, through those of their properties.
        $seen = [Collections.Generic.HashSet[type]]::new()
        $waiting = [Collections.Generic.Queue[type]]::new()
        (Get-Command -Module NetBatch -CommandType Cmdlet).OutputType.Type | Where-Object { $_ -and $_.Namespace -eq 'NetBatch' } | ForEach-Object { $waiting.Enqueue($_) }
        $waiting.Count | Should -BeGreaterThan 20
        $bad = while ($waiting.Count) {
            $type = $waiting.Dequeue()
            if (-not $seen.Add($type) -or $type.IsEnum -or $type.IsAbstract) { continue }
            $one = [Runtime.CompilerServices.RuntimeHelpers]::GetUninitializedObject($type)
            foreach ($property in $type.GetProperties([Reflection.BindingFlags]'Public, Instance')) {
                $inner = [Nullable]::GetUnderlyingType($property.PropertyType) ?? $property.PropertyType
                $items = @($inner.GetInterfaces()) + $inner | Where-Object { $_.IsGenericType -and $_.GetGenericTypeDefinition() -eq [Collections.Generic.IEnumerable`1] } | Select-Object -First 1
                if ($inner.Namespace -eq 'NetBatch' -and -not $items) {
                    $waiting.Enqueue($inner)
                    # The text that a compiler makes of a record is a dump.
                    $text = $inner.GetMethod('ToString', [type[]]@())
                    if (-not $inner.IsEnum -and $text.IsDefined([Runtime.CompilerServices.CompilerGeneratedAttribute], $false)) { "$($type.Name).$($property.Name): $($inner.Name) is shown as a dump" }
                }

                if ($items -and $inner -ne [string] -and $inner.Namespace -ne 'System.Text.Json' -and $property.SetMethod) {
                    $item = $items.GetGenericArguments()[0]
                    $given = [array]::CreateInstance($item, 0)
                    if ($item.IsGenericType) { $given = [Activator]::CreateInstance([Collections.Generic.Dictionary`2].MakeGenericType($item.GetGenericArguments())) }
                    $property.SetValue($one, $given)
                    $text = $property.GetValue($one).GetType().GetMethod('ToString', [type[]]@()).Invoke($property.GetValue($one), @())
                    if ($text -match 'System\.|<>z__|``') { "$($type.Name).$($property.Name): $text" }
                    if ($item.Namespace -eq 'NetBatch') { $waiting.Enqueue($item) }
                }
            }
        }
        $bad | Should -BeNullOrEmpty
    }

    It 'are no names of types in what <_> gives' -ForEach @(
        'Get-BatchJob', '(Get-BatchJobStatus -Detailed).Targets', 'Get-BatchJobStatus -Detailed', '(Get-BatchJobStatus).Batches', 'Get-BatchResult', 'Get-BatchResult -GroupByOutput', 'Get-BatchOperation', 'Measure-BatchJob',
        'Get-BatchEvent', 'Get-BatchDevice', 'Get-BatchInstance', 'Get-BatchParseTemplate | Select-Object -First 3', 'Get-BatchProvider', 'Get-BatchJobTemplate', 'Get-BatchSchedule', 'Get-BatchNotification', 'Get-BatchWorkflow',
        "Compare-BatchConfig -RunningConfig 'a' -IntendedConfig 'b' -Platform cisco_ios", "Get-BatchConfigPrediction -RunningConfig 'a' -Command 'b' -Platform cisco_ios",
        "'interface Vlan1', ' shutdown' | ConvertTo-BatchConfigTree -Platform cisco_ios", "'Interface Status', 'Gi1 up' | ConvertFrom-BatchOutput -Platform cisco_ios -Command 'show ip interface brief' -AsTable -ErrorAction Ignore"
    ) {
        $null = New-BatchJobTemplate t -Command 'show {what}' -Device 'f*' -Parameter what -Tag a, b -Force
        $null = New-BatchNotification n -Command true, x -On Failure, Pause -Force
        $null = Register-BatchSchedule s '@daily' -Template t -Parameter what=clock -Notify n -Force
        if (-not (Get-BatchWorkflow w*)) { $null = New-BatchWorkflow w -Query 'SELECT @a AS a' -Parameter @{ a = 'Text=x' } }
        $given = Invoke-Expression $_
        ($given | ConvertTo-Csv | Out-String) | Should -Not -Match 'System\.[A-Z][A-Za-z.]+|<>z__|`\d\['
        ($given | ConvertTo-Html | Out-String) | Should -Not -Match 'System\.[A-Z][A-Za-z.]+|<>z__|`\d\['
    }

    It 'show their items' {
        ($job | ConvertTo-Csv | Out-String) | Should -Match 'nightly; core'
        (Get-BatchDevice full | ConvertTo-Csv | Out-String) | Should -Match 'site=berlin'
    }
}

Describe 'Objects out of a file or another session' {
    BeforeAll {
        $file = Join-Path $store 'all.xml'
        @{ Job = $job; Status = Get-BatchJobStatus $job; Result = @(Get-BatchResult $job)[0]; Run = (Get-BatchJobStatus $job -Detailed).Targets[0]; Device = Get-BatchDevice full } | Export-Clixml $file -Depth 4
        $saved = Import-Clixml $file
    }

    It 'stand for their job' {
        foreach ($one in $saved.Job, $saved.Status, $saved.Result, $saved.Run) { ($one | Get-BatchJob).Id | Should -Be $job.Id }
        $saved.Job.State.ToString() | Should -Be Failed -Because 'it is a snapshot'
    }

    It 'stand for their device, and never become one that is called like a result' {
        $record = [pscustomobject]@{ PSTypeName = 'Deserialized.NetBatch.BatchOperation'; Name = 'plain'; JobId = 'batch_0'; State = 'Failed' }
        $spec = $record | Start-BatchJob -Command 'show clock' -Platform cisco_ios -CredentialName nobody@env:HOME -RetryCount 0 -ConnectTimeout 1s -WarningAction Ignore
        Stop-BatchJob $spec -Now -ErrorAction Ignore
        (Get-BatchJobStatus $spec -Detailed).Targets.Target.Address | Should -Be '192.0.2.1'
    }
}
