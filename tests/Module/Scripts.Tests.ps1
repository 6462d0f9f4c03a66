# Steps of pipelines that are PowerShell.
BeforeAll {
    . $PSScriptRoot/Support.ps1
    $store = New-TestStore
    $null = New-Item "$store/db.db"
    $null = New-BatchInstance db -Connection "$store/db.db" -Region eu -Label tier=gold

    # Runs steps as a pipeline of their own; gives the job and, by step, how each ended.
    function Invoke-Step([string]$Steps) {
        "target: db`nsteps:`n$Steps" | Set-Content "$store/p.yaml"
        $job = Start-BatchPipeline "$store/p.yaml" -Wait -WarningAction Ignore -ErrorAction Ignore
        $ended = @{ Job = $job }
        Get-BatchValidation $job.Id | ForEach-Object { $ended[$_.Step] = $_ }
        $ended
    }
}

AfterAll { Remove-TestStore $store }

Describe 'Steps in PowerShell' {
    It 'pass where they write nothing but true' {
        $ended = Invoke-Step @'
  - { name: nothing, script: '$null = 1' }
  - { name: null, script: '$null' }
  - { name: true, command: Test-Path, parameters: { Path: / } }
  - { name: forgiven, script: 'Get-Item /nowhere -ErrorAction SilentlyContinue; try { throw 1 } catch { }' }
  - { name: talk, script: 'Write-Warning slow; Write-Host hello; $true' }
'@
        $ended.Job.State | Should -Be 'Completed'
        'nothing', 'null', 'true', 'forgiven', 'talk' | ForEach-Object { $ended[$_].Outcome | Should -Be 'Pass' -Because $_ }
        (Get-BatchResult $ended.Job.Id | Where-Object Command -like 'talk*').Output | Should -Match 'WARNING: slow\s+hello'
    }

    It 'fail with what they write as evidence' {
        $ended = Invoke-Step @'
  - name: objects
    script: |
      [pscustomobject]@{ Id = 1; Name = 'a'; At = [datetime]'2026-01-31' }
      @{ Id = 2.5; Name = 'b' }
      $true
    with: { evidence: 2 }
  - { name: false, script: $false }
  - { name: many, script: '1..50000', with: { evidence: 3 } }
  - { name: told, script: "'x'", severity: warning }
'@
        $ended.Job.State | Should -Be 'Failed'
        $ended.objects.Outcome | Should -Be 'Fail'
        $ended.objects.Findings | Should -Be 2
        $ended.objects.Checked | Should -Be 3
        $ended.false.Outcome | Should -Be 'Fail'
        $ended.many.Findings | Should -Be 50000
        $ended.told.Outcome | Should -Be 'Warning'
        $rows = @(Get-BatchResult $ended.Job.Id -Aggregate | Where-Object _command -like 'objects*')
        $rows.Id | Should -Be 1, 2.5
        $rows.Name | Should -Be 'a', 'b'
        $rows[0].At | Should -BeOfType DateTimeOffset
        @(Get-BatchResult $ended.Job.Id -Aggregate | Where-Object _command -like 'many*') | Should -HaveCount 3
    }

    It 'are errors where anything goes wrong, never a pass' {
        $ended = Invoke-Step @'
  - { name: throw, script: "$null = 1\nthrow 'bad thing'" }
  - { name: error, script: Get-Item /nowhere }
  - { name: went on, script: Get-Item /nowhere -ErrorAction Continue }
  - { name: unknown, command: Get-NothingOfThatName }
  - { name: exit, script: exit 3 }
  - { name: ask, script: Read-Host word }
'@
        'throw', 'error', 'went on', 'unknown', 'exit', 'ask' | ForEach-Object { $ended[$_].Outcome | Should -Be 'Error' -Because $_ }
        $ended.throw.Summary | Should -Be 'Line 2: bad thing'
        $ended.unknown.Summary | Should -BeLike "*not the functions of your session*"
        $ended.exit.Summary | Should -BeLike '*exit code 3*'
    }

    It 'see the instance and their parameters, and nothing of the session or the credential' {
        $global:SecretOfTheSession = 1
        'param([int]$Most, [switch]$On) "$($Most + 1) $On $($Instance.Name)"' | Set-Content "$store/check.ps1"
        $ended = Invoke-Step @'
  - name: sees
    script: |
      '{0} {1} {2} {3}' -f $Instance.Name, $Instance.Region, $Instance.Labels.tier, $Instance.Provider
      $Parameters.most -gt 10 ? 'as text' : 'as number'
      "$($null -eq $Source) $($null -eq $SecretOfTheSession) $($Instance.PSObject.Properties.Name)"
    parameters: { most: 5 }
  - { name: file, command: check.ps1, parameters: { Most: 5, On: true } }
'@
        @(Get-BatchResult $ended.Job.Id -Aggregate | Where-Object _command -like 'sees*').value | Should -Be 'db eu gold sqlite', 'as number', 'True True Id Name Provider Connection Region Labels Tags'
        @(Get-BatchResult $ended.Job.Id -Aggregate | Where-Object _command -like 'file*').value | Should -Be '6 True db'
    }

    It 'are cut off with the job' {
        "target: db`nsteps:`n  - { name: long, script: 'Set-Content $store/began 1; while (`$true) { Start-Sleep -Milliseconds 50 }' }`n  - { name: later, script: 'Set-Content $store/later 1' }" | Set-Content "$store/long.yaml"
        $job = Start-BatchPipeline "$store/long.yaml" -WarningAction Ignore
        Wait-Until { Test-Path "$store/began" } | Should -BeTrue
        $clock = [Diagnostics.Stopwatch]::StartNew()
        Stop-BatchJob $job.Id -Now -Confirm:$false -ErrorAction Stop
        $null = Wait-BatchJob $job.Id -WarningAction Ignore
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 5
        (Get-BatchJob $job.Id).State | Should -Be 'Stopped'
        Test-Path "$store/later" | Should -BeFalse
    }

    It 'leave behind what no stop reaches' {
        "target: db`nsteps:`n  - { name: stuck, script: '[Threading.Thread]::Sleep(30000)' }" | Set-Content "$store/stuck.yaml"
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $job = Start-BatchPipeline "$store/stuck.yaml" -Wait -TargetTimeout 0:0:1 -WarningAction Ignore -ErrorAction Ignore
        $job.State | Should -Be 'Failed'
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 10
    }

    It 'are refused where another process would run them' {
        "target: db`nsteps:`n  - sql: SELECT 1`n  - { name: own, script: `$true }" | Set-Content "$store/p.yaml"
        { Start-BatchPipeline "$store/p.yaml" -Detached } | Should -Throw "p.yaml:4:26: The step 'own' is PowerShell*" -ErrorId 'NeedsThisProcess*'
        Get-BatchJob | Where-Object State -eq Pending | Should -BeNullOrEmpty
    }

    It 'are checked with the rest of the file' {
        "steps:`n  - { name: a, script: 'if (' }`n  - { script: a, command: b }" | Set-Content "$store/bad.yaml"
        $problems = @(Test-BatchPipeline "$store/bad.yaml")
        $problems.Line | Should -Be 2, 3
        "$($problems[0])" | Should -BeLike 'bad.yaml:2:24: Line 1, column 5 of the script:*'
        { Start-BatchPipeline "$store/bad.yaml" } | Should -Throw '*bad.yaml:2:24*'
        { New-BatchProject bad "$store/bad.yaml" } | Should -Throw '*bad.yaml:2:24*'
    }
}
