using static NetBatch.Inventory.Tests.TestText;

namespace NetBatch.Inventory.Tests;

public sealed class NodeTests
{
    [Theory]
    [InlineData("""[{"name":"r1","ip":"192.0.2.1","port":2222,"legacy":true,"tags":["a","b"],"labels":{"site":"ams"}}]""")]
    [InlineData("""{"devices":[{"name":"r1","ip":"192.0.2.1","port":2222,"legacy":true,"tags":["a","b"],"site":"ams"}]}""")]
    [InlineData("""{"r1":{"ip":"192.0.2.1","port":"2222","legacy":"yes","tags":"a,b","site":"ams"}}""")]
    [InlineData("""{"devices":{"r1":{"ip":"192.0.2.1","port":2222,"legacy":true,"tags":["a","b"],"site":"ams",},}} // end""")]
    [InlineData("""{"name":"r1","ip":"192.0.2.1","port":2222,"legacy":true,"tags":["a","b"],"site":"ams"}""")]
    [InlineData("- name: r1\n  ip: 192.0.2.1\n  port: 2222\n  legacy: yes\n  tags: [a, b]\n  site: ams\n")]
    [InlineData("devices:\n  - name: r1\n    ip: 192.0.2.1\n    port: 2222\n    legacy: true\n    tags: [a, b]\n    site: ams\n    "
        + "spare: ~\n")]
    [InlineData("---\nr1:\n  ip: 192.0.2.1\n  port: 2222\n  legacy: true\n  tags: a;b\n  labels: {site: ams}\n")]
    [InlineData("x: &x {port: 2222, tags: [a, b], site: fra}\ndevices:\n  r1: {<<: *x, ip: 192.0.2.1, legacy: on, site: ams}\n")]
    public void Read_JsonOrYamlForm_IsTheSameDevice(string text)
    {
        var device = Read(text).ShouldHaveSingleItem();
        (device.Name, device.Address, device.Port, device.LegacyAlgorithms).ShouldBe(("r1", "192.0.2.1", 2222, true));
        device.Tags.ShouldBe(["a", "b"]);
        device.Labels.ShouldBe(new Dictionary<string, string> { ["site"] = "ams" });
    }

    [Fact]
    public void Read_ListOfAddresses_IsDevices()
    {
        Read("- r1\n- admin@r2:2222\n").Select(device => device.Name).ShouldBe(["r1", "r2"]);
        Read("""["r1", "[2001:db8::1]:22"]""").Select(device => device.Address).ShouldBe(["r1", "2001:db8::1"]);
        Read("r1: 192.0.2.1\nr2: ~\n").Select(device => device.Address).ShouldBe(["192.0.2.1", "r2"]);
    }

    [Fact]
    public void Read_BadJsonValue_IsNamedWithItsLine() =>
        Refused("[\n  {\"name\": \"r1\"},\n  {\n    \"name\": \"r2\",\n    \"port\": 0\n  }\n]").Message.ShouldBe(
            "routers line 5, column 'port': '0' is not a port.");

    [Fact]
    public void Read_BadYamlValue_IsNamedWithItsLine() =>
        Refused("- name: r1\n- name: r2\n\n  port: x\n").Message.ShouldBe("routers line 4, column 'port': 'x' is not a port.");

    [Theory]
    [InlineData("[\n{\"name\": \"r1\"}\n{\"name\": hunter2}]", "line 3")]
    [InlineData("[\n{\"name\": \"r1\", \"name\": \"hunter2\"}]", "line 2")]
    [InlineData("- name: r1\n- name: [hunter2\n- x\n", "line")]
    [InlineData("r1:\n  ip: r1\n  ip: hunter2\n", "line 3")]
    [InlineData("- r1\n---\n- hunter2\n", "line 3")]
    [InlineData("\"hunter2\"\n", "line 1")]
    [InlineData("[[1]]", "line 1")]
    public void Read_BrokenText_IsRefusedWithLine(string text, string line)
    {
        var format = text[0] is '[' ? InventoryFormat.Json : InventoryFormat.Yaml;
        var error = Refused(text, format);
        error.Code.ShouldBe(ErrorCode.InvalidInventory);
        error.Message.ShouldContain(line);
        error.Message.ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData("[]", InventoryFormat.Json)]
    [InlineData("{\"devices\": []}", InventoryFormat.Json)]
    [InlineData("", InventoryFormat.Json)]
    [InlineData("", InventoryFormat.Yaml)]
    [InlineData("# none\n", InventoryFormat.Yaml)]
    [InlineData("devices:\n", InventoryFormat.Yaml)]
    public void Read_Empty_IsNoTargets(string text, InventoryFormat format) => Refused(text, format).Code.ShouldBe(ErrorCode.NoTargets);

    [Theory]
    [InlineData(InventoryFormat.Json)]
    [InlineData(InventoryFormat.Yaml)]
    [InlineData(InventoryFormat.AnsibleYaml)]
    public void Read_VeryDeepText_IsRefusedWithLine(InventoryFormat format) =>
        Refused("\n" + new string('[', 100_000), format).Message.ShouldContain("line 2");

    [Fact]
    public void Read_NodeInsideItself_IsRefused() =>
        Refused("- &a [*a, *a]\n", InventoryFormat.Yaml).Code.ShouldBe(ErrorCode.InvalidInventory);

    [Fact]
    public void Read_NestedAliases_EndsSoon()
    {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
            + string.Concat(Enumerable.Range(1, 30)
                .Select(n => $"a{n}: &a{n} [{string.Join(", ", Enumerable.Repeat($"*a{n - 1}", 10))}]\n"));
        Read(bomb + "devices:\n  - name: r1\n    deep: *a30\n", InventoryFormat.Yaml)[0].Name.ShouldBe("r1");
    }

    [Fact]
    public void Read_DeviceAsEngineWritesIt_IsTheSame()
    {
        var device = DeviceFields.ToDevice([new("name", "r1"), new("ip", "192.0.2.1"), new("credential", "a@env:PW"),
            new("jump", "b1,u@b2:23"), new("jump_credential", "key:~/k;"), new("ssh_options", "Ciphers=x"), new("tags", "a,b"),
            new("site", "ams"), new("channel", "exec")]);
        var json = System.Text.Json.JsonSerializer.Serialize<Target>(device);
        Flat(Read($"[{json}]")[0]).ShouldBe(Flat(device));
    }

    [Fact]
    public void Read_NetBoxPage_IsDevices()
    {
        var devices = Read("""
            {"count": 1, "next": null, "results": [
              {"id": 3, "name": "r1", "device_type": {"model": "C9300"}, "platform": {"slug": "cisco-ios-xe"}, "primary_ip4": {"address": "192.0.2.9/24"},
               "role": {"slug": "access"}, "site": {"slug": "fra"}, "status": {"value": "active"}, "tags": [{"slug": "lab"}], "custom_fields": {"owner": null, "list": ["a", "b"]}, "created": "2026-01-01"}]}
            """, InventoryFormat.NetBox, new InventoryRules { Platforms = NetBatch.Platforms.PlatformCatalog.BuiltIn });
        devices[0].Platform.ShouldBe("cisco_iosxe");
        devices[0].Tags.ShouldBe(["lab"]);
        devices[0].Labels.ShouldBe(
            new Dictionary<string, string> { ["netbox_id"] = "3", ["model"] = "C9300", ["role"] = "access", ["site"] = "fra",
                ["status"] = "active", ["list"] = "a,b" }, ignoreOrder: true);
    }
}
