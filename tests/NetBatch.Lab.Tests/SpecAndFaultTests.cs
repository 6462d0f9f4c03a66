using System.Text;
using NetBatch.Lab.Cli;

namespace NetBatch.Lab.Tests;

public sealed class SpecAndFaultTests
{
    [Theory]
    [InlineData("hang")]
    [InlineData("hang=show version")]
    [InlineData("drop*2=show")]
    [InlineData("delay=200ms")]
    [InlineData("reject-line=ntp server=x")]
    [InlineData("session-limit=3")]
    public void Parse_KnownFault_ReadsBack(string text) => LabFault.Parse(text).ToString().ShouldBe(text);

    [Theory]
    [InlineData("explode")]
    [InlineData("delay")]
    [InlineData("delay=soon")]
    [InlineData("drop*0")]
    [InlineData("refuse*1")]
    [InlineData("reject-line")]
    public void Parse_WrongFault_IsRefused(string text) =>
        Should.Throw<NetBatchException>(() => LabFault.Parse(text)).Code.ShouldBe(ErrorCode.InvalidArgument);

    [Fact]
    public void ParseAssignment_WithValue_SplitsAtTheFirstEquals()
    {
        var (device, fault) = LabFault.ParseAssignment("r7=delay=1.5s");
        device.ShouldBe("r7");
        fault.Duration.ShouldBe(TimeSpan.FromSeconds(1.5));
    }

    [Fact]
    public void Hang_AtLogin_NeverPrompts()
    {
        var typist = new Typist(Faulty("hang"));
        typist.First.ShouldBe("");
        typist.Others.Single().Kind.ShouldBe(SimActionKind.Hang);
    }

    [Fact]
    public void Drop_InTheMiddle_SendsHalfAndCuts()
    {
        var typist = new Typist(Faulty("drop=show version"), rows: 1000);
        typist.Line("terminal length 0").ShouldEndWith("r1#");
        var text = typist.Line("show version");
        text.ShouldContain("Cisco IOS Software");
        text.ShouldNotContain("Configuration register");
        typist.Others.Single().Kind.ShouldBe(SimActionKind.Cut);
        typist.Line("show version").ShouldBe("");
    }

    [Fact]
    public void SessionLimit_IsALoginAndAClose()
    {
        var typist = new Typist(Faulty("session-limit"), rows: 1000);
        typist.Others.ShouldBeEmpty("no session counts yet in a device without a server");
        var device = Faulty("session-limit=1");
        device.Counters.Session(open: true);
        new Typist(device).First.ShouldBe("r1#");
        device.Counters.Session(open: true);
        var second = new Typist(device);
        second.First.ShouldContain("session limit");
        second.Others.Single().Kind.ShouldBe(SimActionKind.Exit);
    }

    [Fact]
    public void WrongPrompt_IsShownInPlaceOfThePlatforms() => new Typist(Faulty("wrong-prompt=huh? ")).First.ShouldBe("huh? ");

    [Fact]
    public void PasswordExpired_AsksAndEnds()
    {
        var typist = new Typist(Faulty("password-expired"));
        typist.First.ShouldContain("Your password has expired.");
        typist.Line("y");
        typist.Others.Single().Kind.ShouldBe(SimActionKind.Exit);
    }

    [Fact]
    public void SlowLoginAndDelay_WaitBeforeTheyAnswer()
    {
        var typist = new Typist(Faulty("slow-login=3s", "delay=40"));
        typist.Others.Single().Delay.ShouldBe(TimeSpan.FromSeconds(3));
        typist.Line("show clock");
        typist.Others[1].Delay.ShouldBe(TimeSpan.FromMilliseconds(40));
    }

    [Fact]
    public void RejectLine_LeavesTheConfigAlone()
    {
        var typist = new Typist(Faulty("reject-line=ntp"), rows: 1000);
        typist.Line("configure terminal");
        typist.Line("ntp server 192.0.2.5").ShouldContain("% Invalid input detected at '^' marker.");
        typist.Line("end");
        typist.Output("show running-config").ShouldNotContain("192.0.2.5");
    }

    [Fact]
    public void Noise_StandsAtTheLineEndsOnly()
    {
        var text = new Typist(Faulty("noise"), rows: 1000).Line("show clock");
        text.ShouldContain(" UTC ");
        text.ShouldContain("\a\u001b[0;31m");
        text.ShouldEndWith("r1#");
    }

    [Fact]
    public void Strikes_Counted_EndsAfterItsTimes()
    {
        var device = Faulty("drop*2");
        device.Strikes(LabFaultKind.Drop, out _).ShouldBeTrue();
        device.Strikes(LabFaultKind.Drop, out _).ShouldBeTrue();
        device.Strikes(LabFaultKind.Drop, out _).ShouldBeFalse();
    }

    [Fact]
    public void Record_KeepsLinesByKindButNoSecret()
    {
        var device = Typist.Router("cisco_ios");
        var typist = new Typist(device, privilege: 1);
        foreach (var line in (string[])["enable", "enable-secret", "configure terminal", "ntp server 192.0.2.7", "end"])
        {
            typist.Line(line);
        }

        device.Record.Lines.Select(line => (line.Kind, line.Text)).ShouldBe(
        [
            (ReceivedKind.Command, "enable"), (ReceivedKind.Secret, ""), (ReceivedKind.Command, "configure terminal"),
            (ReceivedKind.Config, "ntp server 192.0.2.7"), (ReceivedKind.Config, "end"),
        ]);
    }

    [Fact]
    public void Outputs_FromFiles_WinOverBuiltInOnes()
    {
        var folder = Directory.CreateTempSubdirectory("nblab-out");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "r1"));
            Directory.CreateDirectory(Path.Combine(folder.FullName, "cisco_ios"));
            File.WriteAllText(Path.Combine(folder.FullName, "cisco_ios", "show version.txt"), "platform's\n");
            File.WriteAllText(Path.Combine(folder.FullName, "r1", "show version.txt"), "device's\n");
            File.WriteAllText(Path.Combine(folder.FullName, "cisco_ios", "show sdwan status.txt"), "fine\n");
            File.WriteAllText(Path.Combine(folder.FullName, "r1", "show running-config.txt"),
                "Current configuration : 10 bytes\n!\nhostname other\n!\ninterface Loopback7\n ip address 192.0.2.1 "
                    + "255.255.255.255\n!\nend\n");
            var spec = new LabSpec { OutputFolder = folder.FullName };
            var typist = new Typist(Typist.Router("cisco_ios", spec), rows: 1000);
            typist.First.ShouldBe("other#");
            typist.Output("sh ver").ShouldBe("device's\n");
            typist.Output("show sdwan status").ShouldBe("fine\n");
            typist.Output("show ip interface brief").ShouldContain("Loopback7");
            new Typist(Typist.Router("cisco_ios", spec, name: "r2"), rows: 1000).Output("show version").ShouldBe("platform's\n");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void FromRecords_RecordedJob_AnswersAsItDid()
    {
        var spec = LabFromRecords.Build(
        [
            new("edge1", "cisco_ios", "show version", "recorded version\r\n"),
            new("edge1", "cisco_ios", "show run", "hostname edge1\n!\ninterface Loopback0\n ip address 192.0.2.9 255.255.255.255\nend\n"),
            new("edge2", "juniper_junos", "show configuration | display set", "set system host-name edge2\n"),
        ]);
        spec.Described.Select(device => device.Name).ShouldBe(["edge1", "edge2"]);
        var one = new Typist(Typist.Router("cisco_ios", spec, spec.Described[0], "edge1"), rows: 1000);
        one.First.ShouldBe("edge1#");
        one.Output("show version").ShouldBe("recorded version\n");
        one.Output("show ip int brief").ShouldContain("192.0.2.9");
        new Typist(Typist.Router("juniper_junos", spec, spec.Described[1], "edge2")).First.ShouldEndWith("ann@edge2> ");
    }

    [Fact]
    public void ExtraConfig_ByPlatformAndDevice_IsTheDevicesOwn()
    {
        var spec = new LabSpec
        {
            ExtraConfig = new Dictionary<string, IReadOnlyList<string>>
            {
                ["cisco_ios"] = ["archive", "path flash:a", "exit", "no ntp server 10.200.0.1"],
                ["r1"] = ["interface Loopback9", "description nine"], ["juniper_junos"] = ["delete snmp"],
            },
        };
        var device = Typist.Router("cisco_ios", spec);
        var text = LabInventory.RunningConfig(device);
        text.ShouldContain("archive\n path flash:a\n");
        text.ShouldContain("interface Loopback9\n description nine\n no ip address\n");
        text.ShouldNotContain("ntp server");
        LabInventory.StartupConfig(device).ShouldBe(text);
        LabInventory.RunningConfig(Typist.Router("cisco_ios", spec, name: "r2")).ShouldNotContain("Loopback9");
        LabInventory.RunningConfig(Typist.Router("juniper_junos", spec, name: "r3")).ShouldNotContain("snmp");
        Should.Throw<NetBatchException>(() =>
            Typist.Router("cisco_ios",
                spec with { ExtraConfig =
                    new Dictionary<string, IReadOnlyList<string>> { ["r1"] = ["frobnicate"] } })).Message.ShouldContain("'frobnicate'");
    }

    [Fact]
    public void Check_UnknownPlatform_NamesIt() =>
        Should.Throw<NetBatchException>(() => LabFromRecords.Build([new("x", "nokia_sros", "a", "b")])).Message.ShouldContain("nokia_sros");

    [Fact]
    public void ConfigText_WrittenAndReadBack_IsTheSame()
    {
        foreach (var platform in (string[])["cisco_ios", "cisco_nxos", "cisco_iosxr", "arista_eos"])
        {
            var shell = Platforms.Shells.IosLike(Typist.Router(platform), new SessionRequest("ann"));
            var text = shell.RunningText(shell.Sim.Running);
            var again = Configs.ConfigText.Parse(text);
            Configs.ConfigText.Write(again, shell.Grammar, shell.Style)
                .ShouldBe(Configs.ConfigText.Write(shell.Sim.Running, shell.Grammar, shell.Style));
        }
    }

    private static SimDevice Faulty(params string[] faults) =>
        new("r1", "cisco_ios", 1,
            new LabSpec { Faults = new Dictionary<string, IReadOnlyList<LabFault>> { ["r1"] = [.. faults.Select(LabFault.Parse)] } });
}
