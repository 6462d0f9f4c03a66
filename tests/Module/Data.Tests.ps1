BeforeAll {
    . $PSScriptRoot/Support.ps1
    $store = New-TestStore
    $example = Join-Path $PSScriptRoot '../../examples/retail-migration.yaml'
    'legacy', 'wh' | ForEach-Object { $null = New-BatchInstance $_ -Connection "$store/$_.db" }
    $null = Start-BatchDataGeneration Retail -RowCount 2000 -Seed 42 -Instance legacy -Wait
}

AfterAll { Remove-TestStore $store }

Describe 'Start-BatchDataGeneration' {
    It 'makes tables, and says of -WhatIf which' {
        $job = Start-BatchDataGeneration -Data @([pscustomobject]@{ Schema = 'retail'; RowCount = '2000'; Seed = '42' }) -Instance wh -Wait
        $job.State | Should -Be 'Completed'
        @($job | Get-BatchResult).Output | Should -Contain "100 rows`n"
        Start-BatchDataGeneration Retail -Instance wh -WhatIf
        $job.TotalTargets | Should -Be 1
    }

    It 'takes piped rows of Schema, RowCount and Seed into one job, and piped instances beside -Data' {
        $plan = "Schema,RowCount,Seed`nRetail,300,3`nFinance,400,4" | ConvertFrom-Csv
        $job = $plan | Start-BatchDataGeneration -Instance @{ name = 'piped'; connection = "$store/piped.db" } -Wait
        $job.TotalTargets | Should -Be 1
        $job.Name | Should -Be 'generate Retail, Finance'
        @($job | Get-BatchResult).Command | Should -Contain 'create dim_store: 3 rows of Retail, seed 3'
        @($job | Get-BatchResult).Command | Should -Contain 'create dim_branch: 3 rows of Finance, seed 4'
        ($plan | Start-BatchDataGeneration -Path "$store/piped" -Wait).State | Should -Be 'Completed'
        Get-ChildItem "$store/piped" | Should -HaveCount 14
        $both = 'one', 'two' | ForEach-Object { @{ name = $_; connection = "$store/$_.db" } } | Start-BatchDataGeneration -Data $plan[0] -Wait
        $both.TotalTargets | Should -Be 2
        @($both | Get-BatchResult | Where-Object Command -like '*dim_store*') | Should -HaveCount 2
        { $plan | Start-BatchDataGeneration } | Should -Throw '*No target was selected*'
        { Get-BatchInstance legacy | Start-BatchDataGeneration } | Should -Throw "*what data 'legacy' is to get*"
    }

    It 'writes CSV files, the same for the same seed' {
        1, 2 | ForEach-Object { $null = Start-BatchDataGeneration Finance -RowCount 400 -Seed 9 -Path "$store/csv$_" -Wait }
        $hashes = 1, 2 | ForEach-Object { (Get-ChildItem "$store/csv$_" | Get-FileHash).Hash -join ' ' }
        $hashes[0] | Should -Be $hashes[1]
        @(Import-Csv "$store/csv1/fact_transaction.csv")[0].amount | Should -Match '^\d+\.\d\d$'
    }

    It 'refuses what cannot be made' {
        { Start-BatchDataGeneration Retial -Instance wh } | Should -Throw "*no schema 'Retial'*"
        { Start-BatchDataGeneration Retail -RowCount 5 -Instance wh } | Should -Throw '*5 rows of Retail*'
        { Start-BatchDataGeneration Retail -Defect Typo -Instance wh } | Should -Throw "*no defect 'Typo'*"
        { Start-BatchDataGeneration Retail } | Should -Throw '*No target was selected*'
        { Start-BatchDataGeneration Retail -Path x -Instance wh } | Should -Throw '*both given*'
    }
}

Describe 'Start-BatchMetadataExtraction' {
    It 'gives a snapshot that pipelines take' {
        $job = Start-BatchMetadataExtraction -Instance legacy -Table 'dim_*' -Wait
        $yaml = (Get-BatchResult $job.Id | Where-Object Command -eq snapshot).Output
        $yaml | Should -Match 'name: dim_customer'
        Set-Content "$store/snap.yaml" $yaml
        "target: legacy`nsteps:`n  - { name: unchanged, validator: schema.evolution, with: { snapshot: snap.yaml } }" | Set-Content "$store/evolution.yaml"
        (Start-BatchPipeline "$store/evolution.yaml" -Wait).State | Should -Be 'Completed'
    }
}

Describe 'Pipelines' {
    It 'are checked with line and column, and quietly' {
        "steps:`n  - { validator: quality.nulls, with: { tabel: x } }" | Set-Content "$store/bad.yaml"
        $problem = @(Test-BatchPipeline "$store/bad.yaml")[0]
        $problem | Should -BeOfType NetBatch.PipelineProblem
        "$($problem.Line):$($problem.Column)" | Should -Be '2:41'
        Test-BatchPipeline "$store/bad.yaml" -Quiet | Should -BeFalse
        Test-BatchPipeline $example -Quiet | Should -BeTrue
        { Start-BatchPipeline "$store/bad.yaml" } | Should -Throw "*bad.yaml:2:41*'tabel'*"
        { Start-BatchPipeline $example } | Should -Throw '*names no target*'
        { Start-BatchPipeline $example -Instance wh } | Should -Throw '*there is no source*'
    }

    It 'pass on a faithful copy and fail where it is not' {
        $job = Start-BatchPipeline $example -Source legacy -Instance wh -Wait
        $job.State | Should -Be 'Completed'
        @(Get-BatchValidation $job.Id | Where-Object Outcome -ne Pass) | Should -HaveCount 0
        $null = Start-BatchDataGeneration Retail -RowCount 2000 -Seed 42 -Instance wh -Replace -Defect NullValue, WrongAmount -DefectCount 2 -Wait
        $again = Start-BatchPipeline $example -Source legacy -Instance wh -Wait -WarningAction Ignore -ErrorAction Ignore
        $again.State | Should -Be 'Failed'
        $worse = @(Get-BatchValidation $again.Id -Trend | Where-Object Trend -ne Same)
        $worse.Step | Should -Be 'customers have an email', 'takings agree'
        $worse.Trend | Should -Be 'Broken', 'Broken'
        $worse[0].Findings | Should -Be 2
    }
}

Describe 'Projects' {
    It 'run as one job and are told by project' {
        $project = New-BatchProject retail $example -Source legacy -Instance wh, legacy -Setting @{ evidence = 1 }
        $project | Should -BeOfType NetBatch.BatchProject
        { New-BatchProject retail $example } | Should -Throw '*retail*'
        { New-BatchProject other $example -Setting @{ evidenc = 1 } } | Should -Throw "*'evidenc'*"
        $job = Start-BatchValidation -Project ret* -Parallel -Wait -ErrorAction Ignore -WarningAction Ignore
        $job.State | Should -Be 'Partial'
        $job.TotalTargets | Should -Be 2
        $checks = @(Get-BatchValidation $job.Id)
        ($checks | Group-Object Project, Instance).Name | Sort-Object | Should -Be 'retail, legacy', 'retail, wh'
        { Start-BatchValidation -Project none } | Should -Throw "*no project 'none'*"
        $set = Set-BatchProject retail "$store/evolution.yaml" -Setting @{ evidence = $null; tolerance = 1 } -Instance wh -PassThru
        "$($set.Pipelines.Name) $($set.Settings) $($set.Instances) $($set.Source)" | Should -Be 'retail-migration evolution {"tolerance":1} wh legacy'
        (Set-BatchProject ret* "$store/evolution.yaml" -Replace -Source '' -PassThru | ForEach-Object { "$($_.Pipelines) $($_.Source)" }) | Should -Be 'evolution '
        { Set-BatchProject retail -Setting @{ evidenc = 1 } -ErrorAction Stop } | Should -Throw "*'evidenc'*"
        { Set-BatchProject none -Source wh -ErrorAction Stop } | Should -Throw "*no project 'none'*"
        { Set-BatchProject retail -Replace } | Should -Throw '*without -Path*'
        Remove-BatchProject retail
        { Get-BatchProject retail -ErrorAction Stop } | Should -Throw "*no project 'retail'*"
    }
}

Describe 'Compare-BatchTable' {
    It 'holds two tables against each other and gives what differs' {
        $null = New-BatchInstance copy -Connection "$store/copy.db"
        $null = Start-BatchDataGeneration Retail -RowCount 2000 -Seed 42 -Instance copy -Wait
        $same = Compare-BatchTable legacy:dim_store copy -Wait
        $same.State | Should -Be 'Completed'
        ($same | Get-BatchValidation).Summary | Should -Be '10 rows checked, nothing found.'
        $null = New-BatchInstance spoilt -Connection "$store/spoilt.db"
        $null = Start-BatchDataGeneration Retail -RowCount 2000 -Seed 42 -Instance spoilt -Defect ChangedValue -DefectCount 2 -Wait
        $job = Compare-BatchTable legacy:dim_store spoilt -Evidence 1 -DifferencePath "$store/all.csv" -Wait -ErrorAction SilentlyContinue
        $job.State | Should -Be 'Failed'
        $finding = @($job | Get-BatchValidation -Evidence)
        $finding | Should -HaveCount 1
        $finding.difference, $finding.Pipeline | Should -Be 'differs', 'legacy:dim_store spoilt'
        $finding.source | Should -Not -Be $finding.target
        @(Import-Csv "$store/all.csv") | Should -HaveCount 2
        { Compare-BatchTable legacy wh } | Should -Throw '*names a table*'
    }
}

Describe 'Get-BatchValidator' {
    It 'gives parameters and examples, each of which is a step' {
        $all = @(Get-BatchValidator)
        $all.Count | Should -BeGreaterThan 30
        $all | ForEach-Object { $_.Example | Should -Match '^- (validator: |sql: |script: |command: )' }
        (Get-BatchValidator quality.checksum).Parameters.Name | Should -Contain 'tolerance'
        (Get-BatchValidator quality.*).Name | Should -Not -Contain 'time.drift'
        { Get-BatchValidator quality.checksumm -ErrorAction Stop } | Should -Throw "*no validator 'quality.checksumm'*"
    }
}

Describe 'Start-BatchPipeline -Draft' {
    It 'drafts a pipeline of all tables that passes on a faithful copy' {
        Start-BatchPipeline -Draft -Source legacy -Instance copy | Set-Content "$store/draft.yaml"
        Test-BatchPipeline "$store/draft.yaml" | Should -BeNullOrEmpty
        (Start-BatchPipeline "$store/draft.yaml" -Wait).State | Should -Be 'Completed'
        @(Get-BatchValidation).Count | Should -BeGreaterThan 20
        $one = Start-BatchPipeline -Draft -Source legacy -Instance copy -Table dim_store
        $one | Should -Match 'dim_store: rows'
        $one | Should -Not -Match 'fact_'
        { Start-BatchPipeline -Draft -Source legacy } | Should -Throw '*two databases*'
    }
}

Describe 'Rows in files' {
    It 'are the same in every culture' {
        $null = New-BatchInstance cells -Connection "$store/legacy.db"
        $null = New-BatchWorkflow cells -Query "SELECT x'DEADBEEF' AS b, 1.5 AS n, @day AS d" -Parameter @{ day = 'Date=2026-01-31' }
        $job = Start-BatchWorkflow cells -Instance cells -Wait
        $here = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            $row = $job | Get-BatchResult -Aggregate
            ($row | ConvertTo-Csv)[1] | Should -Be '"cells","cells","3q2+7w==","1.5","2026-01-31"'
            $row.n * 2 | Should -Be 3
            $row.b.Length | Should -Be 4
        }
        finally { [cultureinfo]::CurrentCulture = $here }
    }
}
