BeforeAll {
    . $PSScriptRoot/Support.ps1
    $store = New-TestStore
    1..4 | ForEach-Object { [pscustomobject]@{ name = "shop-$_"; connection = "Data Source=$store/shop-$_.db;Mode=ReadWriteCreate"; region = ('eu', 'us')[$_ % 2]; tier = 'gold' } } |
        Import-BatchInstance
    $null = New-BatchWorkflow fill -Query 'CREATE TABLE sales(age INTEGER, amount REAL); INSERT INTO sales VALUES (1, 1.5), (5, 2.5), (20, 9)'
    $null = Start-BatchWorkflow fill -Instance shop-* -AllowChange -Wait
    $null = New-BatchWorkflow sales -Parameter @{ window = 'WholeNumber=7' } -Query 'SELECT age, amount FROM sales WHERE age <= @window'
}

AfterAll { Remove-TestStore $store }

Describe 'Instances' {
    It 'are added, listed, changed and removed' {
        $one = New-BatchInstance extra ./extra.db -Region eu -Label tier=silver, site=x -CredentialName 'me@env:NOTHING_HERE'
        $one | Should -BeOfType NetBatch.DatabaseInstance
        $one.Connection | Should -Be (Join-Path $PWD.ProviderPath 'extra.db')
        (Get-BatchInstance -Label tier=silver).Name | Should -Be 'extra'
        (Get-BatchInstance -Region eu -Label tier=gold).Name | Should -Be 'shop-2', 'shop-4'
        $changed = Set-BatchInstance extra -Label site=, tier=gold -Region '' -PassThru
        $changed.Region | Should -BeNullOrEmpty
        $changed.Labels.Keys | Should -Be 'tier'
        Remove-BatchInstance extra
        { Get-BatchInstance extra -ErrorAction Stop } | Should -Throw "*no instance 'extra'*"
    }

    It 'refuse a secret in the connection and a provider that is not known, and keep nothing' {
        { New-BatchInstance bad 'Host=x;Password=hunter2' -Provider postgresql } | Should -Throw '*holds no secret*'
        { New-BatchInstance bad 'x' -Provider oracle } | Should -Throw "*'oracle'*"
        { New-BatchInstance shop-1 'x' } | Should -Throw '*already*'
        Get-BatchInstance bad* | Should -BeNullOrEmpty
    }

    It 'refuse a file with a bad line, with its number' {
        $file = Join-Path $store 'bad.csv'
        "name,connection,password`na,a.db,`nb,b.db,hunter2" | Set-Content $file
        { Import-BatchInstance $file } | Should -Throw '*line 3*secret*'
    }
}

Describe 'Workflows' {
    It 'are listed with their parameters and changed' {
        "$((Get-BatchWorkflow sales).Parameters)" | Should -Be 'window WholeNumber = 7'
        (Set-BatchWorkflow sales -Description 'by age' -PassThru).Query | Should -BeLike 'SELECT age*'
        { New-BatchWorkflow sales -Query 'SELECT 1' } | Should -Throw '*sales*'
        { New-BatchWorkflow other -Query 'SELECT 1' -Parameter @{ x = 'Text' } } | Should -Throw '*does not use*'
        { New-BatchWorkflow other -Query 'SELECT @x' -Parameter @{ x = 'Money' } } | Should -Throw "*'Money'*"
    }
}

Describe 'Start-BatchWorkflow' {
    It 'runs on all with parameters of single instances' {
        $job = Start-BatchWorkflow sales -Instance shop-* -InstanceParameter @{ 'shop-2' = @{ window = 30 } } -Wait
        $job.State | Should -Be 'Completed'
        $results = @($job | Get-BatchResult)
        $results | Should -HaveCount 4
        $rows = @($job | Get-BatchResult -Aggregate)
        $rows | Should -HaveCount 9
        @($rows[0].PSObject.Properties.Name) | Should -Be '_instance_name', '_instance_id', 'age', 'amount'
        @($rows | Where-Object _instance_name -eq 'shop-2').age | Should -Be 1, 5, 20
    }

    It 'refuses wrong parameters by instance and name, and changes without -AllowChange' {
        { Start-BatchWorkflow sales -Instance shop-* -InstanceParameter @{ 'shop-2' = @{ windw = 1 } } } | Should -Throw "*shop-2*no parameter 'windw'*"
        { Start-BatchWorkflow sales -Instance shop-* -Parameter @{ window = 'wide' } } | Should -Throw '*whole number*'
        { Start-BatchWorkflow fill -Instance shop-* } | Should -Throw "*'CREATE'*"
        { Start-BatchWorkflow sales } | Should -Throw '*No target*'
        { Start-BatchWorkflow nothing -Instance shop-* } | Should -Throw "*no workflow 'nothing'*"
        { Start-BatchWorkflow sales -Instance nowhere } | Should -Throw "*no instance 'nowhere'*"
    }

    It 'takes instances from the pipeline and shows its plan with -WhatIf' {
        $before = @(Get-BatchJob).Count
        Get-BatchInstance -Region eu | Start-BatchWorkflow sales -WhatIf
        @(Get-BatchJob).Count | Should -Be $before
        (Get-BatchInstance -Region eu | Start-BatchWorkflow sales -Wait).TotalTargets | Should -Be 2
    }

    It 'survives its shell when it is detached' {
        $job = Start-BatchWorkflow sales -Instance shop-* -Detached
        ($job | Wait-BatchJob).State | Should -Be 'Completed'
    }
}

Describe 'Providers' {
    It 'are listed; a driver that is not there is refused' {
        (Get-BatchProvider).Name | Should -Contain 'postgresql'
        (Get-BatchProvider).Name | Should -Contain 'amazon-marketing-cloud'
        { New-BatchProvider mine -Assembly ./none.dll -Factory X.Y -Dialect ansi } | Should -Throw '*none.dll*'
        { New-BatchProvider sqlite -Assembly ./none.dll -Factory X.Y -Dialect ansi } | Should -Throw '*NetBatch brings*'
    }

    It 'load a driver from its file: the one for SQL Server that PowerShell carries' {
        # As a dotnet tool PowerShell carries one for each system below runtimes; the one beside it only throws.
        $driver = Get-Item (Join-Path $PSHOME 'runtimes/unix/lib/*/System.Data.SqlClient.dll') -ErrorAction Ignore
        $driver = $driver ? $driver.FullName : (Join-Path $PSHOME 'System.Data.SqlClient.dll')
        if (-not (Test-Path $driver)) { Set-ItResult -Skipped -Because 'this PowerShell carries no System.Data.SqlClient' ; return }
        (New-BatchProvider mssql -Assembly $driver -Factory System.Data.SqlClient.SqlClientFactory -Dialect sqlserver).Dialect | Should -Be 'sqlserver'
        (New-BatchInstance erp 'Server=tcp:127.0.0.1,1;Encrypt=false' -Provider mssql).Provider | Should -Be 'mssql'
        { New-BatchInstance erp2 'Server=erp;Password=hunter2' -Provider mssql } | Should -Throw '*holds no secret*'
        Remove-BatchInstance erp
        Remove-BatchProvider mssql
    }
}
