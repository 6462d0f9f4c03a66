BeforeAll {
    . $PSScriptRoot/Support.ps1
    $store = New-TestStore
    # A host that answers every question with what it is told to and keeps what was asked.
    if (-not ('AskingHost' -as [type])) {
        Add-Type @'
using System; using System.Collections.Generic; using System.Collections.ObjectModel; using System.Globalization; using System.Management.Automation; using System.Management.Automation.Host; using System.Security;
public class AskingUI : PSHostUserInterface {
  public List<string> Asked = new(); public List<int> Defaults = new(); public int Answer = 2;
  public override PSHostRawUserInterface RawUI => null;
  public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) { Asked.Add(message); Defaults.Add(defaultChoice); return Answer; }
  public override Dictionary<string, PSObject> Prompt(string c, string m, Collection<FieldDescription> d) => new();
  public override PSCredential PromptForCredential(string a, string b, string c, string d) => null;
  public override PSCredential PromptForCredential(string a, string b, string c, string d, PSCredentialTypes e, PSCredentialUIOptions f) => null;
  public override string ReadLine() => ""; public override SecureString ReadLineAsSecureString() => new();
  public override void Write(string v) { } public override void Write(ConsoleColor a, ConsoleColor b, string v) { } public override void WriteLine(string v) { }
  public override void WriteErrorLine(string v) { } public override void WriteDebugLine(string v) { } public override void WriteVerboseLine(string v) { } public override void WriteWarningLine(string v) { }
  public override void WriteProgress(long a, ProgressRecord b) { }
}
public class AskingHost : PSHost {
  public AskingUI Mine = new();
  public override PSHostUserInterface UI => Mine; public override string Name => "Asking"; public override Version Version => new(1, 0); public override Guid InstanceId { get; } = Guid.NewGuid();
  public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture; public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;
  public override void EnterNestedPrompt() { } public override void ExitNestedPrompt() { } public override void NotifyBeginApplication() { } public override void NotifyEndApplication() { } public override void SetShouldExit(int c) { }
}
'@
    }

    # What a script asks where it is answered with a number: 0 yes, 1 yes to all, 2 no, 3 no to all.
    function Get-Question([string]$Script, [int]$Answer = 2) {
        $asking = [AskingHost]::new()
        $asking.Mine.Answer = $Answer
        $space = [runspacefactory]::CreateRunspace($asking)
        $space.Open()
        $shell = [powershell]::Create()
        $shell.Runspace = $space
        $null = $shell.AddScript("Import-Module '$ModulePath'; $Script").Invoke()
        $space.Dispose()
        $asking.Mine
    }

    function New-Things {
        1..7 | ForEach-Object { [pscustomobject]@{ name = "sw$_"; address = "192.0.2.$_"; platform = 'cisco_ios' } } | Import-BatchDevice
        'db1', 'db2' | ForEach-Object { @{ name = $_; connection = "$store/$_.db" } } | Import-BatchInstance
        foreach ($one in 'n1', 'n2') {
            $null = New-BatchJobTemplate $one -Command 'show clock' -Device sw1 -Force
            $null = New-BatchNotification $one -Command true -Force
            if (-not (Get-BatchWorkflow "$one*")) { $null = New-BatchWorkflow $one -Query 'SELECT 1 AS one' }
        }
    }
}

AfterAll { Remove-TestStore $store }

Describe 'The question before a change' {
    It 'names devices and lines, hides secrets, and has No under the Enter key' {
        $devices = "1..7 | ForEach-Object { [pscustomobject]@{ name = ""edge`$_""; address = ""192.0.2.`$_""; platform = 'cisco_ios'; credential = 'a@env:HOME' } }"
        $asked = Get-Question "$devices | Start-BatchConfigChange -ConfigLine 'ntp server 192.0.2.9', 'snmp-server community verysecret RO'"
        $asked.Asked | Should -HaveCount 1
        $asked.Defaults | Should -Be 2
        $asked.Asked[0] | Should -BeLike "*on 7 devices*CHANGES*edge1, edge2, edge3, edge4, edge5 and 2 more*CHANGE  ntp server 192.0.2.9*"
        $asked.Asked[0] | Should -Not -BeLike '*verysecret*'
        Get-BatchJob | Should -BeNullOrEmpty -Because 'No was the answer'
    }

    It 'shows what a retry sends where, as the start did' {
        $job = 1..2 | ForEach-Object { [pscustomobject]@{ name = "edge$_"; address = '127.0.0.1'; port = $_; platform = 'cisco_ios'; credential = 'a@env:HOME' } } |
            Start-BatchConfigChange -ConfigLine 'ntp server 192.0.2.9', 'snmp-server community verysecret RO' -RetryCount 0 -Force -Wait -ErrorAction Ignore -WarningAction Ignore
        $asked = Get-Question "Invoke-BatchRetry $($job.Id) -Confirm"
        $asked.Asked | Should -HaveCount 1
        $asked.Defaults | Should -Be 2
        $asked.Asked[0] | Should -BeLike "Retry what did not complete*CHANGES 2 devices*edge1, edge2*CHANGE  ntp server 192.0.2.9*"
        $asked.Asked[0] | Should -Not -BeLike '*verysecret*'
        (Get-Question "Invoke-BatchRetry $($job.Id) -Device edge2 -Confirm").Asked[0] | Should -BeLike '*1 device.*On edge2:*'
        (Get-BatchJob $job).Attempt | Should -Be 1 -Because 'No was the answer'
        Remove-BatchJob $job
    }

    It 'asks the same where a template or another kind of work changes, and nothing where it reads' {
        $null = New-BatchJobTemplate changing -ConfigLine 'ntp server {server}' -Parameter @{ Name = 'server'; Default = '192.0.2.9' } -Device sw1, sw2
        $null = New-BatchJobTemplate reading -Command 'show clock' -Device sw1, sw2
        New-Things
        foreach ($start in 'Start-BatchJob -JobTemplate changing', "Start-BatchJob sw1, sw2 -Work config -Argument @{ lines = @('ntp server 192.0.2.9') }") {
            $asked = Get-Question "$start -CredentialName env:HOME -Detached"
            $asked.Asked | Should -HaveCount 1 -Because $start
            $asked.Defaults | Should -Be 2
            $asked.Asked[0] | Should -BeLike '*on 2 devices*CHANGES*sw1, sw2*CHANGE  ntp server 192.0.2.9*'
        }

        { Start-BatchJob -JobTemplate changing -ErrorAction Stop } | Should -Throw '*CHANGE  ntp server*Nobody can be asked here*'
        Get-BatchJob | Should -BeNullOrEmpty -Because 'nobody said yes'
        (Get-Question 'Start-BatchJob -JobTemplate reading -WhatIf').Asked | Should -BeNullOrEmpty
        (Start-BatchJob -JobTemplate changing -Confirm:$false -WhatIf) | Should -BeNullOrEmpty
        Remove-BatchJobTemplate changing, reading -Force
    }

    It 'shows the first lines of many' {
        $asked = Get-Question "[pscustomobject]@{ name = 'e1'; address = '192.0.2.1'; platform = 'cisco_ios'; credential = 'a@env:HOME' } | Start-BatchConfigChange -ConfigLine (1..40 | ForEach-Object { ""ntp server 192.0.2.`$_"" })"
        $asked.Asked[0] | Should -BeLike '*ntp server 192.0.2.5*... and 3? more lines*'
    }

    It 'is asked by each cmdlet that changes devices by lines of its own: <_>' -ForEach 'Deploy-BatchRemediation', 'Undo-BatchRemediation', 'Start-BatchConfigChange', 'Approve-BatchJob' {
        (Get-Command $_).ImplementingType.GetCustomAttributes([Management.Automation.CmdletAttribute], $true).ConfirmImpact | Should -Be High
        (Get-Command $_).Parameters.Keys | Should -Contain Force
    }

    It 'names devices and lines of a remediation' {
        $row = "[pscustomobject]@{ Name = 'edge9'; Address = '192.0.2.9'; Platform = 'cisco_ios'; Credential = 'a@env:HOME'; RunningConfig = 'hostname old'; IntendedConfig = 'hostname new' }"
        (Get-Question "$row | New-BatchRemediation -Wait | Deploy-BatchRemediation").Asked[0] | Should -BeLike '*CHANGES*On edge9:*CHANGE  hostname new*'
    }

    It 'is an error with advice where nobody can be asked' {
        $ran = Invoke-Pwsh "`$env:NETBATCH_HOME = '$store'; [pscustomobject]@{ name = 'e1'; address = '192.0.2.1'; platform = 'cisco_ios'; credential = 'a@env:HOME' } | Start-BatchConfigChange -ConfigLine 'ntp server 192.0.2.9'; `$Error[0].FullyQualifiedErrorId"
        $ran.Output | Should -BeLike '*NobodyToAsk*'
        $ran.Error + $ran.Output | Should -BeLike '*-Confirm:$false*'
    }
}

Describe 'Forgetting' {
    BeforeEach { New-Things }

    It 'is asked for by every cmdlet that forgets, with -Force where it is not' {
        $forgetting = Get-Command -Module NetBatch -CommandType Cmdlet | Where-Object { $_.Verb -in 'Remove', 'Unregister' }
        $forgetting.Count | Should -BeGreaterThan 8
        foreach ($one in $forgetting) {
            $one.ImplementingType.GetCustomAttributes([Management.Automation.CmdletAttribute], $true).ConfirmImpact | Should -Be High -Because $one.Name
            $one.Parameters.Keys | Should -Contain Force -Because $one.Name
        }
    }

    It 'asks once for all that <Script> means, and forgets none where it hears No' -ForEach @(
        @{ Script = 'Remove-BatchDevice *'; Names = '*7: sw1, sw2, sw3, sw4, sw5 and 2 more*'; Left = { (Get-BatchDevice).Count -eq 7 } }
        @{ Script = 'Get-BatchDevice sw1, sw2 | Remove-BatchDevice'; Names = '*sw1, sw2*'; Left = { (Get-BatchDevice).Count -eq 7 } }
        @{ Script = 'Remove-BatchInstance db*'; Names = '*db1, db2*'; Left = { (Get-BatchInstance).Count -eq 2 } }
        @{ Script = 'Remove-BatchJobTemplate n1, n2'; Names = '*n1, n2*'; Left = { (Get-BatchJobTemplate).Count -eq 2 } }
        @{ Script = 'Remove-BatchNotification n?'; Names = '*n1, n2*'; Left = { (Get-BatchNotification).Count -eq 2 } }
        @{ Script = 'Get-BatchWorkflow | Remove-BatchWorkflow'; Names = '*n1, n2*'; Left = { (Get-BatchWorkflow).Count -eq 2 } }
    ) {
        $asked = Get-Question $Script
        $asked.Asked | Should -HaveCount 1
        $asked.Asked[0] | Should -BeLike $Names
        $asked.Defaults | Should -Be 2
        & $Left | Should -BeTrue
    }

    It 'asks for jobs with their names' {
        $null = 1..2 | ForEach-Object { Start-BatchJob -Address 127.0.0.1:1 -Platform cisco_ios -CredentialName a@env:HOME -RetryCount 0 -Command 'show clock' -Name "try$_" -Wait -ErrorAction Ignore -WarningAction Ignore }
        (Get-Question 'Get-BatchJob -Name try* | Remove-BatchJob').Asked | Should -BeLike '*batch_* (try2), batch_* (try1)*'
        (Get-BatchJob -Name try*).Count | Should -Be 2
        (Get-Question 'Remove-BatchJob -Name try1').Asked | Should -BeNullOrEmpty -Because 'it is one, and named'
        (Get-Question 'Remove-BatchJob -Name try* -Force').Asked | Should -BeNullOrEmpty
        Get-BatchJob -Name try* | Should -BeNullOrEmpty
    }

    It 'does not ask for one that is named, with -Force, or with -Confirm:$false' {
        (Get-Question 'Remove-BatchDevice sw1').Asked | Should -BeNullOrEmpty
        (Get-Question 'Remove-BatchDevice sw2, sw3 -Force').Asked | Should -BeNullOrEmpty
        (Get-Question 'Remove-BatchDevice sw4, sw5 -Confirm:$false').Asked | Should -BeNullOrEmpty
        (Get-BatchDevice).Name | Should -Be 'sw6', 'sw7'
    }

    It 'asks for each with -Confirm, and Yes to All is heard' {
        (Get-Question 'Remove-BatchDevice sw* -Confirm').Asked | Should -HaveCount 7
        (Get-Question 'Remove-BatchDevice sw* -Confirm' 1).Asked | Should -HaveCount 1
        Get-BatchDevice | Should -BeNullOrEmpty
    }
}

Describe 'A wildcard that matches nothing' {
    It 'is no error for <_>' -ForEach @(
        'Get-BatchDevice no*', 'Get-BatchInstance no*', 'Get-BatchWorkflow no*', 'Get-BatchProject no*', 'Get-BatchJobTemplate no*', 'Get-BatchNotification no*', 'Get-BatchSchedule no*',
        'Get-BatchProvider no*', 'Get-BatchParseTemplate no-such*', 'Get-BatchJob -Name no*', 'Get-BatchJobStatus -Name no*', 'Get-BatchResult -Name no*', 'Get-BatchOperation -Name no*',
        'Get-BatchValidation -Name no*', 'Get-BatchRemediation -Name no*', 'Get-BatchRemediationReport -Name no*', 'Get-BatchEvent -Name no*', 'Measure-BatchJob -Name no*',
        'Set-BatchDevice no* -Port 22', 'Set-BatchInstance no* -Region eu', 'Set-BatchProject no* -Source x', 'Set-BatchWorkflow no* -RowLimit 5', 'Set-BatchNotification no* -MostTries 5', 'Set-BatchJobTemplate no* -Description x', 'Set-BatchSchedule no* -Cron "@daily"', 'Enable-BatchSchedule no*', 'Disable-BatchSchedule no*',
        'Stop-BatchJob -Name no*', 'Suspend-BatchJob -Name no*', 'Resume-BatchJob -Name no*', 'Invoke-BatchRetry -Name no*', 'Wait-BatchJob -Name no*', 'Watch-BatchJob -Name no*', 'Approve-BatchJob -Name no*',
        'Test-BatchNotification no*', 'Remove-BatchDevice no*', 'Remove-BatchInstance no*', 'Remove-BatchJob -Name no*', 'Remove-BatchJobTemplate no*', 'Remove-BatchNotification no*',
        'Remove-BatchProject no*', 'Remove-BatchProvider no*', 'Remove-BatchWorkflow no*', 'Unregister-BatchSchedule no*'
    ) {
        $failure = try { Invoke-Expression "$_ -ErrorAction Stop" | Out-Null } catch { $_ }
        $failure | Should -BeNullOrEmpty
    }

    It 'starts nothing and says so: <_>' -ForEach @(
        "Start-BatchJob no* 'show clock'", "Invoke-BatchCommand no* 'show clock'", "Start-BatchConfigChange no* 'ntp server 192.0.2.9' -Force", 'Test-BatchDevice no*',
        'Start-BatchWorkflow n1 -Instance no*', 'Start-BatchMetadataExtraction -Instance no*', 'Start-BatchDataGeneration Retail -Instance no*', 'Start-BatchValidation no*'
    ) {
        if (-not (Get-BatchWorkflow n1*)) { $null = New-BatchWorkflow n1 -Query 'SELECT 1 AS one' }
        $failure = try { Invoke-Expression "$_ -ErrorAction Stop" | Out-Null } catch { $_ }
        $failure.FullyQualifiedErrorId | Should -BeLike 'NoTargets,*'
    }

    It 'leaves a name that is not there an error: <_>' -ForEach 'Get-BatchDevice nosuch', 'Remove-BatchDevice nosuch', 'Stop-BatchJob -Name nosuch', 'Get-BatchParseTemplate nosuch', 'Set-BatchSchedule nosuch -Cron "@daily"' {
        { Invoke-Expression "$_ -ErrorAction Stop" } | Should -Throw
    }
}
