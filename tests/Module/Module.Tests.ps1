BeforeDiscovery {
    . $PSScriptRoot/Support.ps1
    $manifest = Import-PowerShellDataFile (Join-Path $ModulePath 'NetBatch.psd1')
}

BeforeAll {
    . $PSScriptRoot/Support.ps1
    $manifest = Import-PowerShellDataFile (Join-Path $ModulePath 'NetBatch.psd1')
    $expected = ($manifest.CmdletsToExport | Sort-Object) -join ','
}

Describe 'The built module' {
    It 'exports what its manifest names, and nothing else' {
        ((Get-Command -Module NetBatch -CommandType Cmdlet).Name | Sort-Object) -join ',' | Should -Be $expected
    }

    It 'has the former names of cmdlets for one version' {
        $aliases = Get-Command -Module NetBatch -CommandType Alias
        ($aliases.Name | Sort-Object) -join ',' | Should -Be (($manifest.AliasesToExport | Sort-Object) -join ',')
        $aliases.ResolvedCommandName | Where-Object { $_ -notin $manifest.CmdletsToExport } | Should -BeNullOrEmpty
    }

    It 'uses approved verbs and the prefix Batch' {
        Get-Command -Module NetBatch -CommandType Cmdlet | Where-Object { $_.Verb -notin (Get-Verb).Verb -or $_.Noun -notlike 'Batch*' } | Should -BeNullOrEmpty
    }

    It 'has a valid manifest for PowerShell 7.6' {
        $tested = Test-ModuleManifest (Join-Path $ModulePath 'NetBatch.psd1')
        $tested.CompatiblePSEditions | Should -Be 'Core'
        $tested.PowerShellVersion | Should -Be '7.6'
    }

    It 'has the version of its assemblies' {
        [Diagnostics.FileVersionInfo]::GetVersionInfo((Join-Path $ModulePath 'bin/NetBatch.PowerShell.dll')).FileVersion | Should -Be "$($manifest.ModuleVersion).0"
    }

    It 'brings native libraries for eight systems and no PowerShell' {
        $systems = Get-ChildItem (Join-Path $ModulePath 'bin/runtimes/*/native') -Directory
        $systems | Should -HaveCount 8
        $systems | ForEach-Object { Get-ChildItem $_ -Filter *e_sqlite3* | Should -HaveCount 1 }
        Get-ChildItem $ModulePath -Recurse -Filter System.Management.Automation.dll | Should -BeNullOrEmpty
        Get-ChildItem (Join-Path $ModulePath bin) -Filter NetBatch.Abstractions.dll | Should -BeNullOrEmpty -Because 'the public types lie at the root'
    }

    It 'starts from what was compiled ahead of time for this system' {
        [NetBatch.JobState].Assembly.Location | Should -BeLike "$ModulePath/bin/ready/*/NetBatch.Abstractions.dll"
        (Get-Command Get-BatchJob).ImplementingType.Assembly.Location | Should -BeLike "$ModulePath/bin/ready/*/NetBatch.PowerShell.dll"
    }

    It 'shows the public types to scripts and hides all others' {
        [NetBatch.JobState]::Running | Should -Be 'Running'
        'NetBatch.Hosting.NetBatchHost' -as [type] | Should -BeNullOrEmpty
        'YamlDotNet.Core.Parser' -as [type] | Should -BeNullOrEmpty
    }

    It 'has views for live and for deserialized objects' {
        foreach ($type in 'BatchJob', 'JobStatus', 'BatchStatus', 'TargetRun', 'StepResult', 'OutputGroup', 'Device', 'DeviceTest') {
            Get-FormatData "NetBatch.$type" | Should -Not -BeNullOrEmpty -Because $type
            Get-FormatData "Deserialized.NetBatch.$type" | Should -Not -BeNullOrEmpty -Because $type
        }
    }
}

Describe 'Loading' {
    It 'imports twice with -Force' {
        $file = Join-Path ([IO.Path]::GetTempPath()) "netbatch-none-$PID.db"
        $ran = Invoke-Pwsh "Import-Module '$ModulePath' -Force; Import-Module '$ModulePath' -Force; ((Get-Command -Module NetBatch -CommandType Cmdlet).Name | Sort-Object) -join ','; Get-BatchJob -StorePath $file | Measure-Object | ForEach-Object Count; Remove-Item $file*"
        $ran.Error | Should -BeNullOrEmpty
        ($ran.Output -split '\r?\n')[0] | Should -Be $expected
        ($ran.Output -split '\r?\n')[1] | Should -Be '0'
    }

    It 'imports in a job, a thread job and a parallel runspace' {
        $count = $manifest.CmdletsToExport.Count
        Start-Job { Import-Module $using:ModulePath; (Get-Command -Module NetBatch -CommandType Cmdlet).Count } | Receive-Job -Wait -AutoRemoveJob | Should -Be $count
        Start-ThreadJob { Import-Module $using:ModulePath; (Get-Command -Module NetBatch -CommandType Cmdlet).Count } | Receive-Job -Wait -AutoRemoveJob | Should -Be $count
        1..3 | ForEach-Object -Parallel { Import-Module $using:ModulePath; (Get-Command -Module NetBatch -CommandType Cmdlet).Count } | Should -Be @($count, $count, $count)
    }

    It 'opens no store and starts no process at import' {
        $home1 = Join-Path ([IO.Path]::GetTempPath()) "netbatch-none-$PID"
        $ran = Invoke-Pwsh "`$env:NETBATCH_HOME = '$home1'; Import-Module '$ModulePath' -Force; Test-Path '$home1'; if (`$IsLinux) { @(Get-Process | Where-Object { `$_.Parent.Id -eq `$PID }).Count } else { 0 }"
        ($ran.Output.Trim() -split '\r?\n') | Should -Be @('False', '0')
    }

    It 'loads nothing of a database where the store is a file' {
        $folder = New-TestStore
        try {
            $ran = Invoke-Pwsh "`$env:NETBATCH_HOME = '$folder'; `$null = Get-BatchJob; ([AppDomain]::CurrentDomain.GetAssemblies().GetName().Name -match 'Npgsql|Store\.(Sqlite|Postgres)') -join ','"
            $ran.Output.Trim() | Should -Be 'NetBatch.Store.Sqlite'
        }
        finally {
            Remove-TestStore $folder
        }
    }

    It 'interrupts what runs when it is removed, and says so' {
        $folder = New-TestStore
        try {
            Set-LabFault r1 hang
            $null = (Get-LabRow)[0] | Import-BatchDevice
            $ran = Invoke-Pwsh "`$env:NETBATCH_HOME = '$folder'; `$job = Start-BatchJob r1 'show clock' 3> `$null; Remove-Module NetBatch; Import-Module '$ModulePath'; (Get-BatchJob).State"
            $ran.Output | Should -BeLike '*WARNING:*Resume-BatchJob*Interrupted*'
        }
        finally {
            Clear-LabFault
            Remove-TestStore $folder
        }
    }

    It 'says what is the matter where <Other> is loaded, and leaves nothing behind' -ForEach @(
        @{ Other = 'another copy'; Words = '*Restart PowerShell*'; Loader = { } }
        # An assembly is told from another build of itself by this id in it; the words are the runtime's own.
        @{ Other = 'another build'; Words = '*already loaded*'; Loader = {
                param($file)
                $bytes = [IO.File]::ReadAllBytes($file)
                $id = [BitConverter]::ToString([NetBatch.Loader.ModuleLoader].Module.ModuleVersionId.ToByteArray())
                $at = [BitConverter]::ToString($bytes).IndexOf($id) / 3
                $bytes[$at] = $bytes[$at] -bxor 1
                [IO.File]::WriteAllBytes($file, $bytes)
            } }
    ) {
        $copy = Join-Path ([IO.Path]::GetTempPath()) "netbatch-copy-$PID/NetBatch"
        try {
            $null = New-Item -ItemType Directory $copy
            Copy-Item (Join-Path $ModulePath '*') $copy -Recurse
            & $Loader (Join-Path $copy NetBatch.PowerShell.Loader.dll)
            $tried = Invoke-Pwsh "Import-Module '$copy'; (Get-Module NetBatch).ModuleBase"
            $tried.Error -replace '\s+', ' ' | Should -BeLike $Words
            $tried.Output.Trim() | Should -Be $ModulePath
        }
        finally {
            Remove-Item (Split-Path $copy) -Recurse -Force
        }
    }

    It 'loads in a moment' {
        # Processor time, against that of PowerShell's own start in the same process: the clock would measure the other
        # tests that run beside. On a machine at rest the half of it is 150 ms.
        $script = "`$start = [Environment]::CpuUsage.TotalTime; Import-Module '$ModulePath'; ([Environment]::CpuUsage.TotalTime - `$start) / `$start"
        $ratios = 1..3 | ForEach-Object { [double](New-PwshProcess '-NoProfile', '-Command', $script).StandardOutput.ReadToEnd() }
        ($ratios | Measure-Object -Minimum).Minimum | Should -BeLessThan 0.5
    }
}
