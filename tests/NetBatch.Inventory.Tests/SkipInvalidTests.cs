namespace NetBatch.Inventory.Tests;

/// <summary>What can be used is taken where somebody asks for it, and each row that cannot is told; nothing of it gets through.</summary>
public sealed class SkipInvalidTests
{
    [Theory]
    [InlineData("name,address,platform\na,192.0.2.1,cisco_ios\nb,192.0.2.2,nonsense_os\nc,192.0.2.3,juniper_junos\n", "a,c")]
    [InlineData("name,address,password\na,192.0.2.1,\nb,192.0.2.2,Hidden-9\n", "a")]
    [InlineData("name,address\na,192.0.2.1\nb,192.0.2.1\nA,192.0.2.3\n", "a")]
    [InlineData("name,address\na,192.0.2.1\nb,192.0.2.2,Hidden-9\nc,192.0.2.3\n", "a,c")]
    [InlineData("[core]\na\nb ansible_port=99999\nc word-Hidden-9\nd\n", "a,d")]
    [InlineData("all:\n  hosts:\n    a: {ansible_host: 192.0.2.1}\n    b: {ansible_host: '{{ address }}'}\n", "a")]
    [InlineData("[good]\na\n[bad]\nb\nc\n[bad:vars]\nansible_port=99999\n", "a")]
    [InlineData("Host a\n  HostName 192.0.2.1\nHost b\n  ProxyJump two words\n", "a")]
    [InlineData("- {name: a, address: 192.0.2.1}\n- {name: b, address: 192.0.2.2, port: 0}\n", "a")]
    [InlineData("a;cisco;up\nonlyname\nc;juniper;up\n", "a,c")]
    public void Read_RowsThatCannotBeUsed_AreLeftOutAndTold(string text, string names)
    {
        var told = new List<NetBatchException>();
        var rules = new InventoryRules { Platforms = NetBatch.Platforms.PlatformCatalog.BuiltIn, Skipped = told.Add };
        InventoryFile.Read(new StringReader(text), null, "routers", rules).Select(device => device.Name).ShouldBe(names.Split(','));
        told.ShouldNotBeEmpty();
        told.ShouldAllBe(problem => problem.Remedy != null && !problem.Message.Contains("Hidden-9", StringComparison.Ordinal));
        Should.Throw<NetBatchException>(() => InventoryFile.Read(new StringReader(text), null, "routers", rules with { Skipped = null }));
    }

    [Fact]
    public void Read_NothingThatCanBeUsed_IsRefused() =>
        Should.Throw<NetBatchException>(() =>
            InventoryFile.Read(new StringReader("name,address\nb,192.0.2.2/33\n"), null, "routers",
                new InventoryRules { Skipped = _ => { } }))
            .Code.ShouldBe(ErrorCode.InvalidInventory);
}
