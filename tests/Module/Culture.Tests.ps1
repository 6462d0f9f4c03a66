BeforeAll {
    . $PSScriptRoot/Support.ps1
    $store = New-TestStore
    $before = [Threading.Thread]::CurrentThread.CurrentCulture
    [pscustomobject]@{ name = 'istanbul-i1'; address = '192.0.2.1'; platform = 'cisco_ios'; site = 'berlin'; tags = 'mini' } | Import-BatchDevice
    @{ name = 'shop-i'; connection = "$store/shop.db"; region = 'izmir'; tags = 'mini'; tier = 'silver' } | Import-BatchInstance
    $null = New-BatchJobTemplate tidy -Command 'show inventory' -Device 'istanbul-i1'
    $null = New-BatchNotification mail-it -Command true
    $null = Register-BatchSchedule nightly '@daily' -Template tidy
    $null = New-BatchWorkflow list-it -Query 'SELECT 1 AS one'
    "target: shop-i`nsteps:`n  - { name: its tables, validator: schema.tables, with: { tables: [t] } }" | Set-Content "$store/limits.yaml"
    $null = New-BatchProject limits -Path "$store/limits.yaml"
    $null = Start-BatchJob -Address 127.0.0.1:1 -Platform cisco_ios -CredentialName nobody@env:HOME -RetryCount 0 -Command 'show clock' -Name minify -Tag mini -Project limits -Wait -ErrorAction Ignore -WarningAction Ignore
    $null = Start-BatchValidation limits -Name checkit -Wait -ErrorAction Ignore -WarningAction Ignore
}

AfterAll {
    [Threading.Thread]::CurrentThread.CurrentCulture = $before
    Remove-TestStore $store
}

Describe 'Under a Turkish culture' {
    It 'is found what is found elsewhere: <_>' -ForEach @(
        'Get-BatchDevice ISTANBUL-I1', 'Get-BatchDevice IST*', 'Get-BatchDevice -Platform CISCO_IOS', 'Get-BatchDevice -Platform CISCO*', 'Get-BatchDevice -Label SITE=BERLIN', 'Get-BatchDevice -Tag MINI',
        'Get-BatchInstance SHOP-I', 'Get-BatchInstance -Region IZMIR', 'Get-BatchInstance -Provider SQLITE', 'Get-BatchInstance -Label TIER=SILVER', 'Get-BatchInstance -Tag MINI',
        'Get-BatchProvider SQLITE', 'Get-BatchParseTemplate "CISCO_IOS*"', 'Get-BatchParseTemplate -Platform CISCO_IOS', 'Get-BatchParseTemplate -Platform CISCO_IOS -Command "show version"',
        'Get-BatchJobTemplate TIDY', 'Get-BatchJobTemplate TI*', 'Get-BatchNotification MAIL-IT', 'Get-BatchSchedule NIGHTLY', 'Get-BatchWorkflow LIST-IT', 'Get-BatchProject LIMITS',
        'Get-BatchJob -Name MINIFY', 'Get-BatchJob -Name MINI*', 'Get-BatchJob -Tag MINI', 'Get-BatchJob -State FAILED', 'Get-BatchJob -Project LIMITS', 'Get-BatchJob -Kind PIPELINE', 'Get-BatchJobStatus -Name MINIFY',
        'Get-BatchResult -Name MINIFY', 'Get-BatchOperation -Name MINIFY -State CONNECTIONFAILED', 'Get-BatchValidation -Name CHECKIT -Project LIMITS', 'Measure-BatchJob -Name MINI*', 'Get-BatchEvent -Name MINIFY',
        "Compare-BatchConfig -RunningConfig 'hostname a' -IntendedConfig 'hostname i' -Platform CISCO_IOS",
        "'Interface Status', 'Gi1 up' | ConvertFrom-BatchOutput -Platform CISCO_IOS -Command 'show ip interface brief' -AsTable -ErrorAction Ignore"
    ) {
        $counts = foreach ($culture in 'en-US', 'tr-TR') {
            [Threading.Thread]::CurrentThread.CurrentCulture = $culture
            @(Invoke-Expression $_).Count
        }
        $counts[1] | Should -Be $counts[0]
        if ($_ -notlike '*ConvertFrom*') { $counts[0] | Should -BeGreaterThan 0 }
    }

    It 'is really another culture' {
        [Threading.Thread]::CurrentThread.CurrentCulture = 'tr-TR'
        if ([Environment]::GetEnvironmentVariable('DOTNET_SYSTEM_GLOBALIZATION_INVARIANT') -in '1', 'true') { Set-ItResult -Skipped -Because 'this PowerShell has no cultures'; return }
        'I'.ToLower() | Should -Not -Be 'i' -Because 'else this file tells nothing'
    }
}

Describe 'Numbers of a script' {
    It 'mean the same in <_>' -ForEach 'en-US', 'de-DE', 'sv-SE', 'ar-SA', 'fa-IR' {
        [Threading.Thread]::CurrentThread.CurrentCulture = $_
        $device = Set-BatchDevice 'istanbul-i1' -Label @{ rack = 2.5 } -PassThru
        $device.Labels['rack'] | Should -Be '2.5'
        Get-BatchDevice -Label @{ rack = 2.5 } | Should -HaveCount 1
        (New-BatchInstance "i$_" -Connection "$store/i.db" -Label @{ tier = -2.5 }).Labels['tier'] | Should -Be '-2.5'
        $wait = 1.5
        { Start-BatchJob 'istanbul-i1' 'show clock' -RetryDelay $wait -StepTimeout 2.5 -WhatIf } | Should -Not -Throw
        @(Get-BatchJob -Since (Get-Date).AddDays(-1)).Count | Should -Be @(Get-BatchJob -Since 1d).Count
    }

    It 'stand in a CSV of rows as in every other one: <_>' -ForEach 'de-DE', 'sv-SE', 'ar-SA' {
        if (-not (Get-BatchWorkflow numbers*)) {
            $null = New-Item "$store/shop.db" -Force
            $null = New-BatchWorkflow numbers -Query 'SELECT -3 AS a, 1.5 AS b, -0.5 AS c'
        }

        [Threading.Thread]::CurrentThread.CurrentCulture = $_
        $rows = Start-BatchWorkflow numbers -Instance shop-i -Wait | Get-BatchResult -Aggregate | ConvertTo-Csv
        $rows[1] | Should -BeLike '*,"-3","1.5","-0.5"'
    }
}
