
namespace NetBatch.Inventory.Tests;

internal static class TestText
{
    public static IReadOnlyList<Device> Read(string text, InventoryFormat? format = null, InventoryRules? rules = null) =>
        InventoryFile.Read(new StringReader(text), format, "routers", rules);

    public static NetBatchException Refused(string text, InventoryFormat? format = null, InventoryRules? rules = null) =>
        Should.Throw<NetBatchException>(() => Read(text, format, rules));

    public static Device Of(params (string Name, object? Value)[] fields) =>
        DeviceFields.ToDevice(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    public static NetBatchException OfRefused(params (string Name, object? Value)[] fields) =>
        Should.Throw<NetBatchException>(() => Of(fields));

    /// <summary>Compares what Shouldly would compare by reference: records with collections in them.</summary>
    public static string Flat(Device device) =>
        string.Join('\n', DeviceFields.ToFields(device).Select(field => $"{field.Key}={field.Value}"))
        + $"\nid={device.Id} credential={device.Credential} enable={device.EnableCredential} code={device.OneTimeCode} hops="
        + $"{string.Join('|', device.Jump)}"
        + $" options={string.Join('|', device.SshOptions.OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase))} tags="
        + $"{string.Join('|', device.Tags)}"
        + $" labels={string.Join('|', device.Labels.OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase))} "
        + $"{device.LegacyAlgorithms} {device.Channel} {device.Endpoint}";
}
