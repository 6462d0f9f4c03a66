using NetBatch.Platforms;

namespace NetBatch.Inventory.Tests;

/// <summary>The router.db of Oxidized (its documentation, "CSV source") and of RANCID (router.db(5)).</summary>
public sealed class RouterDbTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("netbatch-routerdb-").FullName;

    [Fact]
    public void Read_Rancid_NameTypeStateByEitherSign()
    {
        var devices = Read("# core\nr1.example.net;cisco;up\nr2.example.net;juniper;down;moved\n\nsw1:arista:up\n");
        devices.Select(one => (one.Name, one.Address, PlatformCatalog.BuiltIn.Resolve(one.Platform!), one.Tags.FirstOrDefault())).ShouldBe(
        [
            ("r1.example.net", "r1.example.net", "cisco_ios", null), ("r2.example.net", "r2.example.net", "juniper_junos", "down"), ("sw1", "sw1", "arista_eos", null),
        ]);
    }

    [Fact]
    public void Read_OxidizedWithItsConfig_ColumnsAsItNamesThem_SecretsNever()
    {
        File.WriteAllText(
            Path.Combine(folder, "config"),
            "---\nusername: oxidized\nsource:\n  default: csv\n  csv:\n    file: ~/.config/oxidized/router.db\n    delimiter: !ruby/regexp /:/\n    map:\n      name: 0\n      ip: 1\n      model: 2\n      group: 3\n      username: 4\n      password: 5\n    vars_map:\n      enable: 6\n      ssh_port: 7\n");
        var device = Read("r1:192.0.2.1:ios:core:anna:topsecret:evenmoresecret:2222\n").ShouldHaveSingleItem();
        (device.Name, device.Address, device.Port, device.Platform, device.Labels["group"]).ShouldBe(("r1", "192.0.2.1", 2222, "ios", "core"));
        device.ToString().ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("r1:ios\n", "r1", "r1", "cisco_ios")]
    [InlineData("r1:192.0.2.1:junos\n", "r1", "192.0.2.1", "juniper_junos")]
    [InlineData("192.0.2.7:vrp\n", "192.0.2.7", "192.0.2.7", "huawei_vrp")]
    public void Read_OxidizedWithoutConfig_WhatIsPlain(string text, string name, string address, string platform)
    {
        var device = Read(text).ShouldHaveSingleItem();
        (device.Name, device.Address, PlatformCatalog.BuiltIn.Resolve(device.Platform!)).ShouldBe((name, address, platform));
    }

    [Fact]
    public void Read_ColumnsThatNobodyNames_AreRefusedWithTheirLineAndNotShown()
    {
        var wrong = Should.Throw<NetBatchException>(() => Read("r1:ios\nr2:ios:anna:topsecret\n"));
        wrong.Code.ShouldBe(ErrorCode.InvalidInventory);
        wrong.Message.ShouldContain("line 2");
        wrong.ToString().ShouldNotContain("topsecret");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private IReadOnlyList<Device> Read(string text)
    {
        var file = Path.Combine(folder, "router.db");
        File.WriteAllText(file, text);
        return InventoryFile.Read(file);
    }
}
