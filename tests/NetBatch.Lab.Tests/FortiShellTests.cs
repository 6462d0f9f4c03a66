using NetBatch.Lab.Cli;

namespace NetBatch.Lab.Tests;

/// <summary>The simulated FortiGate against what is known of real ones: captured consoles and the fixtures of other tools.</summary>
public sealed class FortiShellTests
{
    private static Typist Open() => new(Typist.Router("fortinet_fortios"), rows: 10_000);

    [Fact]
    public void Prompts_FollowTheContext_BlankLineBeforeEach()
    {
        var typist = Open();
        typist.First.ShouldBe("r1 # ");
        typist.Line("config firewall policy").ShouldBe("config firewall policy\r\n\r\nr1 (policy) # ");
        typist.Line("edit 1").ShouldBe("edit 1\r\n\r\nr1 (1) # ");
        typist.Line("next").ShouldEndWith("\r\nr1 (policy) # ");
        typist.Line("edit 7").ShouldBe("edit 7\r\nnew entry '7' added\r\n\r\nr1 (7) # ");
        typist.Line("abort").ShouldEndWith("\r\nr1 # ");
    }

    [Theory]
    [InlineData("set foo bar", "command parse error before 'foo'\nCommand fail. Return code -61\n")]
    [InlineData("set action", "incomplete command in the end\nCommand fail. Return code -160\n")]
    [InlineData("set srcaddr nowhere",
        "entry not found in datasource\n\nvalue parse error before 'nowhere'\nCommand fail. Return code -3\n")]
    [InlineData("set action maybe", "command parse error before 'maybe'\nCommand fail. Return code -61\n")]
    [InlineData("emd", "Unknown action 0\n")]
    public void Refusals_InAnEntry_AreTheVendors(string line, string answer)
    {
        var typist = Open();
        typist.Lines("config firewall policy", "edit 1");
        typist.Output(line).TrimStart('\n').ShouldStartWith(answer);
    }

    [Fact]
    public void Next_WithoutWhatIsRequired_KeepsNothing()
    {
        var typist = Open();
        typist.Lines("config firewall policy", "edit 9", "set srcintf port1");
        typist.Line("next").ShouldContain("Attribute 'dstintf' MUST be set.\r\nCommand fail. Return code -56\r\n\r\nr1 (policy) # ");
        typist.Output("show").ShouldNotContain("edit 9");
    }

    [Fact]
    public void Delete_OfAnEntryInUse_IsRefused()
    {
        var typist = Open();
        typist.Line("config firewall address");
        typist.Output("delete servers").ShouldStartWith("The entry is used by other 2 entries\nCommand fail. Return code -23\n");
        typist.Output("show").ShouldContain("edit \"servers\"");
    }

    [Fact]
    public void Abort_DropsTheEntryInHand_NotWhatNextHasKept()
    {
        var device = Typist.Router("fortinet_fortios");
        var typist = new Typist(device, rows: 10_000);
        typist.Lines("config firewall address", "edit a", "set subnet 192.0.2.0/24", "next", "edit b", "set subnet 198.51.100.0/24",
            "abort");
        var config = LabInventory.RunningConfig(device);
        config.ShouldContain("edit \"a\"");
        config.ShouldContain("set subnet 192.0.2.0 255.255.255.0");
        config.ShouldNotContain("edit \"b\"");
    }

    [Fact]
    public void Move_ChangesTheOrderAtOnce()
    {
        var device = Typist.Router("fortinet_fortios");
        new Typist(device).Lines("config firewall policy", "move 3 before 1", "end");
        var config = LabInventory.RunningConfig(device);
        config.IndexOf("edit 3\n", StringComparison.Ordinal).ShouldBeLessThan(config.IndexOf("\"branch to servers\"",
            StringComparison.Ordinal));
    }

    [Fact]
    public void Show_AtTheTop_ReadsBackTheSame()
    {
        var device = Typist.Router("fortinet_fortios");
        var shown = new Typist(device, rows: 10_000).Output("show");
        Configs.Forti.FortiConfig.Parse(shown).Text.ShouldBe(device.OwnConfig!.Text);
    }

    [Fact]
    public void Hostname_IsThePromptFromEndOn()
    {
        var typist = Open();
        typist.Lines("config system global", "set hostname fw2").ShouldEndWith("r1 (global) # ");
        typist.Line("end").ShouldEndWith("fw2 # ");
    }

    [Fact]
    public void Text_OverSeveralLines_IsTakenWhole()
    {
        var device = Typist.Router("fortinet_fortios");
        var typist = new Typist(device, rows: 10_000);
        typist.Lines("config system interface", "edit port1");
        typist.Line("set description \"one").ShouldEndWith("> ");
        typist.Line("two\"").ShouldEndWith("r1 (port1) # ");
        typist.Line("end");
        LabInventory.RunningConfig(device).ShouldContain("set description \"one\ntwo\"");
    }

    [Fact]
    public void Pager_FollowsTheConsolesOutput()
    {
        var typist = new Typist(Typist.Router("fortinet_fortios"), rows: 10);
        typist.Line("show").ShouldEndWith("--More-- ");
        typist.Keys("q").ShouldEndWith("r1 # ");
        typist.Lines("config system console", "set output standard", "end");
        typist.Line("show").ShouldEndWith("end\r\n\r\nr1 # ");
    }

    [Fact]
    public void Purge_Asks()
    {
        var typist = Open();
        typist.Line("config router static");
        typist.Line("purge").ShouldEndWith("This operation will clear all table!\r\nDo you want to continue? (y/n)");
        typist.Keys("y").ShouldEndWith("r1 (static) # ");
        typist.Output("show").ShouldStartWith("config router static\nend\n");
    }

    [Fact]
    public void Reboot_Confirmed_EndsTheSession()
    {
        var typist = Open();
        typist.Line("execute reboot");
        typist.Keys("y");
        typist.Others.ShouldContain(action => action.Kind == SimActionKind.Exit);
    }
}
