using NetBatch.Platforms;

namespace NetBatch.Inventory.Tests;

public sealed class NetworkAddressTests
{
    [Theory]
    [InlineData("192.0.2.0/29")]
    [InlineData("10.0.0.0/8")]
    [InlineData("2001:db8::/64")]
    public void ToDevice_NetworkInPlaceOfADevice_IsRefused(string address) =>
        Should.Throw<NetBatchException>(() =>
            DeviceFields.ToDevice([new("name", "r1"), new("address", address)], new InventoryRules { Platforms = PlatformCatalog.BuiltIn }))
            .Message.ShouldContain(address);

    [Theory]
    [InlineData("192.0.2.1/29", "192.0.2.1")]
    [InlineData("192.0.2.0/31", "192.0.2.0")]
    [InlineData("192.0.2.0/32", "192.0.2.0")]
    [InlineData("2001:db8::1/64", "2001:db8::1")]
    public void ToDevice_AddressWithItsPrefixLength_IsTheAddress(string address, string expected) =>
        DeviceFields.ToDevice([new("name", "r1"), new("address", address)],
            new InventoryRules { Platforms = PlatformCatalog.BuiltIn }).Address.ShouldBe(expected);
}
