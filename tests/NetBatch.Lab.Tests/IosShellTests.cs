using NetBatch.Lab.Cli;

namespace NetBatch.Lab.Tests;

public sealed class IosShellTests
{
    [Fact]
    public void Start_Privileged_ShowsHashPrompt() => new Typist(Typist.Router("cisco_ios")).First.ShouldBe("r1#");

    [Fact]
    public void Enable_RightSecret_GivesHashPrompt()
    {
        var typist = new Typist(Typist.Router("cisco_ios"), privilege: 1);
        typist.First.ShouldBe("r1>");
        typist.Line("enable").ShouldBe("enable\r\nPassword: ");
        typist.Line("enable-secret").ShouldEndWith("r1#");
        typist.Line("disable").ShouldEndWith("r1>");
    }

    [Fact]
    public void Enable_WrongSecretThreeTimes_IsRefused()
    {
        var typist = new Typist(Typist.Router("cisco_ios"), privilege: 1);
        typist.Line("en");
        typist.Line("no").ShouldBe("\r\n\r\nPassword: ");
        typist.Line("no");
        typist.Line("no").ShouldBe("\r\n\r\n% Bad secrets\r\n\r\nr1>");
    }

    [Theory]
    [InlineData("sh ver", "Cisco IOS Software, IOSv")]
    [InlineData("show ip int br", "GigabitEthernet0/0         10.0.0.2")]
    [InlineData("sh ip ospf nei", "FULL/DR")]
    [InlineData("show inventory", "SN: ")]
    [InlineData("show users", "ann")]
    [InlineData("show interfaces gi0/0", "GigabitEthernet0/0 is up, line protocol is up")]
    [InlineData("show logging", "%OSPF-5-ADJCHG")]
    [InlineData("show ip route", "directly connected")]
    public void Show_Abbreviated_ShowsOutput(string command, string part)
    {
        var typist = new Typist(Typist.Router("cisco_ios"));
        typist.Line("terminal length 0");
        typist.Output(command).ShouldContain(part);
    }

    [Theory]
    [InlineData("sho versoin", "        ^\n% Invalid input detected at '^' marker.\n\n")]
    [InlineData("s", "% Ambiguous command:  \"s\"\n")]
    [InlineData("show ip", "% Incomplete command.\n\n")]
    [InlineData("frobnicate", "% Unknown command or computer name, or unable to find computer address\n")]
    public void Execute_WrongCommand_AnswersInItsOwnWords(string command, string answer)
    {
        var device = Typist.Router("cisco_ios");
        if (command == "s")
        {
            // One letter is ambiguous only where two commands begin with it: "s" is show alone.
            new Typist(device).Output("c").ShouldBe("% Ambiguous command:  \"c\"\n");
            return;
        }

        new Typist(device).Output(command).TrimStart('\n').ShouldEndWith(answer.TrimStart());
    }

    [Fact]
    public void Execute_InvalidWord_MarksItsColumn()
    {
        var lines = new Typist(Typist.Router("cisco_ios")).Output("show foo").Split('\n');
        lines[0].ShouldBe(new string(' ', "r1#show ".Length) + "^");
        lines[1].ShouldBe("% Invalid input detected at '^' marker.");
    }

    [Fact]
    public void Show_PagingOn_StopsAtMoreAndErasesIt()
    {
        var typist = new Typist(Typist.Router("cisco_ios"), rows: 10);
        var first = typist.Line("show running-config");
        first.ShouldEndWith("\r\n --More-- ");
        first.Count(sign => sign == '\n').ShouldBe(10);
        var second = typist.Keys(" ");
        second.ShouldStartWith("\b\b\b\b\b\b\b\b\b        \b\b\b\b\b\b\b\b\b");
        second.ShouldEndWith(" --More-- ");
        typist.Keys("\r").Count(sign => sign == '\n').ShouldBe(1);
        typist.Keys("q").ShouldEndWith("r1#");
    }

    [Fact]
    public void Show_PagedThrough_IsTheWholeOutput()
    {
        var typist = new Typist(Typist.Router("cisco_ios"), rows: 7);
        var paged = typist.Line("show running-config");
        while (paged.EndsWith(" --More-- ", StringComparison.Ordinal))
        {
            paged = paged[..^10] + typist.Keys(" ")["\b\b\b\b\b\b\b\b\b        \b\b\b\b\b\b\b\b\b".Length..];
        }

        typist.Line("terminal length 0");
        typist.Line("show running-config").ShouldBe(paged);
    }

    [Fact]
    public void RunningConfig_FromTheStart_HasHeaderBlocksAndEnd()
    {
        var typist = new Typist(Typist.Router("cisco_ios"));
        typist.Line("terminal length 0");
        var config = typist.Output("show running-config");
        config.ShouldStartWith("Building configuration...\n\nCurrent configuration : ");
        config.TrimEnd().ShouldEndWith("\nend");
        config.ShouldContain(
            "!\ninterface GigabitEthernet0/0\n description to the router before\n ip address 10.0.0.2 255.255.255.252\n ip ospf cost "
                + "10\n!\n");
    }

    [Fact]
    public void Configure_Lines_ChangeTheRunningConfigOnly()
    {
        var typist = new Typist(Typist.Router("cisco_ios"));
        typist.Line("configure terminal")
            .ShouldBe("configure terminal\r\nEnter configuration commands, one per line.  End with CNTL/Z.\r\nr1(config)#");
        typist.Line("int gi0/2").ShouldEndWith("r1(config-if)#");
        typist.Line("desc uplink  to core").ShouldEndWith("r1(config-if)#");
        typist.Line("no shut").ShouldEndWith("r1(config-if)#");
        typist.Line("ip address 192.0.2.1 255.255.255.0");
        typist.Line("ntp server 192.0.2.9").ShouldEndWith("r1(config)#");
        typist.Line("end").ShouldEndWith("r1#");
        typist.Line("terminal length 0");
        typist.Output("show running-config interface Gi0/2")
            .ShouldContain("interface GigabitEthernet0/2\n description uplink  to core\n ip address 192.0.2.1 255.255.255.0\n!\n");
        typist.Output("show running-config").ShouldContain("ntp server 10.200.0.1\nntp server 192.0.2.9\n");
        typist.Output("show startup-config").ShouldNotContain("192.0.2.9");
        typist.Output("show ip interface brief").ShouldContain("GigabitEthernet0/2         192.0.2.1       YES NVRAM  up");
        typist.Line("write memory").ShouldContain("Building configuration...\r\n[OK]");
        typist.Output("show startup-config").ShouldContain("192.0.2.9");
    }

    [Fact]
    public void Configure_No_RemovesLinesAndSections()
    {
        var typist = new Typist(Typist.Router("cisco_ios"));
        typist.Lines("configure terminal", "no ntp server 10.200.0.1", "no router ospf 1", "interface GigabitEthernet0/0", "no description",
            "no ip address", "end", "terminal length 0");
        var config = typist.Output("show running-config");
        config.ShouldNotContain("ntp server");
        config.ShouldNotContain("router ospf");
        config.ShouldNotContain("to the router before");
        config.ShouldNotContain("10.0.0.2 255");
    }

    [Fact]
    public void Configure_Hostname_ChangesThePromptAtOnce()
    {
        var typist = new Typist(Typist.Router("cisco_ios"));
        typist.Lines("conf t");
        typist.Line("hostname a-name-of-more-than-sixteen").ShouldEndWith("a-name-of-more-t(config)#");
        typist.Line("end").ShouldEndWith("a-name-of-more-than-sixteen#");
    }

    [Fact]
    public void Configure_UnknownLine_IsInvalidAndChangesNothing()
    {
        var typist = new Typist(Typist.Router("cisco_ios"));
        typist.Lines("conf t", "interface gi0/1");
        typist.Line("frobnicate 1").ShouldContain("% Invalid input detected at '^' marker.");
        typist.Line("end");
        typist.Device.ConfigVersion.ShouldBe(1);
    }

    [Fact]
    public void Configure_Banner_TakesLinesWithoutPrompt()
    {
        var device = Typist.Router("cisco_ios");
        var typist = new Typist(device);
        typist.Line("conf t");
        typist.Line("banner motd ^").ShouldEndWith("Enter TEXT message.  End with the character '^'.\r\n");
        typist.Line("Keep out").ShouldBe("Keep out\r\n");
        typist.Line("of here ^").ShouldEndWith("r1(config)#");
        new Typist(device).First.ShouldBe("\r\nKeep out\r\nof here \r\nr1#");
    }

    [Fact]
    public void Copy_RunningToStartup_AsksForTheName()
    {
        var typist = new Typist(Typist.Router("cisco_ios"));
        typist.Line("copy running-config startup-config").ShouldEndWith("Destination filename [startup-config]? ");
        typist.Line("").ShouldBe("\r\nBuilding configuration...\r\n[OK]\r\nr1#");
    }

    [Fact]
    public void Reload_Confirmed_EndsTheSession()
    {
        var typist = new Typist(Typist.Router("cisco_ios"));
        typist.Line("reload").ShouldEndWith("Proceed with reload? [confirm]");
        typist.Keys("n").ShouldEndWith("r1#");
        typist.Line("reload");
        typist.Keys("\r");
        typist.Others.ShouldContain(action => action.Kind == SimActionKind.Exit);
    }

    [Fact]
    public void Pipe_IncludeAndSection_FilterLines()
    {
        var typist = new Typist(Typist.Router("cisco_ios"));
        typist.Line("terminal length 0");
        typist.Output("show running-config | include ^hostname").ShouldBe("hostname r1\n");
        typist.Output("show running-config | section router ospf").ShouldStartWith("router ospf 1\n router-id 10.255.0.2\n");
    }

    [Fact]
    public void Line_LongerThanTheTerminal_ScrollsWithBackspaces()
    {
        var typist = new Typist(Typist.Router("cisco_ios"), columns: 40);
        var echo = typist.Keys("show running-config interface GigabitEthernet0/0");
        echo.ShouldContain("$");
        echo.ShouldContain("\b");
        typist.Keys("\x15");
        typist.Line("terminal width 0");
        typist.Keys("show running-config interface GigabitEthernet0/0").ShouldNotContain("\b");
    }

    [Fact]
    public void Keys_BackspaceAndMultibyte_EditTheLine()
    {
        var typist = new Typist(Typist.Router("cisco_ios"));
        typist.Keys("conf tx\b \x7f\r").ShouldEndWith("r1(config)#");
        typist.Lines("interface gi0/1", "description Zürich é");
        typist.Line("do show running-config interface gi0/1").ShouldContain(" description Zürich é\r\n");
    }
}
