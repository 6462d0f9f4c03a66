using static NetBatch.Inventory.Tests.TestText;

namespace NetBatch.Inventory.Tests;

/// <summary>Inventories as other tools write them; each form is from the tool's own documentation.</summary>
public sealed class InventoryKindsTests
{
    private static readonly InventoryRules BuiltIn = new() { Platforms = NetBatch.Platforms.PlatformCatalog.BuiltIn };

    // Ansible, "Developing dynamic inventory": what "ansible-inventory --list" prints.
    private const string AnsibleList = """
        {"_meta": {"hostvars": {
            "r1": {"ansible_host": "192.0.2.1", "ansible_network_os": "cisco.ios.ios", "ansible_user": "netadm", "site": "fra"},
            "r2": {"ansible_host": "192.0.2.2", "ansible_network_os": "arista.eos.eos",
                   "ansible_password": {"__ansible_vault": "$ANSIBLE_VAULT;1.1;AES256\n3533\n"}}}},
         "all": {"children": ["ungrouped", "core"]},
         "core": {"hosts": ["r1", "r2"], "vars": {"ansible_port": 2222}}}
        """;

    [Fact]
    public void Read_AnsibleInventoryList_GivesHostsWithTheirVariables()
    {
        var devices = Read(AnsibleList, null, BuiltIn);
        devices.Select(device => (device.Name, device.Address, device.Port, device.Platform)).ShouldBe(
            [("r1", "192.0.2.1", 2222, "cisco_ios"), ("r2", "192.0.2.2", 2222, "arista_eos")]);
        devices[0].Credential!.UserName.ShouldBe("netadm");
        devices[0].Labels["site"].ShouldBe("fra");
        devices[0].Tags.ShouldBe(["core"]);
    }

    [Fact]
    public void Read_InventoryScriptOfTheOldForm_TakesListsOfHosts() =>
        Read("""{"core": ["r1", "r2"], "_meta": {"hostvars": {}}}""").Select(device => device.Name).ShouldBe(["r1", "r2"]);

    [Fact]
    public void Read_InlineVault_IsPassedOverWhereItIsASecret_AndRefusedWhereItIsNeeded()
    {
        const string Text = """
            all:
              vars:
                ansible_user: netadm
                ansible_password: !vault |
                  $ANSIBLE_VAULT;1.1;AES256
                  3533353533353533
              hosts:
                r1: {ansible_host: 192.0.2.1}
            """;
        Read(Text)[0].Credential!.UserName.ShouldBe("netadm");
        var refused = Refused(Text.Replace("ansible_password", "ansible_port", StringComparison.Ordinal));
        refused.Message.ShouldContain("encrypted by ansible-vault");
        refused.Message.ShouldNotContain("3533");
    }

    // router.db(5) of RANCID 3, and of its version 2 with colons.
    [Theory]
    [InlineData("# rancid router.db\ncore1.example.net;cisco;up\ncore2.example.net;juniper;up\nedge3.example.net;cisco-xr;down;on loan\n")]
    [InlineData("core1.example.net:cisco:up\ncore2.example.net:juniper:up\nedge3.example.net:cisco-xr:down:on loan\n")]
    public void Read_RouterDbOfRancid_KnowsItsTypes(string text)
    {
        var devices = Read(text, null, BuiltIn);
        devices.Select(device => (device.Name, device.Platform, State: device.Labels["state"])).ShouldBe(
            [("core1.example.net", "cisco_ios", "up"), ("core2.example.net", "juniper_junos", "up"),
                ("edge3.example.net", "cisco_iosxr", "down")]);
        devices[2].Labels["comment"].ShouldBe("on loan");
    }

    // Oxidized, "Configuration": a CSV source with colons, name 0, model 1, username 2, password 3.
    [Fact]
    public void Read_RouterDbOfOxidized_TakesNameModelUser()
    {
        var devices = Read("r1.example.net:ios\nr2:192.0.2.2:junos\nr3:eos:netadm\n", InventoryFormat.RouterDb, BuiltIn);
        devices.Select(device => (device.Name, device.Address, device.Platform, device.Credential?.UserName)).ShouldBe(
        [
            ("r1.example.net", "r1.example.net", "cisco_ios", null), ("r2", "192.0.2.2", "juniper_junos", null),
            ("r3", "r3", "arista_eos", "netadm"),
        ]);
        Read("a:a.example.net:ios\nb:192.0.2.1:2222:junos\nc:c.example.net:8022:eos:netadm\nd:ios:ios\n", InventoryFormat.RouterDb, BuiltIn)
            .Select(device => (device.Address, device.Port, device.Platform, device.Credential?.UserName)).ShouldBe(
            [
                ("a.example.net", 22, "cisco_ios", null), ("192.0.2.1", 2222, "juniper_junos", null),
                ("c.example.net", 8022, "arista_eos", "netadm"), ("d", 22, "cisco_ios", "ios"),
            ]);
        var refused = Refused("r1:ios:admin:Hidden-9\n", InventoryFormat.RouterDb, BuiltIn);
        refused.Message.ShouldContain("a secret stands here");
        refused.Message.ShouldNotContain("Hidden-9");
        Refused("justonecell-Hidden-9\n", InventoryFormat.RouterDb).Message.ShouldNotContain("Hidden-9");
    }

    // Oxidized's documentation, "Source: CSV": the cells' order is the config's; ssh_port and enable are variables.
    [Theory]
    [InlineData("!ruby/regexp /:/", "core:10.0.0.1:r1:netadm:cisco:2222\n# no device\nedge:10.0.0.2:r2::junos\nedge:10.0.0.3:r3\n")]
    [InlineData("';'", "core;10.0.0.1;r1;netadm;cisco;2222\n\nedge;10.0.0.2;r2;;junos;\nedge;10.0.0.3;r3\n")]
    public void Read_RouterDbWithOxidizedsConfigBesideIt_TakesTheCellsAsItMapsThem(string delimiter, string text)
    {
        var folder = Directory.CreateTempSubdirectory("netbatch-oxidized-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "config"),
                $"---\nusername: x\nmodel: eos\ninterval: 3600\nsource:\n  default: csv\n  csv:\n    file: ~/router.db\n    delimiter: "
                + $"{delimiter}\n    map: {{name: 2, ip: 1, model: 4, group: 0, username: 3}}\n    vars_map: {{ssh_port: 5, ssh_kex: 6}}\n"
                + "model_map:\n  cisco: ios\n");
            File.WriteAllText(Path.Combine(folder, "router.db"), text);
            InventoryFile.Read(Path.Combine(folder, "router.db"), null, BuiltIn)
                .Select(device => (device.Name, device.Address, device.Port, device.Platform, device.Credential?.UserName,
                    Group: device.Labels["group"])).ShouldBe(
                    [
                        ("r1", "10.0.0.1", 2222, "cisco_ios", "netadm", "core"), ("r2", "10.0.0.2", 22, "juniper_junos", null, "edge"),
                        ("r3", "10.0.0.3", 22, "arista_eos", null, "edge"),
                    ]);

            // A file of that name that is no Oxidized's changes nothing.
            File.WriteAllText(Path.Combine(folder, "config"), "Host *\n  User: [x\n");
            File.WriteAllText(Path.Combine(folder, "router.db"), "r1:ios\n");
            InventoryFile.Read(Path.Combine(folder, "router.db"), null, BuiltIn).Single().Platform.ShouldBe("cisco_ios");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Nornir's tutorial, "Inventory".
    [Fact]
    public void Read_NornirFiles_InheritFromGroupsAndDefaults()
    {
        using var folder = new TemporaryFolder();
        var hosts = folder.Write("hosts.yaml", """
            host1.cmh:
              hostname: 192.0.2.1
              port: 2201
              groups: [cmh]
              data: {role: host, nested: {more: 1}}
            spine00.cmh:
              hostname: 192.0.2.2
              platform: null
              groups: [cmh, spines]
            """);
        folder.Write("groups.yaml",
            "global: {data: {domain: global.local, asn: 1}}\ncmh:\n  data: {asn: 65000}\n  groups: [global]\n  platform: eos\nspines: "
                + "{platform: junos}\n");
        folder.Write("defaults.yaml", "username: netadm\nport: 22\ndata: {domain: acme.local}\n");
        var devices = InventoryFile.Read(hosts, null, BuiltIn);
        devices.Select(device => (device.Name, device.Address, device.Port, device.Platform)).ShouldBe(
            [("host1.cmh", "192.0.2.1", 2201, "arista_eos"), ("spine00.cmh", "192.0.2.2", 22, "arista_eos")]);
        devices.ShouldAllBe(device => device.Credential!.UserName == "netadm");
        (devices[0].Labels["asn"], devices[0].Labels["domain"], devices[0].Labels["role"]).ShouldBe(("65000", "global.local", "host"));
        devices[1].Tags.ShouldBe(["cmh", "global", "spines"]);
        folder.Write("defaults.yaml", "password: Hidden-9\n");
        var refused = Should.Throw<NetBatchException>(() => InventoryFile.Read(hosts));
        refused.Message.ShouldContain("defaults.yaml line 1");
        refused.Message.ShouldNotContain("Hidden-9");
    }

    // LibreNMS' API documentation, "Devices": port and transport are SNMP's.
    [Fact]
    public void Read_DevicesOfLibreNms_AreReachedBySsh()
    {
        var device = Read("""
            {"status": "ok", "devices": [{"device_id": 7, "hostname": "192.0.2.7", "sysName": "core7", "ip": "", "port": 161, "transport": "udp",
              "snmpver": "v2c", "os": "ios", "hardware": "C9300", "status": 1}]}
            """, null, BuiltIn).Single();
        (device.Name, device.Address, device.Port, device.Platform, device.Transport).ShouldBe(
            ("core7", "192.0.2.7", 22, "cisco_ios", null));
        device.Labels["hardware"].ShouldBe("C9300");
        Refused("""[{"device_id": 7, "hostname": "r7", "sysName": "r7", "community": "Hidden-9"}]""").Message.ShouldNotContain("Hidden-9");
    }

    [Theory]
    [InlineData("Node Name,IP Address,Vendor,Machine Type\nr1,192.0.2.1,Cisco,Catalyst 2960\n")]
    [InlineData("NodeCaption;Agent IP;Vendor\nr1;192.0.2.1;Cisco\n")]
    [InlineData("Caption,IPAddress,Status\nr1,192.0.2.1,Up\n")]
    [InlineData("\uFEFFname;ip\r\nr1;192.0.2.1\r\n")]
    public void Read_TablesOfSolarWindsAndExcel_NameAndAddress(string text) =>
        Read(text).Select(device => (device.Name, device.Address)).ShouldBe([("r1", "192.0.2.1")]);
}
