# Show commands as objects on a rehearsal lab: rows of a fleet, what does not fit, a state before and after, one CSV of all.
# It runs as it stands after ./build.sh build, as root (the lab needs OpenSSH's server and makes temporary accounts).
# Against your own network: leave the lab out, import your own inventory, and give -Credential (Get-Credential).
$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
$netbatch = Join-Path $root 'out/cli/netbatch'
$work = Join-Path ([IO.Path]::GetTempPath()) "netbatch-parse-$PID"
$env:NETBATCH_HOME = $work
$lab = "parse$PID"
$null = New-Item -ItemType Directory $work -Force
Import-Module (Join-Path $root 'out/module/NetBatch')

$inventory = Join-Path $work 'inventory.csv'
$process = Start-Process $netbatch -ArgumentList 'lab', 'up', '--name', $lab, '--devices', 25, '--platform',
    'cisco_ios,arista_eos' -RedirectStandardOutput $inventory -PassThru
try {
    while (@(Get-Content $inventory -ErrorAction Ignore).Count -lt 26) {
        if ($process.HasExited) { throw 'The lab did not come up.' }
        Start-Sleep -Milliseconds 100
    }

    Import-Csv $inventory | Import-BatchDevice

    '--- 25 routers, ten at a time; one object for each neighbour, as routers end'
    $csv = Join-Path $work 'neighbours.csv'
    Invoke-BatchCommand -Device 'r*' -Command 'show ip ospf neighbor' -BatchSize 10 -Parse |
        Where-Object State -like 'FULL*' | Export-Csv $csv
    "$(@(Import-Csv $csv).Count) neighbours are full"

    '--- The same kept in a job: versions of the fleet, and which template made them'
    $job = Start-BatchJob -Device 'r*' -Command 'show version', 'show clock' -BatchSize 10 -Parse -Wait -WarningVariable warned
    $job | Get-BatchResult -Parsed | Group-Object VERSION -NoElement | Format-Table | Out-Host
    Get-BatchParseTemplate -Platform cisco_ios -Command 'show version' | Format-List Name, Columns, Collection | Out-Host

    '--- No template knows show clock: its output is there, and the result says why it has no rows'
    $warned | Select-Object -First 1
    Get-BatchResult -Id $job.Id -Device r1 -Command 'show clock' | Format-List Output, ParseError | Out-Host

    '--- So we write one, and see line by line what it does'
    $templates = New-Item -ItemType Directory (Join-Path $work 'templates')
    @'
Value TIME (\d\d:\d\d:\d\d)
Value ZONE (\w+)

Start
  ^\*?${TIME}\.\d+ ${ZONE} -> Record
  ^\s*$$
  ^. -> Error
'@ | Set-Content "$templates/show_clock.textfsm"
    'Template, Platform, Command', 'show_clock.textfsm, cisco_ios, sh[[ow]] cl[[ock]]' | Set-Content "$templates/index"
    (Get-BatchResult -Id $job.Id -Device r1 -Command 'show clock').Output |
        Test-BatchParseTemplate "$templates/show_clock.textfsm" | Format-Table | Out-Host
    Get-BatchResult -Id $job.Id -Device r1, r3 -Command 'show clock' |
        ConvertFrom-BatchOutput -TemplatePath $templates | Format-Table | Out-Host

    '--- Before and after: an interface of r3 is shut'
    $before = Start-BatchJob -Device r1, r3, r5 -Command 'show ip interface brief' -Parse -Wait
    Start-BatchConfigChange -Device r3 -ConfigLine 'interface GigabitEthernet0/1', 'shutdown' -Force -Wait | Out-Null
    $after = Start-BatchJob -Device r1, r3, r5 -Command 'show ip interface brief' -Parse -Wait
    Compare-BatchCapture $before $after | Format-Table -Wrap | Out-Host
    Measure-BatchCapture $after -By STATUS | Format-Table | Out-Host

    '--- Rows of all devices with the same columns'
    Get-BatchResult -Id $job.Id -Aggregate -Command 'show version' | Select-Object -First 3 | Format-List | Out-Host
}
finally {
    & $netbatch lab down $lab
    Remove-Module NetBatch
    Remove-Item $work -Recurse -Force
}
