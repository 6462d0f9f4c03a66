# Data made up, migrated badly, checked, mended: it runs as it stands after ./build.sh build, without any server (SQLite files).
$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
Import-Module (Join-Path $root 'out/module/NetBatch')
$work = Join-Path ([IO.Path]::GetTempPath()) "netbatch-validate-$PID"
$env:NETBATCH_HOME = $work
$null = New-Item -ItemType Directory $work -Force
$pipeline = Join-Path $PSScriptRoot 'retail-migration.yaml'
try {
    '--- The old database, and a new one into which a migration has let twelve kinds of mistakes'
    'legacy', 'warehouse' | ForEach-Object { New-BatchInstance $_ -Connection "$work/$_.db" } | Format-Table Name, Provider | Out-Host
    $null = Start-BatchDataGeneration Retail -RowCount 20000 -Seed 42 -Instance legacy -Wait
    $made = Start-BatchDataGeneration Retail -RowCount 20000 -Seed 42 -Instance warehouse -Defect all -DefectCount 2 -Wait
    $made | Format-Table Id, State, Counts | Out-Host

    '--- What the new one says of itself'
    $job = Start-BatchMetadataExtraction -Instance warehouse -Table 'dim_*' -Wait
    ((Get-BatchResult $job.Id | Where-Object Command -eq snapshot).Output -split "`n")[0..11]

    '--- The pipeline is checked before it is run: a mistake is told with line and column'
    (Get-Content $pipeline -Raw).Replace('quality.regex', 'quality.regexp') | Set-Content "$work/wrong.yaml"
    Test-BatchPipeline "$work/wrong.yaml" | Format-Table Line, Column, Message -Wrap | Out-Host
    "All is well with the real one: $(Test-BatchPipeline $pipeline -Quiet)"

    '--- Run: twelve of its checks do not pass, each for its own mistake'
    $null = New-BatchProject move $pipeline -Source legacy -Instance warehouse
    $first = Start-BatchValidation -Project move -Wait -WarningAction Ignore -ErrorAction Ignore
    Get-BatchValidation $first.Id | Where-Object Outcome -ne Pass | Format-Table Step, Findings, Summary | Out-Host

    '--- The migration is mended (the same seed gives the same rows) and all is checked again'
    $null = Start-BatchDataGeneration Retail -RowCount 20000 -Seed 42 -Instance warehouse -Replace -Wait
    $second = Start-BatchValidation -Project move -Wait
    Get-BatchValidation $second.Id -Trend | Group-Object Outcome, Trend -NoElement | Format-Table Count, Name | Out-Host
}
finally {
    Remove-Item $work -Recurse -Force -ErrorAction Ignore
}
