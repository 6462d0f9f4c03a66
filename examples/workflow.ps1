# One query on thirty databases: overrides, a broken instance, retry, rows. It runs as it stands after ./build.sh build, without any server:
# the databases are SQLite files that the script makes first, itself with a workflow that changes what it runs on.
$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
Import-Module (Join-Path $root 'out/module/NetBatch')
$work = Join-Path ([IO.Path]::GetTempPath()) "netbatch-workflow-$PID"
$env:NETBATCH_HOME = $work
$null = New-Item -ItemType Directory $work -Force
try {
    '--- Thirty instances, from objects (a CSV does as well); Mode=ReadWriteCreate lets the first job make the files'
    1..30 | ForEach-Object {
        [pscustomobject]@{ name = 'shop-{0:00}' -f $_; connection = "Data Source=$work/shop-$_.db;Mode=ReadWriteCreate"; region = ('eu', 'us')[$_ % 2] }
    } | Import-BatchInstance
    @(Get-BatchInstance).Count

    '--- A workflow that changes what it runs on needs -AllowChange; without it, it is refused'
    New-BatchWorkflow fill -Parameter @{ rows = 'WholeNumber=50' } -Query @'
CREATE TABLE sales(id INTEGER PRIMARY KEY, age INTEGER, amount REAL);
WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < @rows) INSERT INTO sales(age, amount) SELECT i, i * 1.5 FROM c
'@ | Format-Table | Out-Host
    try { Start-BatchWorkflow fill -Instance shop-* } catch { $_.Exception.Message }
    Start-BatchWorkflow fill -Instance shop-* -AllowChange -Wait | Format-Table Id, State, Counts | Out-Host

    '--- A reading workflow, one parameter with a default; two shops have windows of their own, one database is broken'
    $null = New-BatchWorkflow sales -Description 'Sales of the last days' -Parameter @{ window = 'WholeNumber=7' } `
        -Query 'SELECT age, amount FROM sales WHERE age <= @window ORDER BY age'
    Set-Content "$work/shop-9.db" ('x' * 4096)
    Start-BatchWorkflow sales -Instance shop-01, shop-02 -Parameter @{ window = 3 } -WhatIf
    $job = Start-BatchWorkflow sales -Instance shop-* -InstanceParameter @{ 'shop-03' = @{ window = 14 }; 'shop-04' = @{ window = 21 } } `
        -BatchSize '1,10' -CanaryMaxFailures 1 -Wait -ErrorAction SilentlyContinue
    $job | Format-Table Id, State, Counts | Out-Host
    (Get-BatchJobStatus -Id $job.Id -Detailed).Targets | Where-Object State -ne Completed | Select-Object Name, State, Error | Format-List | Out-Host

    '--- Wrong values are refused before anything runs, each by name'
    try { Start-BatchWorkflow sales -Instance shop-* -InstanceParameter @{ 'shop-05' = @{ windw = 1 }; 'shop-06' = @{ window = 'wide' } } } catch { $_.Exception.Message }

    '--- The broken one is mended; only it is begun again'
    Copy-Item "$work/shop-8.db" "$work/shop-9.db"
    $job | Invoke-BatchRetry -Wait | Format-Table Id, State, Counts | Out-Host

    '--- The rows of all thirty as one table, and as a file'
    Get-BatchResult -Id $job.Id -Aggregate | Export-Csv "$work/sales.csv"
    $rows = Import-Csv "$work/sales.csv"
    "$($rows.Count) rows of $(@($rows._instance_name | Sort-Object -Unique).Count) instances"
    $rows | Group-Object _instance_name | Sort-Object Count -Descending | Select-Object -First 3 Name, Count | Format-Table | Out-Host
}
finally {
    Remove-Item $work -Recurse -Force -ErrorAction Ignore
}
