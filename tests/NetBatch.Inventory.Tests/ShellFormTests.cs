using System.Globalization;
using System.Text.Json;

namespace NetBatch.Inventory.Tests;

/// <summary>What PowerShell's Export-Csv and ConvertTo-Json make of a device is read as the same device.</summary>
public sealed class ShellFormTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ToDevice_TextOfEachProperty_IsTheSameDevice(int seed)
    {
        var random = new Random(seed);
        for (var number = 0; number < 200; number++)
        {
            var device = RandomDevice.Make(random, number);
            // Export-Csv writes the text of each public property.
            var cells = typeof(Device).GetProperties()
                .Select(property => KeyValuePair.Create(property.Name,
                    (object?)Convert.ToString(property.GetValue(device), CultureInfo.InvariantCulture)));
            DeviceFields.ToFields(DeviceFields.ToDevice(cells)).ShouldBe(DeviceFields.ToFields(device));
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Read_JsonOfEachProperty_IsTheSameDevice(int seed)
    {
        var random = new Random(seed);
        Device[] devices = [.. Enumerable.Range(0, 50).Select(number => RandomDevice.Make(random, number)).DistinctBy(device => device.Name)
            .DistinctBy(device => device.Endpoint)];
        var file = Path.GetTempFileName();
        try
        {
            // ConvertTo-Json writes every public property, and enums as numbers.
            File.WriteAllText(file, JsonSerializer.Serialize(devices.Select(Members)));
            InventoryFile.Read(file, InventoryFormat.Json).SelectMany(DeviceFields.ToFields)
                .ShouldBe(devices.SelectMany(DeviceFields.ToFields));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void ToDevice_ComputerOfADirectory_IsReachedByItsDnsName()
    {
        var device = DeviceFields.ToDevice(
        [
            new("DistinguishedName", "CN=SW1,OU=Net,DC=example,DC=com"), new("DNSHostName", "sw1.example.com"), new("Enabled", true),
            new("Name", "SW1"), new("ObjectClass", "computer"),
            new("ObjectGUID", Guid.Empty), new("SamAccountName", "SW1$"), new("SID", "S-1-5-21-1"), new("UserPrincipalName", null),
            new("OperatingSystem", "IOS"),
        ]);
        (device.Name, device.Address).ShouldBe(("SW1", "sw1.example.com"));
        device.Labels.Keys.Order(StringComparer.Ordinal).ShouldBe(["Enabled", "OperatingSystem"]);
    }

    [Theory]
    [InlineData("Host")]
    [InlineData("Fqdn")]
    [InlineData("ComputerName")]
    [InlineData("DNSHostName")]
    [InlineData("HostName")]
    public void ToDevice_NameBesideAnotherUsualColumn_IsReachedByThat(string column)
    {
        var device = DeviceFields.ToDevice([new("Name", "SW1"), new(column, "sw1.example.com")]);
        (device.Name, device.Address).ShouldBe(("SW1", "sw1.example.com"));
    }

    private static Dictionary<string, object?> Members(object one) =>
        one.GetType().GetProperties().ToDictionary(property => property.Name, property => Json(property.GetValue(one)));

    private static object? Json(object? value) => value switch
    {
        CredentialReference or JumpHost => Members(value),
        Enum word => Convert.ToInt32(word, CultureInfo.InvariantCulture),
        IReadOnlyList<JumpHost> hops => hops.Select(Members),
        _ => value,
    };
}
