BeforeAll {
    . $PSScriptRoot/Support.ps1
    $store = New-TestStore
}

AfterAll {
    Clear-LabFault
    Remove-TestStore $store
}

Describe 'Import-BatchDevice' {
    It 'takes a file in and gives the devices with -PassThru' {
        $file = Join-Path $store 'devices.csv'
        "name,address,platform,site,tags`nb1,10.0.0.1,cisco_ios,berlin,core`nb2,10.0.0.2,cisco_nxos,berlin,`nl1,10.0.0.3,cisco_ios,lyon,core" | Set-Content $file
        $devices = Import-BatchDevice $file -PassThru
        $devices | Should -HaveCount 3
        $devices | Should -BeOfType NetBatch.Device
        Import-BatchDevice $file | Should -BeNullOrEmpty
    }

    It 'refuses a file with a bad line, with its number, and takes nothing of it' {
        $file = Join-Path $store 'bad.csv'
        "name,address,port`nc1,10.0.1.1,22`nc2,10.0.1.2,99999" | Set-Content $file
        { Import-BatchDevice $file } | Should -Throw '*line 3*99999*'
        Get-BatchDevice c* | Should -BeNullOrEmpty
    }

    It 'reads no file where the location is of another provider' {
        Push-Location Env:
        try {
            { Import-BatchDevice devices.csv } | Should -Throw '*no path of the file system*'
            { Get-BatchDevice -StorePath netbatch.db -ErrorAction Stop } | Should -Throw '*no path of the file system*'
            Get-BatchDevice b1 | Should -Not -BeNullOrEmpty
        }
        finally { Pop-Location }
    }

    It 'refuses passwords' {
        { [pscustomobject]@{ name = 'p1'; password = 'hunter2-in-clear' } | Import-BatchDevice -ErrorAction Stop } | Should -Throw '*password*'
    }

    It 'takes piped objects and does nothing with -WhatIf' {
        [pscustomobject]@{ Hostname = 'o1'; mgmt_ip = '10.0.2.1'; device_type = 'cisco_ios'; Rack = '7' } | Import-BatchDevice -WhatIf
        Get-BatchDevice o* | Should -BeNullOrEmpty
        [pscustomobject]@{ Hostname = 'o1'; mgmt_ip = '10.0.2.1'; device_type = 'cisco_ios'; Rack = '7' } | Import-BatchDevice
        (Get-BatchDevice o1).Address, (Get-BatchDevice o1).Platform | Should -Be '10.0.2.1', 'cisco_ios'
        (Get-BatchDevice -Label rack=7).Name | Should -Be 'o1'
    }
}

Describe 'Get-BatchDevice' {
    It 'filters by name, label, platform and tag' {
        (Get-BatchDevice b*, l1).Name | Should -Be 'b1', 'b2', 'l1'
        (Get-BatchDevice -Label site=ber*).Name | Should -Be 'b1', 'b2'
        (Get-BatchDevice -Label @{ site = 'berlin' } -Platform cisco_ios).Name | Should -Be 'b1'
        (Get-BatchDevice -Tag core).Name | Should -Be 'b1', 'l1'
        Get-BatchDevice nosuch -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -BeLike 'UnknownTarget,*'
    }
}

Describe 'Set-BatchDevice' {
    It 'changes what is named and keeps the rest' {
        $device = Set-BatchDevice b1 -Address 10.9.9.9 -Port 2222 -Label rack=3, site= -CredentialName 'ops@vault:routers' -PassThru
        $device.Address, $device.Port, $device.Platform, "$($device.Credential)" | Should -Be '10.9.9.9', 2222, 'cisco_ios', 'ops@vault:routers'
        $device.Labels.Keys | Should -Contain 'rack'
        $device.Labels.Keys | Should -Not -Contain 'site'
        (Get-BatchDevice b1).Tags | Should -Be 'core'
        Get-BatchDevice b1 | Set-BatchDevice -Label site=berlin
        (Get-BatchDevice b1).Address | Should -Be '10.9.9.9'
    }

    It 'refuses an unknown platform and an unknown device' {
        Set-BatchDevice b1 -Platform nosuch -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
        Set-BatchDevice nosuch -Port 23 -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -BeLike 'UnknownTarget,*'
    }
}

Describe 'Remove-BatchDevice' {
    It 'forgets by wildcard and by the pipeline' {
        Remove-BatchDevice l* -WhatIf
        Get-BatchDevice l1 | Should -Not -BeNullOrEmpty
        Remove-BatchDevice l* -Force
        (Get-BatchDevice (Get-BatchDevice b1, b2)).Name | Should -Be 'b1', 'b2' -Because 'a device stands for its name'
        { Get-BatchDevice $null } | Should -Throw '*A device is null*' -Because 'nothing is not everything'
        Get-BatchDevice b2 | Remove-BatchDevice
        (Get-BatchDevice).Name | Should -Be 'b1', 'o1'
        Remove-BatchDevice nosuch -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -BeLike 'UnknownTarget,*'
    }
}

Describe 'Test-BatchDevice' {
    It 'tells for each device what works' {
        function Get-Sent { @((Get-TestLab).Received('r1') | Where-Object Text -Like 'show version*').Count }
        $before = Get-Sent
        Set-LabFault r2 refuse
        $tests = Get-LabRow | Select-Object -First 3 | Test-BatchDevice -RetryCount 0 -WarningAction SilentlyContinue
        Clear-LabFault
        $tests | Should -HaveCount 3
        $good = $tests | Where-Object Name -EQ r1
        $good.Success, $good.Resolve, $good.Tcp, $good.Login, $good.Privilege, $good.Platform | Should -Be $true, $true, $true, $true, $null, $true
        $bad = $tests | Where-Object Name -EQ r2
        $bad.Success, $bad.Resolve, $bad.Tcp, $bad.Login, $bad.Code | Should -Be $false, $true, $false, $false, 'ConnectionRefused'
        $bad.Remedy | Should -Not -BeNullOrEmpty
        Get-Sent | Should -Be $before -Because 'it runs no command of a user'
    }
}

Describe 'Tab' {
    BeforeAll {
        $job = Start-BatchJob -Device (Get-LabRow | Select-Object -First 1) -Command 'show clock' -Name 'two words' -Wait
        function Complete([string]$Line) { (TabExpansion2 $Line $Line.Length).CompletionMatches.CompletionText }
    }

    It 'completes ids and names of jobs' {
        Complete 'Get-BatchResult bat' | Should -Contain $job.Id
        Complete 'Get-BatchResult two' | Should -Contain $job.Id
        Complete 'Get-BatchJob -Name two' | Should -Contain "'two words'"
    }

    It 'completes devices and platforms' {
        Complete 'Start-BatchJob -Device o' | Should -Be 'o1'
        Complete 'Start-BatchJob -Platform cisco_n' | Should -Be 'cisco_nxos'
        Complete 'Get-BatchJob -State Comp' | Should -Be 'Completed'
    }

    It 'completes what <_> names' -ForEach 'Get-BatchResult -Device o', 'Get-BatchOperation -Device o', 'Invoke-BatchRetry -Device o', 'Get-BatchConfigHistory o', 'New-BatchJobTemplate -Device o' {
        Complete $_ | Should -Contain 'o1'
    }

    It 'completes kinds of work' { foreach ($one in 'Get-BatchJob -Kind', 'Start-BatchJob -Work') { Complete "$one comm" | Should -Be 'command' } }

    It 'reads a store by its path where PowerShell is, not where the process is' {
        $null = New-PSDrive -Name nbtab -PSProvider FileSystem -Root $store -Scope Global
        Push-Location nbtab:/
        try {
            foreach ($path in './netbatch.db', 'nbtab:/netbatch.db') { Complete "Start-BatchJob -StorePath $path -Device o" | Should -Be 'o1' -Because $path }
        }
        finally {
            Pop-Location
            Remove-PSDrive nbtab -Scope Global
        }
    }

    It 'makes no store' {
        $none = Join-Path $store 'none.db'
        Complete "Get-BatchJob -StorePath $none -Name x" | Should -BeNullOrEmpty
        Complete "Start-BatchJob -StorePath $none -Platform cisco_n" | Should -Be 'cisco_nxos'
        Test-Path $none | Should -BeFalse
    }
}
