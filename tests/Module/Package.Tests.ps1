# What a gallery gives: the package is made, installed for a user who has nothing, and used where no file of this build is.
BeforeAll {
    . $PSScriptRoot/Support.ps1
    $folder = Join-Path ([IO.Path]::GetTempPath()) "netbatch-user-$([guid]::NewGuid().ToString('n').Substring(0, 8))"
    $repository = "$folder/repository"
    $null = New-Item -ItemType Directory $repository, "$folder/home", "$folder/elsewhere"
    Get-LabRow | Select-Object -First 2 | Export-Csv "$folder/elsewhere/devices.csv"

    # Runs a script in a pwsh of that user, which knows nothing of this one.
    function Invoke-User([string]$Script) {
        $program, $before = Get-Pwsh
        $start = [Diagnostics.ProcessStartInfo]::new($program)
        $text = "`$ErrorActionPreference = 'Stop'; `$ProgressPreference = 'SilentlyContinue'; `$PSStyle.OutputRendering = 'PlainText'; $Script"
        foreach ($one in @($before) + '-NoProfile', '-NonInteractive', '-OutputFormat', 'Text', '-EncodedCommand', [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($text))) {
            if ($one) { $start.ArgumentList.Add($one) }
        }

        $start.Environment.Clear()
        $start.Environment['HOME'] = "$folder/home"
        $start.Environment['PATH'] = '/usr/sbin:/usr/bin:/sbin:/bin'
        $start.Environment['POWERSHELL_TELEMETRY_OPTOUT'] = '1'
        $start.WorkingDirectory = "$folder/elsewhere"
        $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $process = [Diagnostics.Process]::Start($start)
        $errors = $process.StandardError.ReadToEndAsync()
        $output = $process.StandardOutput.ReadToEnd()
        $process.WaitForExit()
        if ($process.ExitCode -ne 0 -or $errors.Result) { throw "exit code $($process.ExitCode): $output $($errors.Result)" }
        $output.Trim() -split '\r?\n'
    }

    $said = & bash "$PSScriptRoot/../../build.sh" pack $repository https://netbatch.example/ 2>&1
    if ($LASTEXITCODE -ne 0) { throw "$said" }
    $null = Invoke-User "Register-PSResourceRepository local -Uri '$repository' -Trusted; Install-PSResource NetBatch -Repository local"
    $installed = (Get-Item "$folder/home/.local/share/powershell/Modules/NetBatch/*").FullName
}

AfterAll { Remove-Item $folder -Recurse -Force -ErrorAction Ignore }

Describe 'The packages of the CLI' {
    BeforeAll {
        # Runs a program as that user, who has .NET and nothing else.
        function Invoke-Program([string]$Program, [string[]]$Words) {
            Push-Location "$folder/elsewhere"
            try { & env -i "HOME=$folder/home" PATH=/usr/sbin:/usr/bin:/sbin:/bin DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 $Program @Words 2>&1 }
            finally { Pop-Location }
        }
    }

    It 'are a tarball that works where it is unpacked' {
        tar -xzf (Get-Item "$repository/netbatch-*.tar.gz") -C "$folder/home"
        (Invoke-Program "$folder/home/netbatch/netbatch" 'run', 'show clock', '-i', 'devices.csv') -join "`n" | Should -Match 'Completed \(2 completed\)'
        Get-ChildItem "$folder/home/netbatch" -Recurse -Include *Tests*, *xunit*, *.pdb | Should -BeNullOrEmpty
    }

    It 'are a dotnet tool' {
        Set-Content "$folder/nuget.config" "<configuration><packageSources><clear /><add key='local' value='$repository' /></packageSources></configuration>"
        $said = Invoke-Program dotnet 'tool', 'install', 'NetBatch.Cli', '--tool-path', "$folder/tool", '--configfile', "$folder/nuget.config"
        Test-Path "$folder/tool/netbatch" | Should -BeTrue -Because "$said"
        (Invoke-Program "$folder/tool/netbatch" 'jobs') -join "`n" | Should -Match 'Completed'
    }
}

Describe 'The package' {
    It 'is installed for the user alone, and loads nothing from elsewhere' {
        $seen = Invoke-User @'
            Import-Module NetBatch
            (Get-Module NetBatch).ModuleBase
            (Get-Command -Module NetBatch -CommandType Cmdlet).Count
            $null = Get-BatchJob
            [Runtime.Loader.AssemblyLoadContext]::All.Assemblies.Location | Where-Object { $_ -and -not $_.StartsWith((Get-Module NetBatch).ModuleBase) -and
                -not $_.StartsWith($PSHOME) -and -not $_.StartsWith([Runtime.InteropServices.RuntimeEnvironment]::GetRuntimeDirectory()) }
'@
        $seen | Should -Be $installed, (Import-PowerShellDataFile "$ModulePath/NetBatch.psd1").CmdletsToExport.Count
    }

    It 'works on devices, here and detached, and keeps what it got in the user''s folder' {
        Invoke-User @'
            Import-Module NetBatch
            Import-BatchDevice ./devices.csv
            (Start-BatchJob * 'show clock' -Wait).State
            (Start-BatchJob * 'show version' -Detached | Wait-BatchJob).State
            (Get-BatchResult).Count
'@ | Should -Be 'Completed', 'Completed', 2
        Get-ChildItem "$folder/home/.local/share" -Recurse -Filter *.db | Should -HaveCount 1
    }

    It 'brings its help' {
        (Invoke-User '(Get-Help Start-BatchJob).Synopsis; @((Get-Help Start-BatchJob).Examples.Example).Count -ge 2; (Get-Help about_NetBatch).Length -gt 500')[1, 2] | Should -Be 'True', 'True'
    }

    It 'says in its manifest whose it is, where it comes from and what has changed' {
        $manifest = Test-ModuleManifest "$installed/NetBatch.psd1"
        $manifest.ProjectUri | Should -Be 'https://netbatch.example/'
        $manifest.ReleaseNotes | Should -Match 'Batches of show commands'
        $manifest.Copyright | Should -Match '\(c\) \d{4} \w'
        $manifest.LicenseUri | Should -Not -BeNullOrEmpty
        $manifest.Tags | Should -Not -Contain 'Windows' -Because 'nobody has tried it there'
        $manifest.Tags | Should -Not -Contain 'MacOS'
        $manifest.PowerShellVersion, $manifest.CompatiblePSEditions | Should -Be '7.6', 'Core'
        (Import-PowerShellDataFile "$installed/NetBatch.psd1").CmdletsToExport | Should -Be (Import-PowerShellDataFile "$ModulePath/NetBatch.psd1").CmdletsToExport
    }

    It 'invents no address where none was given' {
        (Import-PowerShellDataFile "$ModulePath/NetBatch.psd1").PrivateData.PSData.ContainsKey('ProjectUri') | Should -BeFalse
    }

    It 'holds licence and notices, and neither lab nor tests' {
        "$installed/LICENSE.txt" | Should -FileContentMatch 'The NetBatch authors'
        $notices = Get-Content -Raw "$installed/ThirdPartyNotices.txt"
        foreach ($package in (Get-Content -Raw "$PSScriptRoot/../../src/NetBatch.PowerShell/obj/project.assets.json" | ConvertFrom-Json -AsHashtable).targets.'net10.0'.GetEnumerator()) {
            if ($package.Value.runtime.Keys -match '\.dll$' -and $package.Value.type -eq 'package' -and $package.Key -notlike 'PowerShellStandard*') {
                $notices | Should -BeLike "*$($package.Key)`n*Licence: *"
            }
        }

        Get-ChildItem $installed -Recurse -Include *.Lab.dll, *Tests*, *xunit*, *.pdb, System.Management.Automation.dll | Should -BeNullOrEmpty
    }
}
