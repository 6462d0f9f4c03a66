using System.Text;
using NetBatch.Platforms;
using NetBatch.Ssh.Shell;

namespace NetBatch.Ssh.Tests.Platforms;

public sealed class PlatformFileTests
{
    private static readonly PlatformCatalog Catalog = PlatformCatalog.Load();

    [Fact]
    public void Names_All_AreReadWithoutAProblem()
    {
        foreach (var name in Catalog.SessionNames)
        {
            Catalog.Session(name).Name.ShouldBe(name);
        }

        Catalog.SessionNames.ShouldBe(
        [
            "arista_eos", "aruba_aoscx", "brocade_fastiron", "checkpoint_gaia", "cisco_asa", "cisco_ios", "cisco_iosxe",
            "cisco_iosxr", "cisco_nxos", "cisco_wlc", "dell_os10", "dell_sonic", "extreme_exos", "f5_tmsh", "fortinet_fortios",
            "frr", "hp_comware", "hp_comware_smb", "hp_procurve", "huawei_vrp", "juniper_junos", "linux", "linux_readonly",
            "mikrotik_routeros", "nokia_srl", "nokia_sros", "nokia_sros_classic", "nvidia_nvue", "paloalto_panos", "ubiquiti_edge",
            "ubiquiti_edgerouter", "vyos",
        ]);
    }

    [Theory]
    [InlineData("cisco_ios", "r1>", "user", "r1")]
    [InlineData("cisco_ios", "r1#", "enable", "r1")]
    [InlineData("cisco_ios", "r1(config)#", "config", "r1")]
    [InlineData("cisco_iosxe", "r1(config-if)#", "config", "r1")]
    [InlineData("cisco_iosxe", "r1(ca-trustpoint)#", "config", "r1")]
    [InlineData("cisco_asa", "asa1> ", "user", "asa1")]
    [InlineData("cisco_asa", "asa1/cust1# ", "enable", "asa1")]
    [InlineData("cisco_asa", "asa1/pri/act(config-if)# ", "config", "asa1")]
    [InlineData("aruba_aoscx", "sw1# ", "enable", "sw1")]
    [InlineData("aruba_aoscx", "sw1(config-if)# ", "config", "sw1")]
    [InlineData("dell_os10", "OS10# ", "enable", "OS10")]
    [InlineData("dell_os10", "OS10(conf-if-eth1/1/1)# ", "config", "OS10")]
    [InlineData("nokia_srl", "--{ running }--[  ]--\r\nA:srl1# ", "cli", "srl1")]
    [InlineData("nokia_srl", "--{ * candidate private private-admin }--[ interface ethernet-1/1 ]--\r\nA:srl1# ", "config", "srl1")]
    [InlineData("nokia_srl", "--{ + running }--[ interface ethernet-1/1 subinterface 1 ]--\r\nA:srl1# ", "cli", "srl1")]
    [InlineData("paloalto_panos", "admin@fw1> ", "cli", "fw1")]
    [InlineData("paloalto_panos", "admin@fw1(active)> ", "cli", "fw1")]
    [InlineData("paloalto_panos", "[edit]\r\nadmin@fw1(passive)# ", "config", "fw1")]
    [InlineData("cisco_nxos", "n9k# ", "enable", "n9k")]
    [InlineData("cisco_nxos", "n9k(maint-mode)# ", "enable", "n9k")]
    [InlineData("cisco_nxos", "n9k(config-if)# ", "config", "n9k")]
    [InlineData("cisco_nxos", "n9k(maint-mode)(config)# ", "config", "n9k")]
    [InlineData("cisco_iosxr", "RP/0/RP0/CPU0:xr1#", "exec", "xr1")]
    [InlineData("cisco_iosxr", "RP/0/RSP0/CPU0:xr1(config-bgp)#", "config", "xr1")]
    [InlineData("cisco_iosxr", "RP/0/0/CPU0:ios#", "exec", "ios")]
    [InlineData("arista_eos", "leaf1>", "user", "leaf1")]
    [InlineData("arista_eos", "leaf1(s1)#", "enable", "leaf1")]
    [InlineData("arista_eos", "leaf1(config-s-sess-1)#", "config", "leaf1")]
    [InlineData("juniper_junos", "admin@mx1> ", "cli", "mx1")]
    [InlineData("juniper_junos", "{master:0}\r\nadmin@mx1> ", "cli", "mx1")]
    [InlineData("juniper_junos", "[edit]\r\nadmin@mx1# ", "config", "mx1")]
    [InlineData("juniper_junos", "{master:0}[edit interfaces]\r\nadmin@mx1# ", "config", "mx1")]
    [InlineData("juniper_junos", "root@mx1:~ # ", "shell", "mx1")]
    [InlineData("juniper_junos", "root@mx1% ", "shell", "mx1")]
    [InlineData("vyos", "vyos@gw1:~$ ", "cli", "gw1")]
    [InlineData("vyos", "[edit]\r\nvyos@gw1# ", "config", "gw1")]
    [InlineData("vyos", "vyos@gw1# ", "config", "gw1")]
    [InlineData("frr", "frr1# ", "enable", "frr1")]
    [InlineData("frr", "frr1(config-router)# ", "config", "frr1")]
    [InlineData("frr", "root@frr1:~# ", "shell", "frr1")]
    [InlineData("linux", "admin@web1:~$ ", "user", "web1")]
    [InlineData("linux", "[root@web1 ~]# ", "root", "web1")]
    [InlineData("linux", "$ ", "user", "")]
    [InlineData("linux", "# ", "root", "")]
    [InlineData("linux", "root@web1:/etc# ", "root", "web1")]
    [InlineData("huawei_vrp", "<ne40>", "user", "ne40")]
    [InlineData("huawei_vrp", "[ne40]", "config", "ne40")]
    [InlineData("huawei_vrp", "[~ne40]", "config", "ne40")]
    [InlineData("huawei_vrp", "[*ne40]", "config", "ne40")]
    [InlineData("huawei_vrp", "HRP_M<usg>", "user", "usg")]
    [InlineData("hp_comware", "<h3c>", "user", "h3c")]
    [InlineData("hp_comware", "[h3c]", "config", "h3c")]
    [InlineData("hp_comware", "RBM_P<h3c>", "user", "h3c")]
    [InlineData("mikrotik_routeros", "[admin@MikroTik] > ", "cli", "MikroTik")]
    [InlineData("mikrotik_routeros", "[admin@MikroTik] /ip address> ", "cli", "MikroTik")]
    [InlineData("mikrotik_routeros", "[admin@MikroTik] <SAFE> ", null, "")]
    [InlineData("mikrotik_routeros", "[admin@MikroTik] <SAFE> > ", "cli", "MikroTik")]
    [InlineData("fortinet_fortios", "FGT60 # ", "cli", "FGT60")]
    [InlineData("fortinet_fortios", "FGT60 $ ", "cli", "FGT60")]
    [InlineData("fortinet_fortios", "FGT60 (global) # ", "config", "FGT60")]
    [InlineData("fortinet_fortios", "FGT60 (port1) $ ", "config", "FGT60")]
    [InlineData("nokia_sros", "[/]\r\nA:admin@sr1# ", "cli", "sr1")]
    [InlineData("nokia_sros", "!*(ex)[/configure]\r\nA:admin@sr1# ", "config", "sr1")]
    [InlineData("nokia_sros", "A:admin@sr1# ", null, "")]
    [InlineData("nokia_sros_classic", "A:sr1# ", "cli", "sr1")]
    [InlineData("nokia_sros_classic", "*A:sr1>config>router# ", "config", "sr1")]
    [InlineData("cisco_ios", "description # of routers", null, "")]
    [InlineData("huawei_vrp", "Huawei [V200R009C00SPC500] x", null, "")]
    [InlineData("juniper_junos", "admin@mx1# ", null, "")]
    public void Find_SamplePrompt_GivesModeAndHost(string platform, string prompt, string? mode, string host)
    {
        var tail = new OutputTail();
        tail.Append(Encoding.UTF8.GetBytes("output\r\n" + prompt));

        var match = new PromptMatcher(Catalog.Session(platform)).Find(tail);

        match?.Mode.Name.ShouldBe(mode);
        (match is null).ShouldBe(mode is null);
        (match?.Host ?? "").ShouldBe(host);
        match?.Start.ShouldBe("output\r\n".Length);
    }

    [Theory]
    [InlineData("huawei_vrp", "<ne40>", "[~ne40-GigabitEthernet0/0/1]", true)]
    [InlineData("huawei_vrp", "<ne40>", "[V200R009C00]", false)]
    [InlineData("hp_comware", "<h3c>", "[h3c-vlan10]", true)]
    [InlineData("cisco_ios", "access-switch-floor-12#", "access-switch-f(config)#", false)]
    [InlineData("cisco_ios", "access-switch-floor-12#", "access-switch-fl(config-if)#", true)]
    [InlineData("cisco_ios", "r1#", "r(config)#", false)]
    [InlineData("cisco_ios", "r1#", "r11#", false)]
    public void Find_LearnedHost_FitsOnlyItself(string platform, string first, string second, bool fits)
    {
        var prompts = new PromptMatcher(Catalog.Session(platform));
        var tail = new OutputTail();
        tail.Append(Encoding.UTF8.GetBytes(first));
        prompts.Learn(prompts.Find(tail)!);
        tail.Clear();
        tail.Append(Encoding.UTF8.GetBytes(second));

        prompts.Find(tail)!.HostFits.ShouldBe(fits);
    }

    [Theory]
    [InlineData("cisco_ios", "% Ambiguous command:  \"s\"")]
    [InlineData("cisco_ios", "% Incomplete command.")]
    [InlineData("cisco_ios", "% Invalid input detected at '^' marker.")]
    [InlineData("cisco_ios", "% Unknown command or computer name, or unable to find computer address")]
    [InlineData("cisco_iosxe", "Command authorization failed.")]
    [InlineData("cisco_nxos", "% Invalid command at '^' marker.")]
    [InlineData("cisco_nxos", "% Invalid parameter detected at '^' marker.")]
    [InlineData("cisco_iosxr", "% Invalid input detected at '^' marker.")]
    [InlineData("arista_eos", "% Error: something")]
    [InlineData("arista_eos", "% Unavailable command (not supported on this hardware platform)")]
    [InlineData("arista_eos", "! Cannot commit")]
    [InlineData("juniper_junos", "syntax error, expecting <command>.")]
    [InlineData("juniper_junos", "unknown command.")]
    [InlineData("juniper_junos", "'s' is ambiguous.")]
    [InlineData("juniper_junos", "missing mandatory argument")]
    [InlineData("vyos", "  Invalid command: [foo]")]
    [InlineData("vyos", "Set failed")]
    [InlineData("vyos", "Commit failed")]
    [InlineData("frr", "% Unknown command: show foo")]
    [InlineData("frr", "% Command incomplete: show")]
    [InlineData("frr", "% Can't find static route specified")]
    [InlineData("frr", "% Error: failed to open configuration file /etc/frr/frr.conf: Permission denied")]
    [InlineData("frr", "bgpd is not running")]
    [InlineData("huawei_vrp", "Error: Unrecognized command found at '^' position.")]
    [InlineData("hp_comware", " % Unrecognized command found at '^' position.")]
    [InlineData("mikrotik_routeros", "bad command name foo (line 1 column 1)")]
    [InlineData("mikrotik_routeros", "no such item")]
    [InlineData("mikrotik_routeros", "invalid value for argument address")]
    [InlineData("fortinet_fortios", "command parse error before 'foo'")]
    [InlineData("fortinet_fortios", "Command fail. Return code -61")]
    [InlineData("fortinet_fortios", "Unknown action 0")]
    [InlineData("nokia_sros", "MINOR: MGMT_CORE #2201: Unknown element - 'foo'")]
    [InlineData("nokia_sros_classic", "Error: Bad command.")]
    [InlineData("nokia_sros_classic", "Bad Command: foo")]
    public void Errors_SampleRejection_IsFound(string platform, string line)
    {
        var watch = new AnswerWatch(new AnswerRules(Catalog.Session(platform)), changes: false);

        watch.Take(Encoding.UTF8.GetBytes("    ^\r\n" + line + "\r\n"));

        watch.Words.ShouldBe(line.Trim());
    }

    [Theory]
    [InlineData("frr", "% Refusing to remove a non-existent route", true)]
    [InlineData("frr", "% Area cannot be stub as it contains a virtual link", true)]
    [InlineData("frr", "Please remove all ip ospf area x.x.x.x commands first.", true)]
    [InlineData("frr", "% OSPF: Reference bandwidth is changed.", false)]
    [InlineData("frr", "%% Warning: can't chown configuration file /etc/frr/frr.conf: Operation not permitted", false)]
    [InlineData("frr", "Please ensure reference bandwidth is consistent across all routers", false)]
    public void Answer_OfConfigLines_TellsRefusalFromNotice(string platform, string line, bool refused)
    {
        var session = Catalog.Session(platform);
        (new AnswerRules(session).Of(line, marks: true, session.Config!.LineErrors) == AnswerLine.Refusal).ShouldBe(refused);
    }

    [Theory]
    [InlineData("cisco_ios", "%SYS-5-CONFIG_I: Configured from console by vty0")]
    [InlineData("cisco_ios", "Interface Gi0/1: % Invalid is in its description")]
    [InlineData("juniper_junos", "description \"syntax error\"")]
    public void Errors_OrdinaryLine_IsNone(string platform, string line)
    {
        var watch = new AnswerWatch(new AnswerRules(Catalog.Session(platform)), changes: true);

        watch.Take(Encoding.UTF8.GetBytes(line + "\r\n"));

        watch.Words.ShouldBeNull();
    }

    [Theory]
    [InlineData("--More--")]
    [InlineData(" --More-- ")]
    [InlineData("-- More --")]
    [InlineData("---- More ----")]
    [InlineData("  ---- More ----")]
    [InlineData("---(more)---")]
    [InlineData("---(more 45%)---")]
    [InlineData("--More--(12%)")]
    [InlineData("(END)")]
    [InlineData("<--- More --->")]
    public void Pagers_KnownTexts_AreFoundOnEveryPlatform(string text)
    {
        foreach (var name in Catalog.SessionNames)
        {
            Catalog.Session(name).Pagers.Any(pager => pager.Expect.Match(text) is { Success: true, Index: 0 })
                .ShouldBeTrue($"{name}: {text}");
        }
    }

    [Theory]
    [InlineData("[confirm]")]
    [InlineData("Are you sure? [yes/no]:")]
    [InlineData("Continue (y/n)")]
    [InlineData("Overwrite? [Y/N]:")]
    [InlineData("Destination filename [startup-config]?")]
    public void Questions_KnownForms_AreFoundOnEveryPlatform(string text)
    {
        foreach (var name in Catalog.SessionNames)
        {
            Catalog.Session(name).Questions!.IsMatch(text).ShouldBeTrue($"{name}: {text}");
        }
    }
}
