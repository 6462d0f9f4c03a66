using NetBatch.Platforms;

namespace NetBatch.Inventory.Tests;

public sealed class SecretColumnTests
{
    [Theory]
    [InlineData("enable")]
    [InlineData("snmp_community")]
    [InlineData("Community RO")]
    [InlineData("label.enable_pw")]
    [InlineData("tacacs-key")]
    [InlineData("api.token")]
    public void ToDevice_ColumnWhoseNameHasAPartOfASecret_IsRefusedAndNotQuoted(string column)
    {
        var error = Should.Throw<NetBatchException>(() =>
            DeviceFields.ToDevice([new("name", "r1"), new(column, "Hidden-9")],
                new InventoryRules { Platforms = PlatformCatalog.BuiltIn }));

        error.Message.ShouldContain("secret");
        error.Message.ShouldNotContain("Hidden-9");
    }

    [Theory]
    [InlineData("keyboard")]
    [InlineData("enabled")]
    [InlineData("communities")]
    [InlineData("passage")]
    public void ToDevice_ColumnThatOnlyBeginsAlike_IsALabel(string column) =>
        DeviceFields.ToDevice([new("name", "r1"), new(column, "x")],
            new InventoryRules { Platforms = PlatformCatalog.BuiltIn }).Labels.Values.ShouldContain("x");
}
