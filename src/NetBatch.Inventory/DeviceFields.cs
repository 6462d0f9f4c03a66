using NetBatch.Inventory.Fields;
using NetBatch.Inventory.Problems;

namespace NetBatch.Inventory;

/// <summary>
/// The one mapping between named values and a <see cref="Device"/>: files, piped objects and hashtables all go through it.
/// Names count in any case and with or without spaces, hyphens and underscores. The usual names of other tools are known
/// (<c>hostname</c>, <c>ansible_host</c>, <c>mgmt_ip</c>, <c>device_type</c>, <c>primary_ip4</c>, ...); whatever means nothing
/// else becomes a label. Blank values count as absent. Passwords are refused.
/// </summary>
public static class DeviceFields
{
    /// <summary>Makes a device of named values: text, numbers, lists, dictionaries, <see cref="CredentialReference"/>,
    /// <see cref="JumpHost"/>.</summary>
    /// <param name="fields">The values; a name may come once.</param>
    /// <param name="rules">What they are read by; null: nothing but themselves.</param>
    /// <returns>The device; its id is its name unless a field <c>id</c> says otherwise.</returns>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: lists every field that cannot be used, with what to
    /// do.</exception>
    public static Device ToDevice(IEnumerable<KeyValuePair<string, object?>> fields, InventoryRules? rules = null)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var problems = new ProblemList(null);
        var row = new FieldRow(null, [.. fields.Select(pair => new Field(pair.Key, pair.Value, null))]);
        var device = new DeviceMapper(rules ?? new InventoryRules()).Map(row, problems, out _);
        problems.ThrowIfAny(ErrorCode.InvalidArgument);
        return device!;
    }

    /// <summary>Makes a device of what people type: <c>r1</c>, <c>10.0.0.1:2222</c>, <c>admin@r1</c>, <c>[2001:db8::1]:22</c>,
    /// <c>ssh://r1</c>.</summary>
    /// <param name="address">The text; the host in it is also the device's name.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: the text is no address.</exception>
    public static Device FromAddress(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return ToDevice([KeyValuePair.Create("address", (object?)address)]);
    }

    /// <summary>The device as named texts, in the order and under the names that <see cref="InventoryFile.WriteCsv"/> uses; absent values
    /// are left out.</summary>
    /// <param name="device">The device.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: a label has the name of a secret; those are not
    /// written.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> ToFields(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return Writing.DeviceText.Fields(device);
    }
}
