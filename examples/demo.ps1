# A batch of routers from end to end, through the module: 25 routers, batches of 10, one of them down at first.
# Needs what ./build.sh build makes; ./build.sh demo runs it.
$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
$netbatch = Join-Path $root 'out/cli/netbatch'
$demo = Join-Path ([IO.Path]::GetTempPath()) "netbatch-demo-$PID"
$env:NETBATCH_HOME = $demo
$lab = "demo$PID"
$null = New-Item -ItemType Directory $demo -Force
function Say([string] $Text) { Write-Host "`n$($PSStyle.Bold)$Text$($PSStyle.Reset)" }

Import-Module (Join-Path $root 'out/module/NetBatch')
try {
    Say '1. A lab of 25 simulated routers behind a real OpenSSH server; r7 is down'
    $inventory = Join-Path $demo 'inventory.csv'
    $process = Start-Process $netbatch -ArgumentList 'lab', 'up', '--name', $lab, '--devices', 25, '--platform',
        'cisco_ios,cisco_nxos,arista_eos', '--fault', 'r7=refuse' -RedirectStandardOutput $inventory -PassThru
    while (@(Get-Content $inventory -ErrorAction Ignore).Count -lt 26) {
        if ($process.HasExited) { throw 'The lab did not come up.' }
        Start-Sleep -Milliseconds 100
    }
    Import-BatchDevice $inventory
    Get-BatchDevice -Name r1, r2, r3 | Format-Table | Out-Host

    Say '2. Three show commands on all of them, ten at a time'
    # At a terminal a progress bar shows the job and its batch. That r7 fails is what step 3 is about.
    $job = Start-BatchJob -Device 'r*' -Command 'show version', 'show ip interface brief', 'show clock' `
        -BatchSize 10 -RetryCount 0 -Name demo -Wait -ErrorAction SilentlyContinue
    $job | Format-Table | Out-Host

    Say '3. How it went'
    (Get-BatchJobStatus -Id $job.Id).Batches | Format-Table | Out-Host
    Get-BatchResult -Id $job.Id -Failed | Format-Table Device, Batch, Success, Error | Out-Host
    Get-BatchResult -Id $job.Id -Device r1 | Format-Table | Out-Host

    Say '4. r7 comes up; only what failed is begun again'
    & $netbatch lab fault 'r7=none' --name $lab
    $job | Invoke-BatchRetry -Wait | Format-Table | Out-Host

    Say '5. Everything as CSV'
    $csv = Join-Path $demo 'results.csv'
    Get-BatchResult -Id $job.Id | Export-Csv $csv
    Import-Csv $csv | Select-Object -First 3 | Format-Table Device, Batch, Command, Success, StartedAt | Out-Host
    Write-Host "$(@(Import-Csv $csv).Count) results: $csv"
}
finally {
    & $netbatch lab down $lab
}

# As a dotnet tool PowerShell is started by dotnet, below this folder.
$shell = [IO.Path]::GetFileNameWithoutExtension([Environment]::ProcessPath) -eq 'dotnet' ? 'dotnet pwsh' : 'pwsh'
Say 'Jobs, results and inventory are in one file. What to type next, in this folder:'
Write-Host "    $shell -NoExit -Command '`$env:NETBATCH_HOME = `"$demo`"; Import-Module ./out/module/NetBatch'"
Write-Host '    Get-BatchResult -GroupByOutput | Format-Table Command, Count, IsMajority, Devices'
Write-Host '    Get-Help Start-BatchJob -Examples'
