using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Work;

namespace NetBatch.Ssh.Tests.Shell;

public sealed class PlatformFlowTests
{
    [Fact]
    public void Config_EosSession_CommitsAndSaves()
    {
        var eos = new FakeShell("leaf1#");
        eos.Goes("configure session", "leaf1(config-s-sess-1)#");
        eos.Goes("vlan 10", "leaf1(config-s-sess-1-vlan-10)#");
        eos.Goes("commit", "leaf1#");
        eos.Says("write memory", "Copy completed successfully.\r\n");

        var bench = Config(eos, "arista_eos", """{"lines":["vlan 10","name x"],"save":true}""");

        eos.Commands.ShouldBe(["terminal length 0", "terminal width 32767", "configure session", "vlan 10", "name x", "commit",
            "write memory", "exit"]);
        bench.Run.Steps.ShouldAllBe(step => step.Ended && step.Error == null);
    }

    [Fact]
    public void Config_EosSessionLineRejected_AbortsTheSession()
    {
        var eos = new FakeShell("leaf1#");
        eos.Goes("configure session", "leaf1(config-s-sess-1)#");
        eos.Says("nonsense", "% Invalid input\r\n");
        eos.Goes("abort", "leaf1#");

        Should.Throw<NetBatchException>(() => Config(eos, "arista_eos", """{"lines":["nonsense"]}""")).Message.ShouldContain(
            "nothing of the change remains");

        eos.Commands.TakeLast(2).ShouldBe(["abort", "exit"]);
    }

    [Fact]
    public void Config_IosXr_CommitsExclusively()
    {
        var xr = new FakeShell("RP/0/RP0/CPU0:xr1#");
        xr.Goes("configure exclusive", "RP/0/RP0/CPU0:xr1(config)#");
        xr.Goes("end", "RP/0/RP0/CPU0:xr1#");

        Config(xr, "cisco_iosxr", """{"lines":["hostname xr1"],"comment":"CHG 1"}""");

        xr.Commands.TakeLast(5).ShouldBe(["configure exclusive", "hostname xr1", "commit comment CHG 1", "end", "exit"]);
    }

    [Theory]
    [InlineData("[~ne40]", true)]
    [InlineData("[ne40]", false)]
    public void Config_HuaweiVrp_CommitsOnlyWhereItsPromptShowsACandidate(string prompt, bool commits)
    {
        var vrp = new FakeShell("<ne40>") { Logout = "quit" };
        vrp.Goes("system-view", prompt);
        vrp.Goes("sysname ne40", prompt.Replace('~', '*'));
        vrp.Goes("commit", prompt);
        vrp.Goes("return", "<ne40>");
        string? typed = null;
        vrp.Acts["save"] = async channel =>
        {
            await channel.SayAsync("The current configuration will be written. Are you sure? [Y/N]:");
            typed = await channel.LineAsync();
            return "Y\r\nNow saving the current configuration to the slot 0.\r\nInfo: Save the configuration successfully.\r\n";
        };

        Config(vrp, "huawei_vrp", """{"lines":["sysname ne40"],"save":true}""");

        vrp.Commands.Contains("commit").ShouldBe(commits);
        typed.ShouldBe("Y");
        vrp.LoggedOut.ShouldBeTrue();
    }

    [Fact]
    public void Config_Vyos_SavesInConfigMode()
    {
        var vyos = new FakeShell("vyos@gw1:~$ ");
        vyos.Goes("configure", "[edit]\r\nvyos@gw1# ");
        vyos.Goes("exit", "vyos@gw1:~$ ");
        vyos.Acts["exit"] = async channel =>
        {
            await Task.CompletedTask;
            if (!vyos.Prompt.StartsWith("[edit]", StringComparison.Ordinal))
            {
                channel.Hang();
            }

            vyos.Prompt = "vyos@gw1:~$ ";
            return "";
        };

        Config(vyos, "vyos", """{"lines":["set system ntp server x"],"save":true}""");

        vyos.Commands.Skip(2).ShouldBe(["configure", "set system ntp server x", "commit", "exit", "configure", "save", "exit", "exit"]);
    }

    [Fact]
    public void Config_Fortios_FinishesItsTablesAndAnswersThePager()
    {
        var forti = new FakeShell("FGT60 # ");
        forti.Goes("config system global", "FGT60 (global) # ");
        forti.Goes("end", "FGT60 # ");
        forti.Acts["get system status"] = async channel =>
        {
            await channel.SayAsync("Version: 7\r\n--More-- ");
            (await channel.KeyAsync()).ShouldBe(' ');
            return "\r         \rSerial: 1\r\n\r\n";
        };

        Config(forti, "fortinet_fortios", """{"lines":["config system global","set admintimeout 10","end"]}""");
        forti.Commands.ShouldBe(["config system global", "set admintimeout 10", "end", "exit"]);

        new Bench((channel, _) => forti.PlayAsync(channel), "fortinet_fortios")
            .Command("get system status").Step.Text.ShouldBe("Version: 7\r\nSerial: 1\r\n\r\n");
    }

    [Fact]
    public void Config_NokiaMd_KnowsItsModeByTheLineAbove()
    {
        var sros = new FakeShell("\r\n[/]\r\nA:admin@sr1# ") { Logout = "logout" };
        sros.Goes("edit-config exclusive", "\r\n(ex)[/]\r\nA:admin@sr1# ");
        sros.Goes("/configure system name sr1", "\r\n*(ex)[/]\r\nA:admin@sr1# ");
        sros.Goes("commit", "\r\n(ex)[/]\r\nA:admin@sr1# ");
        sros.Goes("quit-config", "\r\n[/]\r\nA:admin@sr1# ");
        sros.Says("/admin save", "Writing configuration to cf3:\\config.cfg\r\nSaving configuration OK\r\nCompleted.\r\n");

        Config(sros, "nokia_sros", """{"lines":["/configure system name sr1"],"save":true}""");

        sros.Commands.Skip(2)
            .ShouldBe(["edit-config exclusive", "/configure system name sr1", "commit", "quit-config", "/admin save", "logout"]);
    }

    [Fact]
    public void Command_LinuxShell_HasExitStatusAndSudo()
    {
        var linux = new FakeShell("bob@web1:~$ ");
        linux.Acts["sudo -s"] = async channel =>
        {
            await channel.SayAsync("[sudo] password for bob: ");
            (await channel.LineAsync()).ShouldBe("s3cret");
            linux.Prompt = "root@web1:/home/bob# ";
            return "\r\n";
        };
        linux.Says("false", "");
        linux.Says("echo $?", "1\r\n");
        linux.Acts["exit"] = channel =>
        {
            if (!linux.Prompt.StartsWith("root", StringComparison.Ordinal))
            {
                channel.Hang();
            }

            linux.Prompt = "bob@web1:~$ ";
            return Task.FromResult("exit\r\n");
        };
        var bench = new Bench(
            (channel, _) => linux.PlayAsync(channel),
            "linux",
            args: """{"commands":["false"],"allowChange":true}""",
            device: device => device
                with { Channel = DeviceChannel.Shell, EnableCredential = new CredentialReference(CredentialSource.Supplied, "sudo") });
        bench.Run.Known["sudo"] = "s3cret";

        Should.Throw<NetBatchException>(() =>
            Sim.Run(bench.Clock, () => new CommandWork(bench.Connector).RunAsync(bench.Run, default))).Code.ShouldBe(ErrorCode.ExitStatus);

        bench.Run.Steps.Single().ExitStatus.ShouldBe(1);
        bench.Transport.Requests.Single().Terminal.ShouldBeTrue();
        bench.Run.Warnings.ShouldBeEmpty();
        linux.Commands.ShouldBe(["sudo -s", "false", "echo $?", "exit", "exit"]);
    }

    [Fact]
    public void Command_FrrBehindALinuxLogin_StartsVtysh()
    {
        var frr = new FakeShell("root@r1:~# ");
        frr.Goes("vtysh", "r1# ", "\r\nHello, this is FRRouting (version 8.4.4).\r\n\r\n");
        frr.Says("show ip ospf neighbor", "Neighbor ID\r\n10.0.0.2\r\n");

        new Bench((channel, _) => frr.PlayAsync(channel), "frr")
            .Command("show ip ospf neighbor").Step.Text.ShouldBe("Neighbor ID\r\n10.0.0.2\r\n");

        frr.Commands.ShouldBe(["vtysh", "terminal length 0", "show ip ospf neighbor", "exit"]);
    }

    private static Bench Config(FakeShell shell, string platform, string args)
    {
        var bench = Bench.OfConfig(shell, platform, args);
        bench.SendConfig();
        return bench;
    }
}
