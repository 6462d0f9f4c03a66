using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Work;

namespace NetBatch.Ssh.Tests.Cases;

/// <summary>What devices say in between, as admins have reported it of other tools; each names its report.</summary>
public sealed class ReportedNoiseTests
{
    private const string ReloadBanner = "\r\n\r\n\r\n\a***\r\n*** --- SHUTDOWN in 0:05:00 ---\r\n***\r\n";

    /// <summary>
    /// Said behind the prompt of a command, and no prompt behind it: "%$ VDC-1 %$" (Cisco NX-OS System Messages Reference, the optional
    /// VDC), Junos' broadcasts (github.com/ncclient/ncclient/pull/239) and its syslogd, IOS' reload (Netspoc-Approve, ios_simul) and
    /// "send", RouterOS' log.
    /// </summary>
    public static TheoryData<string, string, string> Noises => new()
    {
        { "cisco_nxos", "n7k-1# ", "\r\n2020 Nov 30 07:12:41 n7k-1 %$ VDC-1 %$ %ETHPORT-5-IF_DOWN_ADMIN_DOWN: Interface "
            + "Ethernet1/1 is down (Administratively down)\r\n" },
        { "juniper_junos", "user@junos> ", "\r\nBroadcast Message from user@junos\r\n        (no tty) at 5:41 UTC...\r\n\r\n"
            + "Commit was not confirmed; automatic rollback complete.\r\n\r\n" },
        { "juniper_junos", "user@junos> ", "\r\nMessage from syslogd@junos at Nov 30 07:12:41  ...\r\n"
            + "junos mib2d[1520]: SNMP_TRAP_LINK_DOWN: ifIndex 501, ifAdminStatus up(1), ifOperStatus down(2)\r\n" },
        { "cisco_ios", "router#", ReloadBanner },
        { "cisco_ios", "router#", "\r\n\r\n\r\n***\r\n*** --- SHUTDOWN ABORTED ---\r\n***\r\n\r\n" },
        { "cisco_ios", "router#", "\r\n\r\n***\r\n***\r\n*** Message from tty2 to all terminals:\r\n***\r\nback in five minutes\r\n" },
        { "cisco_iosxr", "RP/0/0/CPU0:XRv-1#", "RP/0/0/CPU0:May 20 12:43:40.819 : isis[1006]: %ROUTING-ISIS-6-INFO_STARTUP_FINISH : "
            + "Cold controlled start completed \r\n" },
        { "cisco_ios", "router#", "*Jun 16 20:27:17.909: %CRYPTO-6-ISAKMP_ON_OFF: ISAKMP is OFF\r\n" },
        { "cisco_iosxe", "XEv_Spine_31#", "\r\n*Oct 25 17:02:04.496: yang-infra: Trustpoint created: TP-self-signed-1086244983\r\n"
            + "*Oct 25 17:02:04.498: yang-infra: netconf-yang server has been notified to start\r\n" },
        { "dell_os10", "OS10# ", "\r\n<165>1 2019-07-30T02:12:55.610340+00:00 OS10 dn_alm 743 - - Node.1-Unit.1:PRI [event], "
            + "Dell EMC "
            + "(OS10) %IFM_OSTATE_DN: Interface operational state is down. ethernet1/1/1\r\n" },
        { "mikrotik_routeros", "[admin@R1] > ", "\r\n2024-11-30 07:12:41 system,error,critical login failure for user root from "
            + "192.0.2.66 via ssh\r\n" },
        { "mikrotik_routeros", "[admin@R1] > ", "\r\nnov/30/2020 07:12:41 system,error,critical router was rebooted without "
            + "proper shutdown\r\n" },
    };

    [Theory]
    [MemberData(nameof(Noises))]
    public void Noise_BehindThePrompt_CutsNothingAndStallsNothing(string platform, string prompt, string says)
    {
        var read = platform == "mikrotik_routeros" ? "/system identity print" : "show clock";
        var times = 0;
        var shell = new FakeShell(prompt);
        shell.Acts[read] = async channel =>
        {
            if (times++ > 0)
            {
                shell.Prompt = prompt;
                return "second\r\n";
            }

            shell.Prompt = "";
            await channel.SayAsync("first\r\n" + prompt);
            await channel.SayAsync(says);
            return "";
        };
        foreach (var way in new[] { "exit", "/quit" })
        {
            shell.Hangs(way);
        }

        var bench = new Bench((channel, _) => shell.PlayAsync(channel), platform);
        FakeStep first = new(read), second = new(read);
        var from = bench.Clock.GetTimestamp();

        var said = bench.InSession(async session =>
        {
            (await session.RunAsync(new DeviceCommand(read), first, default)).Error.ShouldBeNull();
            (await session.RunAsync(new DeviceCommand(read), second, default)).Error.ShouldBeNull();
        });

        said.ShouldBeNull();
        first.Text.ShouldStartWith("first\r\n");
        second.Text.ShouldBe("second\r\n");
        bench.Clock.GetElapsedTime(from).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    /// <summary>The same, said while nothing runs: it is missing in no output.</summary>
    [Theory]
    [MemberData(nameof(Noises))]
    public void Noise_BetweenTwoCommands_IsNoMark(string platform, string prompt, string says)
    {
        var read = platform == "mikrotik_routeros" ? "/system identity print" : "show clock";
        var shell = new FakeShell(prompt);
        shell.Says(read, "07:12:41\r\n");
        foreach (var way in new[] { "exit", "/quit" })
        {
            shell.Hangs(way);
        }

        var bench = new Bench((channel, _) => shell.PlayAsync(channel), platform);
        FakeStep first = new(read), second = new(read);

        var said = bench.InSession(async session =>
        {
            (await session.RunAsync(new DeviceCommand(read), first, default)).Error.ShouldBeNull();
            await bench.Channel.SayAsync(says);
            (await session.RunAsync(new DeviceCommand(read), second, default)).Error.ShouldBeNull();
        });

        said.ShouldBeNull();
        first.Text.ShouldBe("07:12:41\r\n");
        second.Text.ShouldBe("07:12:41\r\n");
    }

    /// <summary>Junos' broadcast behind the prompt of config mode, whose first line tells the place.</summary>
    [Fact]
    public void Broadcast_BehindThePromptOfConfigMode_StallsNothing()
    {
        var junos = new FakeShell("user@junos> ");
        junos.Goes("configure exclusive", "[edit]\r\nuser@junos# ", "Entering configuration mode\r\n\r\n");
        junos.Acts["set system host-name x"] = async channel =>
        {
            await channel.SayAsync("\r\n[edit]\r\nuser@junos# \r\nBroadcast Message from user@junos\r\n        (no tty) at 5:41 "
                + "UTC...\r\n\r\n"
                + "Commit was not confirmed; automatic rollback complete.\r\n\r\n");
            junos.Prompt = "";
            return "";
        };
        junos.Acts["commit"] = _ =>
        {
            junos.Prompt = "[edit]\r\nuser@junos# ";
            return Task.FromResult("commit complete\r\n\r\n");
        };
        junos.Goes("exit configuration-mode", "user@junos> ", "Exiting configuration mode\r\n\r\n");
        junos.Hangs("exit");

        Bench.OfConfig(junos, "juniper_junos", """{"lines":["set system host-name x"]}""").SendConfig();

        junos.Commands.ShouldContain("commit");
    }

    /// <summary>github.com/ktbyers/netmiko/issues/89: with logging on the router, a log line stands on the prompt's own line behind a
    /// commit.</summary>
    [Fact]
    public void Xr_LogOnThePromptsLineBehindTheCommit_IsNoFailure()
    {
        const string Log = "RP/0/0/CPU0:May 20 12:43:40.819 : isis[1006]: %ROUTING-ISIS-6-INFO_STARTUP_FINISH : Cold controlled start "
            + "completed \r\n";
        var xr = new FakeShell("RP/0/0/CPU0:XRv-1#");
        xr.Goes("configure exclusive", "RP/0/0/CPU0:XRv-1(config)#", "Wed May 20 12:43:20.200 UTC\r\n");
        xr.Goes("router isis 1", "RP/0/0/CPU0:XRv-1(config-isis)#");
        xr.Says("is-type level-2", "");
        xr.Goes("commit", "RP/0/0/CPU0:XRv-1(config-isis)#" + Log,
            "Wed May 20 12:43:30.200 UTC\r\nRP/0/0/CPU0:May 20 12:43:30.620 : isis[1006]: %ROUTING-ISIS-6-INFO_STARTUP_START : Cold "
            + "controlled start beginning \r\nRP/0/0/CPU0:May 20 12:43:34.390 : config[65808]: %MGBL-CONFIG-6-DB_COMMIT : Configuration "
            + "committed by user 'admin'. Use 'show configuration commit changes 1000000039' to view the changes. \r\n");
        xr.Goes("end", "RP/0/0/CPU0:XRv-1#");
        xr.Hangs("exit");
        var bench = Bench.OfConfig(xr, "cisco_iosxr", """{"lines":["router isis 1","is-type level-2"]}""");
        var from = bench.Clock.GetTimestamp();

        bench.SendConfig();

        bench.Clock.GetElapsedTime(from).ShouldBeLessThan(TimeSpan.FromSeconds(20));
        xr.Commands.ShouldContain("end");
    }

    /// <summary>Netspoc-Approve's ios_simul: the reload's banner stands in the middle of an echo, before the prompt, or behind it; with
    /// "logging synchronous" the line is drawn anew, without it goes on where it was.</summary>
    [Theory]
    [InlineData("no ip route 10.0.0.0 25" + ReloadBanner + "5.0.0.0 10.1.2.3\r\n")]
    [InlineData("ip" + ReloadBanner + " route 10.0.0.0 255.0.0.0 10.11.22.33\r\n")]
    [InlineData("no ip route 10.0.0.0 25" + ReloadBanner + "router(config)#no ip route 10.0.0.0 255.0.0.0 10.1.2.3\r\n")]
    [InlineData("no ip route 10.0.0.0 255.0.0.0 10.1.2.3\r\n" + ReloadBanner)]
    [InlineData(ReloadBanner + "\r\nrouter(config)#no ip route 10.0.0.0 255.0.0.0 10.1.2.3\r\n")]
    public void ReloadBanner_InTheEcho_IsNoFailure(string echo)
    {
        var line = echo.Contains("no ip", StringComparison.Ordinal) ? "no ip route 10.0.0.0 255.0.0.0 10.1.2.3"
            : "ip route 10.0.0.0 255.0.0.0 10.11.22.33";
        List<string> config = [];
        var bench = new Bench((channel, _) => RouterAsync(channel, line, echo, config), "cisco_ios", "config",
            $$"""{"lines":["{{line}}","ip route 192.0.2.0 255.255.255.0 Null0"]}""");
        var from = bench.Clock.GetTimestamp();

        bench.SendConfig();

        config.ShouldBe([line, "ip route 192.0.2.0 255.255.255.0 Null0"]);
        bench.Clock.GetElapsedTime(from).ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    /// <summary>github.com/ktbyers/netmiko/issues/3696: log lines of the PnP agent cut a prompt that is being shown, and echo and prompt
    /// come again behind them.</summary>
    [Fact]
    public void LogLines_InThePromptAndTheEcho_AreNoFailure()
    {
        const string Logs = "\r\n*Jun 16 20:27:17.901: %SYS-5-CONFIG_P: Configured programmatically by process PnP Agent Discovery from "
            + "console as vty0\r\n*Jun 16 20:27:17.909: %CRYPTO-6-ISAKMP_ON_OFF: ISAKMP is OFF\r\n";
        List<string> config = [];
        var bench = new Bench((channel, _) => RouterAsync(channel, "ip ssh version 2",
                "ip ssh version 2\r\nPlease create RSA keys to enable SSH (and of atleast 2048 bits for SSH v2).\r\nrouter(confi" + Logs,
                config), "cisco_ios", "config", """{"lines":["ip ssh version 2","ntp server 192.0.2.1"]}""");

        bench.SendConfig();

        config.ShouldBe(["ip ssh version 2", "ntp server 192.0.2.1"]);
    }

    private static async Task RouterAsync(FakeChannel channel, string odd, string echo, List<string> config)
    {
        var prompt = "router#";
        await channel.SayAsync("\r\n" + prompt);
        while (await channel.LineAsync() is { } line)
        {
            await channel.SayAsync(line == odd ? echo : line + "\r\n");
            switch (line)
            {
                case "exit":
                    channel.Hang();
                    return;
                case "configure terminal":
                    prompt = "router(config)#";
                    break;
                case "end":
                    prompt = "router#";
                    break;
                default:
                    if (prompt == "router(config)#")
                    {
                        config.Add(line);
                    }

                    break;
            }

            await channel.SayAsync(prompt);
        }
    }
}
