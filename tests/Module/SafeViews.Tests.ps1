# Everything that a cmdlet emits, in every way that PowerShell shows it, when all its texts come from somebody hostile.

BeforeDiscovery {
    Import-Module ($env:NETBATCH_TEST_MODULE ?? (Resolve-Path (Join-Path $PSScriptRoot '../../out/module/NetBatch')).Path)
    $views = [xml](Get-Content (Join-Path (Get-Module NetBatch).ModuleBase 'NetBatch.Format.ps1xml') -Raw)
    $viewed = $views.SelectNodes('//View/ViewSelectedBy/TypeName').InnerText -notlike 'Deserialized.*'
    $emitted = (Get-Command -Module NetBatch -CommandType Cmdlet).OutputType.Name -like 'NetBatch.*'
    # Rows have columns of their own, whose values are made safe when they are made; they are looked at below.
    $script:Types = @($viewed) + @($emitted) -ne 'NetBatch.Row' | Sort-Object -Unique | ForEach-Object { @{ Type = $_ } }
}

Describe 'What is shown of hostile texts' {
    BeforeAll {
        . $PSScriptRoot/Support.ps1

        # Sets every field of an object, of whatever kind, as somebody who writes the store's file could.
        Add-Type -TypeDefinition (Get-Content $PSScriptRoot/HostileObject.cs -Raw)
        $script:Hostile = [NetBatch.Tests.HostileObject]::Text
        $script:Rendering = $PSStyle.OutputRendering
        $PSStyle.OutputRendering = 'Ansi'
        $views = [xml](Get-Content (Join-Path (Get-Module NetBatch).ModuleBase 'NetBatch.Format.ps1xml') -Raw)

        # An object whose every text is hostile; null where it has no class.
        function New-HostileObject([string]$Name) {
            if (-not ($class = ($Name -replace '#.*') -as [type])) { return }
            $made = [psobject][NetBatch.Tests.HostileObject]::Of($class)
            if ($Name -like '*#*') { $made.PSObject.TypeNames.Insert(0, $Name) }
            $made
        }

        # What a foreign file may hold under a type's name: each member that a view names is a text, also where we would have a number.
        function New-ForeignObject([string]$Name) {
            $made = [pscustomobject]@{}
            $scripts = $views.SelectNodes("//View[ViewSelectedBy/TypeName='$Name']//ScriptBlock").InnerText
            foreach ($member in [regex]::Matches("$scripts", '\$_\.(\w+)').ForEach({ $_.Groups[1].Value }) | Sort-Object -Unique) {
                $made.PSObject.Properties.Add([psnoteproperty]::new($member, $Hostile))
            }

            foreach ($one in ($Name -replace '#.*'), $Name) { $made.PSObject.TypeNames.Insert(0, $one) }
            $made
        }

        # What a terminal would obey: C0 but line ends and tabs, C1, direction and other unseen marks. What PowerShell colours itself is left out.
        function Find-Odd([string]$Text) {
            [regex]::Matches(($Text -replace "`e\[[0-9;]*m"), "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]").ForEach({ '{0:x4}' -f [int][char]$_.Value })
        }
    }

    AfterAll { $PSStyle.OutputRendering = $Rendering }

    It 'the judge finds each mark of the text' { (Find-Odd $Hostile).Count | Should -BeGreaterThan 8 }

    It '<Type> is safe in every format, here and after a journey' -ForEach $Types {
        $here = New-HostileObject $Type
        $there = if ($here) { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($here, 2)) }
        foreach ($one in @($here, $there, (New-ForeignObject $Type)) -ne $null) {
            $shown = [ordered]@{
                default = $one | Out-String -Width 400
                table = $one | Format-Table | Out-String -Width 400
                list = $one | Format-List | Out-String -Width 400
                wide = $one | Format-Wide | Out-String -Width 400
                custom = $one | Format-Custom | Out-String -Width 400
            }
            foreach ($format in $shown.Keys) {
                Find-Odd $shown[$format] | Should -BeNullOrEmpty -Because "$format of $($one.PSObject.TypeNames[0]): $($shown[$format] -replace '[^ -~\n]', '?')"
            }

            $shown.default.Trim() | Should -Not -BeNullOrEmpty
        }
    }

    It 'rows are safe, their columns too' {
        $raw = "Port  State$([char]10)Gi0/1 up$Hostile"
        $template = Join-Path ([IO.Path]::GetTempPath()) "safe-$PID.textfsm"
        Set-Content $template "Value PORT (\S+)`nValue STATE (.+)`n`nStart`n  ^`${PORT}\s+`${STATE} -> Record"
        try {
            $rows = $raw | ConvertFrom-BatchOutput -Template $template
            $rows | Should -Not -BeNullOrEmpty
            Find-Odd ($rows | Out-String) | Should -BeNullOrEmpty
            Find-Odd ($rows | Format-List * | Out-String) | Should -BeNullOrEmpty
        }
        finally { Remove-Item $template }
    }
}
