using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Work;

namespace NetBatch.Ssh.Tests.Cases;

/// <summary>Changes that a device did not let begin or go on, as admins have reported them of other tools.
/// Each names its report; the bytes are the report's.</summary>
public sealed class ReportedChangeTests
{
    /// <summary>Cisco ASA CLI Configuration Guide, "Configuring Active/Standby Failover": a change on the standby unit is not replicated,
    /// and the pair is no longer of one configuration.</summary>
    [Fact]
    public void Asa_StandbyUnit_IsNotConfigured()
    {
        var asa = new FakeShell("asa1/sec/stby# ");
        asa.Goes("configure terminal", "asa1/sec/stby(config)# ",
            "**** WARNING ****\r\n\tConfiguration Replication is NOT performed from Standby unit to Active unit.\r\n"
            + "\tConfigurations are no longer synchronized.\r\n");
        asa.Goes("end", "asa1/sec/stby# ");
        asa.Hangs("exit");

        Should.Throw<ConfigChangeException>(() => Bench.OfConfig(asa, "cisco_asa",
            """{"lines":["object network web1"],"save":true}""").SendConfig()).Message.ShouldContain("NOT performed from Standby unit");

        asa.Commands.ShouldNotContain("object network web1");
        asa.Commands.ShouldNotContain("write memory");
    }

    /// <summary>
    /// Config mode that another holds: IOS' exclusive configuration, github.com/ansible/ansible/issues/53139 and
    /// napalm-automation/napalm/issues/1445 (Junos), ansible/ansible/pull/41242 (EOS), napalm-sros/issues/30 (SR OS).
    /// </summary>
    [Theory]
    [InlineData("cisco_ios", "r1#", "configure terminal", "Configuration mode is locked by process '110' user 'bob' from terminal '2'. "
        + "Please try later.\r\n", "user 'bob'")]
    [InlineData("juniper_junos", "a@mx> ", "configure exclusive", "error: configuration database locked by:\r\n  admin terminal p0 "
        + "(pid 32260) "
        + "on since 2021-05-06 11:04:06 UTC, idle 00:04:48\r\n      exclusive [edit]\r\n\r\n", "configuration database locked by")]
    [InlineData("juniper_junos", "a@mx> ", "configure exclusive", "error: configuration database modified\r\n\r\n", "database modified")]
    [InlineData("arista_eos", "leaf1#", "configure session", "% Maximum number of pending sessions has been reached. Please commit or "
        + "abort "
        + "previous sessions before creating a new one.\r\n", "Maximum number of pending sessions")]
    [InlineData("nokia_sros", "[/]\r\nA:a@sr1# ", "edit-config exclusive", "MINOR: MGMT_CORE #2052: Exclusive datastore access "
        + "unavailable - "
        + "model-driven interface editing global candidate\r\n\r\n", "Exclusive datastore access unavailable")]
    [InlineData("cisco_iosxr", "RP/0/RP0/CPU0:r1#", "configure exclusive", "Mon Nov 30 07:12:41.310 UTC\r\n% Failed to enter exclusive "
        + "configuration mode. The configuration is locked by another user.\r\n", "locked by another user")]
    public void ConfigMode_IsHeldByAnother_IsToldInTheDevicesWords(string platform, string prompt, string enter, string says, string words)
    {
        var shell = new FakeShell(prompt);
        shell.Says(enter, says);
        foreach (var way in new[] { "exit", "logout" })
        {
            shell.Hangs(way);
        }

        var error = Should.Throw<ConfigChangeException>(() => Bench.OfConfig(shell, platform, """{"lines":["x"]}""").SendConfig());

        error.Code.ShouldBe(ErrorCode.ConfigUnavailable);
        error.Message.ShouldContain(words);
        shell.Commands.ShouldNotContain("x");
    }

    /// <summary>Unicon's ReloadPatterns.config_session_locked: IOS XE takes the configuration away in the middle and goes back to exec
    /// mode. What came after the last line that was taken was not.</summary>
    [Fact]
    public void Ios_ConfigModeTakenAway_IsARefusalOfThatLine()
    {
        var ios = new FakeShell("r1#");
        ios.Goes("configure terminal", "r1(config)#");
        ios.Says("ntp server 192.0.2.1", "");
        ios.Goes("ntp server 192.0.2.2", "r1#", "Config session is locked by process '495', user will be pushed back to exec mode. Command "
            + "execution is locked, Please try later.\r\n");
        ios.Hangs("exit");

        var error = Should.Throw<ConfigChangeException>(() => Bench.OfConfig(ios, "cisco_ios",
            """{"lines":["ntp server 192.0.2.1","ntp server 192.0.2.2","ntp server 192.0.2.3"],"save":true}""").SendConfig());

        error.Message.ShouldContain("Config session is locked");
        error.Message.ShouldContain("the first line is applied");
        ios.Commands.ShouldNotContain("ntp server 192.0.2.3");
        ios.Commands.ShouldNotContain("write memory");
    }

    /// <summary>Refusals that have no mark, as Ansible's terminal plugins know them (cisco.ios, cisco.nxos, arista.eos; and
    /// ansible-collections/cisco.ios/issues/216, 258, 394, ansible/ansible/issues/57718).</summary>
    [Theory]
    [InlineData("cisco_ios", "Bad mask /24 for address 192.0.2.1")]
    [InlineData("cisco_ios", "policy map PM-OUT not configured")]
    [InlineData("cisco_ios", "Command rejected: Private VLAN 6000 is not a secondary VLAN.")]
    [InlineData("cisco_ios", "\r\n% Configuring IP routing on a LAN subinterface is only allowed if that \r\nsubinterface is already "
        + "configured as part of an IEEE 802.10, IEEE 802.1Q, \r\nor ISL vLAN.\r\n")]
    [InlineData("cisco_ios", "% VRF blue does not exist.")]
    [InlineData("cisco_ios", "%Invalid next hop address (it's this router)")]
    [InlineData("cisco_nxos", "% Permission denied for the role")]
    [InlineData("cisco_nxos", "Duplicate sequence number")]
    [InlineData("cisco_nxos", "No corresponding track configured")]
    [InlineData("cisco_nxos", "Cannot apply non-existing acl policy to interface")]
    [InlineData("arista_eos", "VRF blue not found")]
    [InlineData("hp_procurve", "VLAN 4000 not found.")]
    [InlineData("brocade_fastiron", "Flash access in progress. Please try later")]
    public void Refusal_WithoutAMark_StopsTheChange(string platform, string says)
    {
        var shell = Switch(platform, says);
        var bench = Bench.OfConfig(shell, platform, """{"lines":["odd line","shutdown"]}""");

        Should.Throw<ConfigChangeException>(() => bench.SendConfig()).Code.ShouldBe(ErrorCode.CommandRejected);

        shell.Commands.ShouldNotContain("shutdown");
    }

    /// <summary>Remarks that change nothing: github.com/ansible/ansible/issues/50635, ktbyers/netmiko/issues/1072 and 3696,
    /// Netspoc-Approve's asa_simul, the comment in Ansible's arista.eos, and what IOS says of a VLAN that it makes.</summary>
    [Theory]
    [InlineData("cisco_ios", "% Access VLAN does not exist. Creating vlan 20")]
    [InlineData("cisco_ios", "%Default route without gateway, if not a point-to-point interface, may impact performance")]
    [InlineData("cisco_ios", "% Warning: use /31 mask on non point-to-point interface cautiously")]
    [InlineData("cisco_ios", "Please create RSA keys to enable SSH (and of atleast 2048 bits for SSH v2).")]
    [InlineData("cisco_nxos", "Warning: Edge port type (portfast) should only be enabled on ports connected to a single\r\nhost. "
        + "Connecting "
        + "hubs, concentrators, switches, bridges, etc... to this\r\ninterface when edge port type (portfast) is enabled, can cause "
        + "temporary bridging loops.\r\nUse with CAUTION\r\n")]
    [InlineData("cisco_nxos", "Warning: !! Disable lacp suspend-individual only on port-channel with edge ports. Disabling this on network "
        + "port port-channel could lead to loops.!")]
    [InlineData("arista_eos", "! Access VLAN does not exist. Creating vlan 20")]
    [InlineData("arista_eos", "VLAN 20 not found in current VLAN database")]
    [InlineData("cisco_asa", "WARNING: Same object-group is used more than once in one config line. This config is redundant. Please use "
        + "seperate object-groups")]
    [InlineData("cisco_asa", "WARNING: For IKEv1, L2L tunnel-groups that have names which are not an IP\r\naddress may only be used if the "
        + "tunnel authentication\r\nmethod is Digital Certificates and/or The peer is\r\nconfigured to use Aggressive Mode")]
    [InlineData("cisco_asa", "INFO: If a certificate map is configured ASA  will ask all users loading the logon page for a client "
        + "certificate.")]
    [InlineData("huawei_vrp", "Warning: SNMPv1/SNMPv2c is not secure, and SNMPv3 in either authentication or privacy mode is recommended.")]
    public void Remark_OnALine_GoesOn(string platform, string says)
    {
        var shell = Switch(platform, says);

        Bench.OfConfig(shell, platform, """{"lines":["odd line","shutdown"]}""").SendConfig();

        shell.Commands.ShouldContain("shutdown");
    }

    private static FakeShell Switch(string platform, string says)
    {
        var (exec, config, enter) = platform switch
        {
            "huawei_vrp" => ("<sw1>", "[sw1]", "system-view"),
            "arista_eos" => ("sw1#", "sw1(config-s-1)#", "configure session"),
            _ => ("sw1#", "sw1(config)#", "configure terminal"),
        };
        var shell = new FakeShell(exec);
        shell.Goes(enter, config);
        foreach (var way in new[] { "end", "return", "abort", "commit" })
        {
            shell.Goes(way, exec);
        }

        foreach (var way in new[] { "exit", "quit" })
        {
            shell.Hangs(way);
        }

        shell.Says("odd line", says + "\r\n");
        return shell;
    }

    /// <summary>Check Point's configuration lock, by the Gaia Administration Guide: at the login it is a notice, to a line a
    /// refusal.</summary>
    [Fact]
    public void Gaia_LockIsHeld_RefusesLinesAndNotReads()
    {
        var gaia = new FakeShell("fw1> ")
        {
            Banner = "CLINFR0771  Config lock is owned by admin. Use the command 'lock database override' to acquire the lock.\r\n",
        };
        gaia.Says("show version all", "Product version Check Point Gaia R81.20\r\n");
        gaia.Says("set hostname fw2", "CLINFR0519  Configuration lock present. Can not execute this command. To acquire the lock use the "
            + "command 'lock database override'. \r\n");
        gaia.Hangs("exit");

        new Bench((channel, _) => gaia.PlayAsync(channel), "checkpoint_gaia").Command("show version all").Outcome.Error.ShouldBeNull();
        var bench = Bench.OfConfig(gaia, "checkpoint_gaia", """{"lines":["set hostname fw2"]}""");
        Should.Throw<ConfigChangeException>(() => bench.SendConfig()).Message.ShouldContain("Configuration lock present");
    }
}
