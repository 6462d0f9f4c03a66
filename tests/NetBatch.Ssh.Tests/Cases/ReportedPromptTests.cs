using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Work;

namespace NetBatch.Ssh.Tests.Cases;

/// <summary>Prompts that other tools did not know, as admins have reported them; each names its report.</summary>
public sealed class ReportedPromptTests
{
    /// <summary>
    /// Names beyond letters and digits: github.com/carlmontanari/scrapli/issues/291 (parentheses), docs/Troubleshooting.md of Oxidized
    /// ($), github.com/annetutil/gnetcli/pull/227 (+ on NX-OS), scrapli's own patterns (/ : @), and what the old IOS let pass.
    /// </summary>
    [Theory]
    [InlineData("cisco_ios", "27N2(2960_PoE)>", "27N2(2960_PoE)")]
    [InlineData("cisco_ios", "27N2(2960_PoE)#", "27N2(2960_PoE)")]
    [InlineData("cisco_ios", "$EKRET-5A-X20#", "$EKRET-5A-X20")]
    [InlineData("cisco_ios", "core/1~a#", "core/1~a")]
    [InlineData("cisco_ios", "r1@hq:2#", "r1@hq:2")]
    [InlineData("cisco_iosxe", "Zürich-1#", "Zürich-1")]
    [InlineData("cisco_nxos", "n9k+lab#", "n9k+lab")]
    [InlineData("arista_eos", "leaf+1~b#", "leaf+1~b")]
    [InlineData("juniper_junos", "netops@mx~lab> ", "mx~lab")]
    // netshot-net/Netshot, pull 129.
    [InlineData("fortinet_fortios", "FW02-0_MAR02_SBMDEVE~MEN # ", "FW02-0_MAR02_SBMDEVE~MEN")]
    // ktbyers/netmiko, pull 1087.
    [InlineData("hp_procurve", "tty=none device1# ", "device1")]
    [InlineData("huawei_vrp", "<5#-3F-B-BGW-01>", "5#-3F-B-BGW-01")]
    // Oxidized's comware model: a leading NUL, a bell behind it.
    [InlineData("huawei_vrp", "\0<sw-a>\a", "sw-a")]
    public void Prompt_WithAnOddName_IsLearned(string platform, string prompt, string host)
    {
        var read = platform == "huawei_vrp" ? "display version" : "show version";
        var shell = new FakeShell(prompt);
        shell.Says(read, "Fake 1.0\r\n");
        foreach (var way in new[] { "exit", "quit" })
        {
            shell.Hangs(way);
        }

        var bench = new Bench((channel, _) => shell.PlayAsync(channel), platform);
        var step = new FakeStep(read);

        bench.InSession(async session =>
        {
            session.HostName.ShouldBe(host);
            (await session.RunAsync(new DeviceCommand(read), step, default)).Error.ShouldBeNull();
        });

        step.Text.ShouldBe("Fake 1.0\r\n");
        shell.Commands.ShouldNotContain("end");
    }

    /// <summary>A name with parentheses, in and out of config mode and its sections.</summary>
    [Fact]
    public void ParenthesesInTheName_AreNoConfigMode()
    {
        var ios = new FakeShell("27N2(2960_PoE)#");
        ios.Goes("configure terminal", "27N2(2960_PoE)(config)#");
        ios.Goes("interface Gi0/1", "27N2(2960_PoE)(config-if)#");
        ios.Says("description x", "");
        ios.Goes("end", "27N2(2960_PoE)#");
        ios.Hangs("exit");

        Bench.OfConfig(ios, "cisco_ios", """{"lines":["interface Gi0/1","description x"]}""").SendConfig();

        ios.Commands.ShouldContain("description x");
        ios.Commands.Count(command => command == "end").ShouldBe(1);
    }

    /// <summary>github.com/ktbyers/netmiko/issues/1708: "prompt 0073-LSB-Ext_Fgv%p%s" names the exec prompt anew; in config mode the
    /// router shows its host name.</summary>
    [Fact]
    public void ExecPrompt_OfAnotherNameThanConfigMode_IsTheSameRouter()
    {
        var ios = new FakeShell("0073-LSB-Ext_Fgvz#");
        ios.Goes("configure terminal", "EWM_20555_XPT(config)#", "Enter configuration commands, one per line. End with CNTL/Z.\r\n");
        ios.Goes("interface Gi0/1", "EWM_20555_XPT(config-if)#");
        ios.Says("description x", "");
        ios.Goes("end", "0073-LSB-Ext_Fgvz#");
        ios.Says("write memory", "Building configuration...\r\n[OK]\r\n");
        ios.Hangs("exit");

        Bench.OfConfig(ios, "cisco_ios", """{"lines":["interface Gi0/1","description x"],"save":true}""").SendConfig();

        ios.Commands.ShouldContain("write memory");
    }

    /// <summary>The state of a pair stands in the prompt and changes between two commands: github.com/ktbyers/netmiko/issues/701 (F5's
    /// sync state), 706 and 2886 (ASA), PAN-OS, NX-OS, FortiOS, Junos.</summary>
    [Theory]
    [InlineData("cisco_asa", "test-lab/pri/act# ", "test-lab/pri/stby# ", "show version")]
    [InlineData("f5_tmsh", "root@(ltm2k1)(cfg-sync In Sync)(Standby)(/Common)(tmos)# ",
        "root@(ltm2k1)(cfg-sync Changes Pending)(Active)(/Common)(tmos)# ", "show sys version")]
    [InlineData("paloalto_panos", "admin@pa-1(active)> ", "admin@pa-1(passive)> ", "show system info")]
    [InlineData("cisco_nxos", "n7k-1(standby)# ", "n7k-1# ", "show version")]
    [InlineData("fortinet_fortios", "fw-1 (Primary) # ", "fw-1 (Secondary) # ", "get system status")]
    [InlineData("fortinet_fortios", "fw-1(Primary) # ", "fw-1(Secondary) # ", "get system status")]
    [InlineData("juniper_junos", "{primary:node0}\r\nroot@srx-1> ", "{secondary:node0}\r\nroot@srx-1> ", "show version")]
    [InlineData("juniper_junos", "{master:0}\r\nroot@ex-1> ", "{linecard:0}\r\nroot@ex-1> ", "show version")]
    [InlineData("huawei_vrp", "HRP_M<fw-1>", "HRP_S<fw-1>", "display version")]
    [InlineData("hp_comware", "RBM_P<fw-1>", "RBM_S<fw-1>", "display version")]
    public void StateInThePrompt_ChangesInTheMiddle_IsTheSameDevice(string platform, string prompt, string later, string read)
    {
        var shell = new FakeShell(prompt);
        shell.Goes(read, later, "Fake 1.0\r\n");
        foreach (var way in new[] { "exit", "quit" })
        {
            shell.Hangs(way);
        }

        var bench = new Bench((channel, _) => shell.PlayAsync(channel), platform);
        FakeStep first = new(read), second = new(read);

        bench.InSession(async session =>
        {
            (await session.RunAsync(new DeviceCommand(read), first, default)).Error.ShouldBeNull();
            (await session.RunAsync(new DeviceCommand(read), second, default)).Error.ShouldBeNull();
        });

        first.Text.ShouldBe("Fake 1.0\r\n");
        second.Text.ShouldBe("Fake 1.0\r\n");
    }

    /// <summary>github.com/ytti/oxidized/issues/2113: an older EXOS has no "disable clipaging session", a star marks unsaved changes, and
    /// the prompt counts. Its pager is answered.</summary>
    [Fact]
    public void Exos_RefusesToTurnPagingOff_IsPagedThrough()
    {
        var exos = new FakeShell("") { Counts = count => $"* sw0.l9.kv.{count + 1} # " };
        exos.Says("disable clipaging session", "                                  ^\r\n%% Invalid input detected at '^' marker.\r\n");
        exos.Acts["show version"] = async channel =>
        {
            await channel.SayAsync("Image   : ExtremeXOS\r\nPress <SPACE> to continue or <Q> to quit:");
            (await channel.KeyAsync()).ShouldBe(' ');
            return "\r                                          \rVersion : 12.6\r\n";
        };
        exos.Hangs("exit");
        var bench = new Bench((channel, _) => exos.PlayAsync(channel), "extreme_exos");

        bench.Command("show version").Step.Text.ShouldBe("Image   : ExtremeXOS\r\nVersion : 12.6\r\n");
    }

    /// <summary>Echoes that are drawn in parts: github.com/ktbyers/netmiko/issues/1294 (PAN-OS draws the line anew at each word), Netmiko's
    /// huawei driver (a blank and one column back behind what is typed).</summary>
    [Theory]
    [InlineData("paloalto_panos", "user@chassis(passive)> ", "show system info",
        "show \r\u001b[Kuser@chassis(passive)> show system \r\u001b[Kuser@chassis(passive)> show system info\r\n\r\n")]
    [InlineData("paloalto_panos", "user@chassis(passive)> ", "show system info",
        "show \r\nuser@chassis(passive)> show system \r\nuser@chassis(passive)> show system info\r\n\r\n")]
    [InlineData("huawei_vrp", "<sw-a>", "display version", "d \u001b[1Di \u001b[1Ds \u001b[1Dplay version\r\n")]
    public void Echo_DrawnInParts_IsNoOutput(string platform, string prompt, string read, string echo)
    {
        var bench = new Bench(async (channel, _) =>
        {
            await channel.SayAsync("\r\n" + prompt);
            while (await channel.LineAsync() is { } line && line is not ("exit" or "quit"))
            {
                await channel.SayAsync(line == read ? echo + "Fake 1.0\r\n" : line + "\r\n");
                await channel.SayAsync(prompt);
            }

            channel.Hang();
        }, platform);
        var step = new FakeStep(read);

        var said = bench.InSession(session => session.RunAsync(new DeviceCommand(read), step, default));

        step.Text.Trim().ShouldBe("Fake 1.0");
        said.ShouldBeNull();
    }

    /// <summary>Pagers in each maker's words, with the way in which it wipes them: the drivers and models of Netmiko, Oxidized and
    /// RANCID.</summary>
    [Theory]
    [InlineData("huawei_vrp", "<sw-a>", "  ---- More ----", "\u001b[42D                                          \u001b[42D")]
    [InlineData("hp_comware", "<sw-a>", "---- More ----", "\u001b[16D                \u001b[16D")]
    [InlineData("brocade_fastiron", "SSH@sw1#", "--More--, next page: Space, next line: Return key, quit: Control-c", "\r\u001b[K")]
    [InlineData("aruba_aoscx", "sw1# ", "-- MORE --, next page: Space, next line: Enter, quit: q", "\r\u001b[K")]
    [InlineData("cisco_asa", "asa1# ", "<--- More --->", "\r              \r")]
    [InlineData("cisco_iosxr", "RP/0/RP0/CPU0:r1#", " --More-- ", "\b\b\b\b\b\b\b\b\b         \b\b\b\b\b\b\b\b\b")]
    [InlineData("fortinet_fortios", "fw1 # ", "--More-- ", "\r         \r")]
    [InlineData("nokia_sros_classic", "A:sr1# ", "Press any key to continue (Q to quit)", "\r                                      \r")]
    [InlineData("paloalto_panos", "admin@pa-1> ", "lines 1-23 ", "\r\u001b[K")]
    [InlineData("vyos", "vyos@vyos:~$ ", ":", "\r\u001b[K")]
    [InlineData("juniper_junos", "a@mx> ", "---(more 57%)---", "\r                                        \r")]
    [InlineData("f5_tmsh", "root@(ltm2k1)(cfg-sync In Sync)(Active)(/Common)(tmos)# ", "---(less 34%)---", "\r\u001b[K")]
    [InlineData("mikrotik_routeros", "[admin@R1] > ", "-- [Q quit|D dump|down]", "\r\u001b[K")]
    [InlineData("ubiquiti_edge", "(UBNT EdgeSwitch) #", "--More-- or (q)uit", "\r                  \r")]
    [InlineData("cisco_nxos", "n9k#", "\u001b[7m--More--\u001b[27m", "\r\u001b[K")]
    public void Pager_OfAMaker_IsTurnedAndWiped(string platform, string prompt, string pager, string wipes)
    {
        const string Read = "show version";
        var shell = new FakeShell(prompt);
        char? key = null;
        shell.Acts[Read] = async channel =>
        {
            await channel.SayAsync("first\r\nsecond\r\n" + pager);
            key = await channel.KeyAsync();
            return wipes + "third\r\n";
        };
        foreach (var way in new[] { "exit", "quit", "logout", "/quit" })
        {
            shell.Hangs(way);
        }

        var bench = new Bench((channel, _) => shell.PlayAsync(channel), platform);
        var step = new FakeStep(Read);

        bench.InSession(session => session.RunAsync(new DeviceCommand(Read), step, default));

        key.ShouldBe(' ');
        step.Text.ShouldBe("first\r\nsecond\r\nthird\r\n");
    }

    /// <summary>Netmiko's mikrotik_routeros and github.com/ktbyers/netmiko/pull/2810: the console draws the line anew when Enter is
    /// pressed, and repeats the command behind its prompt.</summary>
    [Theory]
    [InlineData("{0}\r\n\r\r\r\r[admin@MikroTik] > {0}\r\n")]
    [InlineData("{0}\r\r\n")]
    [InlineData("\r[admin@MikroTik] > {0}\u001b[K\r\n")]
    public void Mikrotik_DrawsTheLineAnew_GivesTheOutputAlone(string echo)
    {
        var bench = new Bench(async (channel, _) =>
        {
            await channel.SayAsync("\r\n  MikroTik RouterOS 7.1.3 (c) 1999-2022       https://www.mikrotik.com/\r\n\r\nPress F1 for "
                + "help\r\n\r\n"
                + "\u001b[9999B[admin@MikroTik] > ");
            while (await channel.LineAsync() is { } line)
            {
                await channel.SayAsync(line.Length == 0 ? "\r\n" : string.Format(null, echo, line));
                if (line == "/quit")
                {
                    channel.Hang();
                    return;
                }

                await channel.SayAsync((line.Length > 0 ? "  name: MikroTik\r\n\r\n" : "") + "[admin@MikroTik] > ");
            }
        }, "mikrotik_routeros");

        bench.Command("/system identity print").Step.Text.ShouldBe("  name: MikroTik\r\n\r\n");
    }
}
