namespace NetBatch.TextFsm.Tests;

/// <summary>
/// "| json" of NX-OS and EOS, in the members that public programs read: TABLE_x and ROW_x of NX-API (a table of one row is no list), eAPI's
/// names of EOS as napalm-eos and anta read them. The rows are those of the text's template.
/// </summary>
public sealed class JsonOutputTests
{
    private const string NxosBrief = """
        {"TABLE_intf": {"ROW_intf": [
          {"vrf-name-out": "default", "intf-name": "Lo0", "proto-state": "up", "link-state": "up", "admin-state": "up",
           "prefix": "10.255.2.1"},
          {"vrf-name-out": "default", "intf-name": "Eth1/2", "proto-state": "down", "link-state": "down", "admin-state": "down",
           "prefix": "10.2.0.5"}]}}
        """;

    private const string NxosOspf = """
        {"TABLE_ctx": {"ROW_ctx": {"ptag": "1", "cname": "default", "nbrcount": 1, "TABLE_nbr": {"ROW_nbr":
          {"rid": "10.255.2.9", "priority": 1, "state": "FULL", "drstate": "DR", "uptime": "2w1d", "addr": "10.2.0.2", "intf": "Eth1/1"}}}}}
        """;

    private const string NxosVlans = """
        {"TABLE_vlanbriefxbrief": {"ROW_vlanbriefxbrief": {"vlanshowbr-vlanid": 1677721600, "vlanshowbr-vlanid-utf": 100,
          "vlanshowbr-vlanname": "web", "vlanshowbr-vlanstate": "active", "vlanshowplist-ifidx": "Ethernet1/1,port-channel3"}}}
        """;

    private const string EosOspf = """
        {"vrfs": {"default": {"instList": {"1": {"ospfNeighborEntries": [
          {"routerId": "10.255.0.2", "priority": 0, "drState": "DR", "interfaceName": "Ethernet1", "adjacencyState": "full",
           "interfaceAddress": "10.0.0.1", "details": {"areaId": "0.0.0.0"}}]}}}}}
        """;

    private const string EosBrief = """
        {"interfaces": {"Ethernet1": {"name": "Ethernet1", "interfaceStatus": "connected", "lineProtocolStatus": "up", "mtu": 1500,
          "interfaceAddress": {"ipAddr": {"maskLen": 24, "address": "10.0.0.1"}}}}}
        """;

    private const string EosBgp = """
        {"vrfs": {"default": {"routerId": "10.255.3.1", "asn": "65030", "peers": {"10.3.0.2":
          {"asn": "65031", "msgReceived": 5120, "msgSent": 5119, "peerState": "Established", "prefixReceived": 14}}}}}
        """;

    // "show inventory | json-pretty" of a Nexus 9000 in a public library for NX-API, whose names stand in quotes of their own.
    private const string NxosInventory = """
        {"TABLE_inv": {"ROW_inv": [
          {"name": "\"Chassis\"", "desc": "\"Nexus9000 C93180YC-EX chassis\"", "productid": "N9K-C93180YC-EX", "vendorid": "V01",
           "serialnum": "FDO21120U5D"},
          {"name": "\"Slot 1\"", "desc": "\"48x10/25G Ethernet Module\"", "productid": "N9K-C93180YC-EX", "vendorid": "V01",
           "serialnum": "FDO21120U5D"}]}}
        """;

    private const string NxosRoutes = """
        {"TABLE_vrf": {"ROW_vrf": {"vrf-name-out": "default", "TABLE_addrf": {"ROW_addrf": {"addrf": "ipv4",
         "TABLE_prefix": {"ROW_prefix": [
          {"ipprefix": "172.12.12.12/32", "ucast-nhops": "1", "mcast-nhops": "0", "attached": "false", "TABLE_path": {"ROW_path": [
            {"ipnexthop": "172.18.2.22", "uptime": "PT17H3M49S", "pref": "20", "metric": "0", "clientname": "bgp-45001",
             "type": "external", "tag": "45000", "ubest": "true"},
            {"ipnexthop": "172.18.1.4", "uptime": "PT17H3M49S", "pref": "200", "metric": "0", "clientname": "bgp-45001",
             "type": "internal"}]}},
          {"ipprefix": "10.0.0.0/24", "ucast-nhops": "1", "attached": "true", "TABLE_path": {"ROW_path":
            {"ipnexthop": "10.0.0.1", "ifname": "Vlan10", "uptime": "P1D", "pref": "0", "metric": "0", "clientname": "direct",
             "ubest": "true"}}}]}}}}}}
        """;

    // As anta and others read it; the chassis alone, as of the text.
    private const string EosInventory = """
        {"xcvrSlots": {"1": {"mfgName": "Arista Networks", "modelName": "QSFP-100G-DR", "serialNum": "XKT203501340"}},
         "systemInformation": {"name": "DCS-7050SX3-48YC8", "description": "48x25G & 8x100G", "mfgDate": "2024-01-15",
           "hardwareRev": "12.03", "hwEpoch": "12.00", "serialNum": "JPE00000001"}}
        """;

    private const string EosRoutes = """
        {"vrfs": {"default": {"routes": {
          "10.10.40.0/24": {"directlyConnected": false, "preference": 200, "metric": 0, "routeType": "eBGP",
            "vias": [{"interface": "Ethernet1", "nexthopAddr": "10.10.30.1"}, {"interface": "Ethernet2", "nexthopAddr": "10.10.31.1"}]},
          "10.10.30.0/24": {"directlyConnected": true, "routeType": "connected", "vias": [{"interface": "Ethernet2"}]}}}}}
        """;

    [Theory]
    [InlineData("cisco_nxos", "show inventory | json", NxosInventory,
        "Chassis;Nexus9000 C93180YC-EX chassis;N9K-C93180YC-EX;V01;FDO21120U5D|Slot 1;48x10/25G Ethernet Module;N9K-C93180YC-EX;V01;"
            + "FDO21120U5D")]
    [InlineData("cisco_nxos", "show ip route | json", NxosRoutes,
        "default;172.12.12.12/32;172.18.2.22;;20;0;PT17H3M49S;bgp-45001;external|"
            + "default;172.12.12.12/32;172.18.1.4;;200;0;PT17H3M49S;bgp-45001;internal|"
            + "default;10.0.0.0/24;10.0.0.1;Vlan10;0;0;P1D;direct;")]
    [InlineData("arista_eos", "show inventory | json", EosInventory,
        "DCS-7050SX3-48YC8;48x25G & 8x100G;12.03;JPE00000001;2024-01-15")]
    [InlineData("arista_eos", "show ip route | json", EosRoutes,
        "default;eBGP;;10.10.40.0/24;200;0;10.10.30.1;Ethernet1|default;eBGP;;10.10.40.0/24;200;0;10.10.31.1;Ethernet2|"
            + "default;connected;;10.10.30.0/24;;;;Ethernet2")]
    [InlineData("cisco_nxos", "show ip interface brief | json", NxosBrief,
        "default;Lo0;10.255.2.1;up;up;up|default;Eth1/2;10.2.0.5;down;down;down")]
    [InlineData("cisco_nxos", "show ip interface brief | json-pretty", NxosBrief,
        "default;Lo0;10.255.2.1;up;up;up|default;Eth1/2;10.2.0.5;down;down;down")]
    [InlineData("cisco_nxos", "sh ip ospf neighbors|json", NxosOspf, "1;default;10.255.2.9;1;FULL/DR;2w1d;10.2.0.2;Eth1/1")]
    [InlineData("cisco_nxos", "show vlan brief | JSON", NxosVlans, "100;web;active;Ethernet1/1,port-channel3")]
    [InlineData("arista_eos", "show ip ospf neighbor | json", EosOspf, "10.255.0.2;1;default;0;FULL/DR;;10.0.0.1;Ethernet1")]
    [InlineData("eos", "show ip interface brief | json", EosBrief, "Ethernet1;10.0.0.1/24;connected;up;1500")]
    [InlineData("arista_eos", "show ip bgp summary | json", EosBgp,
        "default;10.255.3.1;65030;;10.3.0.2;65031;5120;5119;;Established;14;")]
    [InlineData("arista_eos", "show ip bgp summary | json", """{"vrfs": {}}""", "")]
    [InlineData("arista_eos", "show ip bgp summary | json", "\r\n", "")]
    public void Of_CommandAsJson_GivesTheRowsOfTheTextsTemplate(string platform, string command, string output, string rows)
    {
        var parsed = ParsedOutput.Of(new TemplateParser([]), new ParseRequest { Platform = platform, Command = command }, output);

        parsed.Problem.ShouldBeNull();
        string.Join('|', parsed.Rows.Select(row =>
            string.Join(';', row.Select(cell => cell is string[] list ? string.Join(',', list) : (string)cell!)))).ShouldBe(rows);
    }

    [Fact]
    public void Begin_CommandAsJson_HasTheColumnsAndKeysOfTheText()
    {
        var parser = new TemplateParser([]);

        var json = parser.Begin(new ParseRequest { Platform = "cisco_nxos", Command = "show vlan brief | json" }).Set!;

        var text = parser.Begin(new ParseRequest { Platform = "cisco_nxos", Command = "show vlan brief" }).Set!;
        json.View.ShouldBe(text.View);
        json.Columns.ShouldBe(text.Columns);
        json.Keys.ShouldBe(text.Keys);
    }

    [Theory]
    [InlineData("% Invalid command at '^' marker.")]
    [InlineData("{\"vrfs\": ")]
    public void Of_OutputThatIsNoJson_IsToldAndGivesNoRows(string output)
    {
        var parsed = ParsedOutput.Of(
            new TemplateParser([]), new ParseRequest { Platform = "arista_eos", Command = "show version | json" }, output);

        parsed.Problem!.ShouldContain("no JSON");
        parsed.Rows.ShouldBeEmpty();
    }

    [Fact]
    public void Of_ListWithNamedGroups_IsAListOfObjects()
    {
        var folder = Directory.CreateTempSubdirectory();
        var template = Path.Combine(folder.FullName, "pairs.textfsm");
        File.WriteAllText(template,
            "Value NAME (\\S+)\nValue List PAIR ((?P<IF>\\S+):(?P<NR>\\d+))\n\nStart\n  ^n ${NAME}\n  ^p ${PAIR}\n  ^end -> Record\n");

        var parsed = ParsedOutput.Of(new TemplateParser([]), new ParseRequest { Template = template }, "n one\np e\"1:1\np e2:2\nend\n");
        folder.Delete(recursive: true);

        parsed.Set!.Columns[1].ShouldBe(new RowColumn("PAIR", RowType.ObjectList));
        parsed.Rows.ShouldHaveSingleItem()[1].ShouldBe((string[])["""{"IF":"e\"1","NR":"1"}""", """{"IF":"e2","NR":"2"}"""]);
    }
}
