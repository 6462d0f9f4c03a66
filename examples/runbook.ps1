# A working day with NetBatch on a rehearsal lab: preflight, batches, live state, stop, retry, rate limit, a change.
# It runs as it stands after ./build.sh build, as root (the lab needs OpenSSH's server and makes temporary accounts).
# Against your own network: leave the lab out, import your own inventory, and give -Credential (Get-Credential).
$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
$netbatch = Join-Path $root 'out/cli/netbatch'
$work = Join-Path ([IO.Path]::GetTempPath()) "netbatch-runbook-$PID"
$env:NETBATCH_HOME = $work
$lab = "runbook$PID"
$null = New-Item -ItemType Directory $work -Force
Import-Module (Join-Path $root 'out/module/NetBatch')

$inventory = Join-Path $work 'inventory.csv'
$process = Start-Process $netbatch -ArgumentList 'lab', 'up', '--name', $lab, '--devices', 60, '--platform',
    'cisco_ios,arista_eos', '--fault', 'r7=hang', '--fault', 'r31=refuse' -RedirectStandardOutput $inventory -PassThru
try {
    while (@(Get-Content $inventory -ErrorAction Ignore).Count -lt 61) {
        if ($process.HasExited) { throw 'The lab did not come up.' }
        Start-Sleep -Milliseconds 100
    }

    '--- The inventory, once, from any CSV'
    Import-Csv $inventory | Import-BatchDevice
    @(Get-BatchDevice).Count

    '--- What would happen: batches, devices, exact commands; nothing is sent'
    Start-BatchJob -Device 'r1', 'r2', 'r3' -Command 'show version' -BatchSize 2 -WhatIf

    '--- Sixty devices in six batches of ten; the job is known at once and runs on while we look'
    $job = Start-BatchJob -Device 'r*' -Command 'show version', 'show clock' -BatchSize 10 -RetryCount 0 `
        -LoginTimeout 5 -Name 'weekly audit' -Tag audit
    "$($job.Id): $($job.TotalDevices) devices, $($job.TotalBatches) batches of $($job.BatchSize)"
    Start-Sleep 1
    (Get-BatchJobStatus -Id $job.Id).Position
    # Two devices fail, which the next step is about; without this the error of the job would end the script.
    $job = $job | Wait-BatchJob -ErrorAction SilentlyContinue
    (Get-BatchJobStatus -Id $job.Id).Batches | Format-Table | Out-Host

    '--- One hung, one refused: each says so, the other 58 are done'
    (Get-BatchJobStatus -Id $job.Id -Detailed).Targets | Where-Object State -ne Completed |
        Select-Object Name, State, @{ n = 'Code'; e = { $_.Error.Code } } | Format-Table | Out-Host

    '--- Both are mended; only they are begun again'
    & $netbatch lab fault r7=none --name $lab
    & $netbatch lab fault r31=none --name $lab
    $job | Invoke-BatchRetry -Wait | Format-Table Id, State, Counts | Out-Host

    '--- Who differs from the rest?'
    # Each platform has its own majority; uptimes, clocks and serial numbers make no difference.
    Get-BatchResult -Id $job.Id -GroupByOutput | Where-Object Command -eq 'show version' |
        Select-Object -First 3 Platform, Count, IsMajority, Devices | Format-Table | Out-Host

    '--- Ten devices, no faster than 3600 starts an hour, at most two of one site at once, results as they come'
    Invoke-BatchCommand -Device 'r1?' -Command 'show clock' -BatchSize 5 -TargetsPerHour 3600 -MaxPerGroup @{ site = 2 } |
        Select-Object Name, Batch, Success, Output | Format-Table | Out-Host

    '--- A change: one canary first, then the rest; a failure stops it'
    Start-BatchConfigChange -Device 'r1', 'r3', 'r5' -ConfigLine 'ntp server 192.0.2.1' -BatchSize '1,100%' -MaxFailures 1 `
        -Force -Wait | Format-Table Id, State, Counts | Out-Host

    '--- A job that is stopped between two batches, and gone on with'
    $slow = Start-BatchJob -Device 'r*' -Command 'show version' -BatchSize 20 -Name slow
    $slow | Stop-BatchJob
    ($slow | Wait-BatchJob) | Format-Table Id, State, Counts | Out-Host
    $slow | Invoke-BatchRetry -Wait | Format-Table Id, State, Counts | Out-Host

    '--- Everything of today as CSV'
    Get-BatchJob | Get-BatchResult | Select-Object JobId, Batch, Name, Command, Success, StartedAt, Duration |
        Export-Csv (Join-Path $work 'today.csv')
    "$(@(Import-Csv (Join-Path $work 'today.csv')).Count) rows"
}
finally {
    & $netbatch lab down $lab
    Remove-Module NetBatch
    Remove-Item $work -Recurse -Force
}
