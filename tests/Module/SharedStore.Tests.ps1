# Jobs over a store in PostgreSQL: a server of the file's own, reached by a socket in its folder.
BeforeAll {
    . $PSScriptRoot/Support.ps1
    $store = New-TestStore
    $binaries = (Get-Item /usr/lib/postgresql/*/bin/initdb | Sort-Object { [double]($_.FullName -split '/')[4] } | Select-Object -Last 1).DirectoryName
    $folder = "$store/server"
    $null = New-Item -ItemType Directory $folder
    # It refuses root.
    $own = @()
    if ([Environment]::IsPrivilegedProcess) {
        $own = 'setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'
        chmod o+x $store
        chown postgres $folder
    }

    $null = & { & env @own "$binaries/initdb" -D "$folder/data" -U ann -A trust -E UTF8 --no-locale --no-sync }
    # timeout: it ends, too, where nobody is left to end it.
    $server = Start-Process env -PassThru -RedirectStandardError "$store/log" -RedirectStandardOutput "$store/out" -ArgumentList (
        $own + 'timeout', '300', "$binaries/postgres", '-D', "$folder/data", '-k', $folder, '-c', 'listen_addresses=')
    Wait-Until { & "$binaries/pg_isready" -q -h $folder; $LASTEXITCODE -eq 0 } | Should -BeTrue
    $env:NETBATCH_STORE = "postgres://ann@localhost/postgres?host=$folder"
}

AfterAll {
    $env:NETBATCH_STORE = $null
    Get-ChildItem $folder/data/postmaster.pid | Get-Content -First 1 | ForEach-Object { kill -QUIT $_ }
    $server.WaitForExit(10000)
    Remove-TestStore $store
}

Describe 'A store in PostgreSQL' {
    It 'is that of NETBATCH_STORE, for every shell alike' {
        $rows = Get-LabRow | Select-Object -First 3
        $job = $rows | Start-BatchJob -Command 'show version' -Name shared -HostKeyPolicy AcceptNew -Wait
        $job.State, $job.TotalDevices | Should -Be 'Completed', 3
        $job.CreatedBy | Should -BeLike 'ann@*' -Because 'who somebody is, is his role'

        $seen = Invoke-Pwsh "(Get-BatchJob -Name shared*).Id; (Get-BatchResult $($job.Id)).Count; Get-BatchJob -StorePath '$env:NETBATCH_STORE' | ForEach-Object Name"
        ($seen.Output.Trim() -split '\r?\n') | Should -Be $job.Id, 3, 'shared'
        (Get-ChildItem $store -Filter *.db) | Should -BeNullOrEmpty
    }

    It 'is completed by name at the prompt' {
        $line = "Get-BatchJob -StorePath '$env:NETBATCH_STORE' -Name sh"
        ([System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)).CompletionMatches.CompletionText |
            Should -Contain 'shared'
    }

    It 'is refused with a remedy where its address holds a password, which is not repeated' {
        $problem = { Get-BatchJob -StorePath 'postgres://ann:secret7@db/jobs' } | Should -Throw -PassThru
        "$problem $($problem.ErrorDetails)" | Should -Not -BeLike '*secret7*'
        $problem.ErrorDetails.RecommendedAction | Should -BeLike '*PGPASSWORD*'

        $problem = { Set-BatchStore -StorePath 'postgres://ann:secret7@db/jobs' -Group netops -Confirm:$false } | Should -Throw -PassThru
        "$problem $($problem.TargetObject)" | Should -Not -BeLike '*secret7*'
    }
}
