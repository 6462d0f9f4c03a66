# Drifted routers are brought to their intended configs on a rehearsal lab: computed, reviewed, deployed, undone.
# It runs as it stands after ./build.sh build, as root (the lab needs OpenSSH's server and makes temporary accounts).
# Against your own network: leave the lab out, import your own inventory, and give -Credential (Get-Credential).
$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
$netbatch = Join-Path $root 'out/cli/netbatch'
$work = Join-Path ([IO.Path]::GetTempPath()) "netbatch-remediate-$PID"
$env:NETBATCH_HOME = $work
$null = New-Item -ItemType Directory $work -Force
Import-Module (Join-Path $root 'out/module/NetBatch')

$inventory = Join-Path $work 'inventory.csv'
$lab = Start-Process $netbatch -ArgumentList 'lab', 'up', '--name', "remediate$PID", '--devices', 8, '--platform',
    'cisco_ios,arista_eos' -RedirectStandardOutput $inventory -PassThru
try {
    while (@(Get-Content $inventory -ErrorAction Ignore).Count -lt 9) {
        if ($lab.HasExited) { throw 'The lab did not come up.' }
        Start-Sleep -Milliseconds 100
    }

    Import-Csv $inventory | Import-BatchDevice

    '--- Intended configs: what runs, with another log server and other descriptions'
    $intended = New-Item -ItemType Directory (Join-Path $work 'intended')
    Start-BatchJob -Device * -Command 'show running-config' -Wait | Get-BatchResult | ForEach-Object {
        $_.Output.Replace('10.200.0.10', '10.200.0.99').Replace('to the router before', "uplink of $($_.Device)") |
            Set-Content -NoNewline (Join-Path $intended "$($_.Device).cfg")
    }

    '--- What is to be done: computed from the devices and the files, nothing is sent'
    $job = New-BatchRemediation -IntendedPath $intended -Wait
    $job | Get-BatchRemediation | Format-Table | Out-Host
    $job | Get-BatchRemediationReport -MinDevice 2 | Format-Table | Out-Host

    '--- The exact lines for one device, and those that would lead back'
    $one = $job | Get-BatchRemediation -Device r1
    $one.Remediation
    '-- back'
    $one.Rollback

    '--- One device first, then a quarter, then the rest'
    $deployed = $job | Deploy-BatchRemediation -BatchSize '1,25%,100%' -Force -Wait
    $deployed | Format-Table Id, State, Counts | Out-Host

    '--- A second look: nothing is left to do'
    @(New-BatchRemediation -IntendedPath $intended -Wait | Get-BatchRemediation | Where-Object Remediation).Count

    '--- And back again'
    $deployed | Undo-BatchRemediation -Force -Wait | Format-Table Id, State, Counts | Out-Host
}
finally {
    & $netbatch lab down "remediate$PID"
    Remove-Module NetBatch
    Remove-Item $work -Recurse -Force
}
