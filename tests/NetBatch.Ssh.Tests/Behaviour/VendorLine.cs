namespace NetBatch.Ssh.Tests.Behaviour;

/// <summary>
/// A command line as its maker describes it: written from vendors' guides and the public drivers of Netmiko and Oxidized, and not from the
/// platform files that are judged by it.
/// </summary>
/// <param name="Platform">Its name here.</param>
/// <param name="Prompt">What it shows, the last line with what belongs above it; <c>%n</c> counts the commands.</param>
/// <param name="Read">A command that reads.</param>
/// <param name="Refusal">How it refuses a command that it does not know.</param>
/// <param name="Pager">What its pager shows.</param>
/// <param name="Log">A line that it logs to terminals, or null: none is known.</param>
/// <param name="Prepares">The beginnings of commands that it takes without a word.</param>
internal sealed record VendorLine(string Platform, string Prompt, string Read, string Refusal, string Pager, string? Log,
    params string[] Prepares)
{
    private const string CiscoLog = "*Nov 30 07:12:41.310: %LINK-3-UPDOWN: Interface GigabitEthernet0/1, changed state to down";

    /// <summary>All that are known.</summary>
    public static IReadOnlyList<VendorLine> All { get; } =
    [
        new("cisco_ios", "r1#", "show version", "                ^\r\n% Invalid input detected at '^' marker.\r\n", " --More-- ", CiscoLog,
            "terminal"),
        new("cisco_iosxe", "core-sw.lab#", "show version", "% Incomplete command.\r\n", " --More-- ",
            "%SYS-5-CONFIG_I: Configured from console by vty0 (192.0.2.9)", "terminal"),
        new("cisco_nxos", "n9k-1# ", "show version", "% Invalid command at '^' marker.\r\n", "--More--",
            "2026 Nov 30 07:12:41 n9k-1 %ETHPORT-5-IF_DOWN_LINK_FAILURE: Interface Ethernet1/1 is down", "terminal"),
        new("cisco_iosxr", "RP/0/RP0/CPU0:xr1#", "show version", "                ^\r\n% Invalid input detected at '^' marker.\r\n",
            " --More-- ", "RP/0/RP0/CPU0:Nov 30 07:12:41.310 : ifmgr[257]: %PKT_INFRA-LINK-3-UPDOWN : Interface Gi0/0/0/1, changed "
                + "state to Down", "terminal"),
        new("cisco_asa", "asa1/pri/act# ", "show version", "ERROR: % Invalid input detected at '^' marker.\r\n", "<--- More --->", null,
            "terminal"),
        new("arista_eos", "leaf1#", "show version", "% Invalid input\r\n", " --More-- ",
            "Nov 30 07:12:41 leaf1 Ebra[1234]: %LINEPROTO-5-UPDOWN: Line protocol on Interface Ethernet1, changed state to down",
            "terminal"),
        new("juniper_junos", "netops@mx1> ", "show version", "                 ^\r\nsyntax error, expecting <command>.\r\n", "---(more)---",
            null, "set cli"),
        new("vyos", "vyos@edge1:~$ ", "show version", "\r\n  Invalid command: [show]\r\n\r\n", ":", null, "set terminal"),
        new("frr", "frr1# ", "show version", "% Unknown command: show version\r\n", "--More--", null, "terminal"),
        new("huawei_vrp", "<HQ Floor 2 (spare)>", "display version", "         ^\r\nError: Unrecognized command found at '^' position.\r\n",
            "  ---- More ----", "Nov 30 2026 07:12:41 HQ %%01IFNET/4/LINK_STATE(l)[0]:The line protocol on the interface "
                + "GigabitEthernet0/0/1 has entered the DOWN state.", "screen-length"),
        new("hp_comware", "<h3c-core>", "display version", "         ^\r\n % Unrecognized command found at '^' position.\r\n",
            "---- More ----", "%Nov 30 07:12:41:310 2026 h3c-core IFNET/3/LINK_UPDOWN: GigabitEthernet1/0/1 link status is down.",
            "screen-length"),
        new("mikrotik_routeros", "[admin@mt 1] > ", "/system resource print", "bad command name resorce (line 1 column 9)\r\n",
            "-- [Q quit|D dump|down]", null),
        new("fortinet_fortios", "fw-1(Primary) # ", "get system status", "\r\nUnknown action 0\r\n", "--More-- ", null),
        new("nokia_sros", "[/]\r\nA:admin@sr1# ", "show version",
            "                ^^^^^^\r\nMINOR: MGMT_CORE #2201: Unknown element 'nothin'\r\n",
            "Press Q to quit, Enter to print next line or any other key to print next page.", null, "environment"),
        new("nokia_sros_classic", "*A:sr1# ", "show version", "            ^\r\nError: Bad command.\r\n",
            "Press any key to continue (Q to quit)", null, "environment"),
        new("paloalto_panos", "admin@pa-1(active)> ", "show system info", "Invalid syntax.\r\n", "lines 1-22 ", null, "set cli"),
        new("aruba_aoscx", "cx-1# ", "show version", "Invalid input: versoin\r\n",
            "-- MORE --, next page: Space, next line: Enter, quit: q", null, "no page"),
        new("dell_os10", "os10-1# ", "show version", "% Error: Unrecognized command.\r\n", "--More--", null, "terminal"),
        new("extreme_exos", "* x460-1.%n # ", "show version", "%% Invalid input detected at '^' marker.\r\n",
            "Press <SPACE> to continue or <Q> to quit:", null, "disable"),
        new("brocade_fastiron", "SSH@icx-1#", "show version", "Invalid input -> versoin\r\nType ? for a list\r\n",
            "--More--, next page: Space, next line: Return key, quit: Control-c", null, "skip-page-display"),
        new("ubiquiti_edge", "(UBNT EdgeSwitch) #", "show version", "                ^\r\n% Invalid input detected at '^' marker.\r\n",
            "--More-- or (q)uit", null, "terminal"),
        new("checkpoint_gaia", "gw-1> ", "show version all", "CLINFR0329  Invalid command:'show versoin'.\r\n", "-- More --", null,
            "set clienv"),
        new("f5_tmsh", "admin@(bigip1)(cfg-sync Standalone)(Active)(/Common)(tmos)# ", "show sys version",
            "Syntax Error: \"versoin\" unexpected argument\r\n", "---(less 42%)---", null, "modify cli"),
        new("cisco_wlc", "(Cisco Controller) >", "show sysinfo", "Incorrect usage.  Use the '?' or <TAB> key to list commands.\r\n",
            "Press Enter to continue...", null, "config paging"),
        new("dell_sonic", "sonic-1# ", "show version", "% Error: Invalid input detected at \"^\" marker.\r\n", "--more--", null,
            "terminal"),
        new("ubiquiti_edgerouter", "ubnt@edge-2:~$ ", "show version", "\r\n  Invalid command: [show]\r\n\r\n", ":", null, "terminal"),
    ];

    public override string ToString() => Platform;
}
