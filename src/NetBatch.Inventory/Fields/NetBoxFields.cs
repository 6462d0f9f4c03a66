namespace NetBatch.Inventory.Fields;

/// <summary>
/// Flattens a device object of NetBox's REST API: nested objects become their slug (address, value), <c>device_type</c>
/// is the model there and not the platform, and the object's bookkeeping is left out.
/// Field names as in NetBox's own API schema of dcim/devices.
/// </summary>
internal static class NetBoxFields
{
    private static readonly string[] Kept =
    [
        "name", "primary_ip4", "primary_ip6", "primary_ip", "platform", "site", "role", "device_role", "status", "tenant", "location",
        "rack",
        "region", "cluster", "serial", "asset_tag", "virtual_chassis", "tags", "custom_fields", "oob_ip", "description",
    ];

    /// <summary>The row itself, unless it is such an object.</summary>
    public static FieldRow Flatten(FieldRow row)
    {
        var isNetBox = row.Fields.Any(field => Is(field, "custom_fields") && Values.Map(field.Value) is not null)
            || row.Fields.Any(field =>
                (Is(field, "device_type") || Is(field, "primary_ip4") || Is(field, "primary_ip")) && Values.Map(field.Value) is not null);
        return isNetBox ? new FieldRow(row.Line, [.. row.Fields.SelectMany(One)]) : row;
    }

    /// <summary>The row of a NetBox CSV export, where the columns have the same names but plain values.</summary>
    public static FieldRow FromExport(FieldRow row) => new(row.Line, [.. row.Fields.Select(field => FieldNames.Normalize(field.Name) switch
    {
        "id" => field with { Name = "netbox_id" },
        "type" or "devicetype" => field with { Name = "model" },
        var name when name.StartsWith("cf", StringComparison.Ordinal) && field.Name.StartsWith("cf_", StringComparison.OrdinalIgnoreCase) =>
            field with { Name = FieldNames.LabelPrefix + field.Name[3..] },
        _ => field,
    })]);

    private static IEnumerable<Field> One(Field field)
    {
        if (Is(field, "id"))
        {
            yield return field with { Name = "netbox_id" };
        }
        else if (Is(field, "device_type"))
        {
            var type = Values.Map(field.Value);
            yield return field with { Name = "model", Value = type is null ? field.Value : Values.Entry(type, "model", "slug", "display") };
            if (type is not null)
            {
                yield return field with { Name = "manufacturer", Value = Plain(Values.Entry(type, "manufacturer")) };
            }
        }
        else if (Is(field, "custom_fields"))
        {
            yield return field with { Value = Values.Map(field.Value)?.ToDictionary(pair => pair.Key, pair => Plain(pair.Value)) };
        }
        else if (Is(field, "device_role"))
        {
            yield return field with { Name = "role", Value = Plain(field.Value) };
        }
        else if (Array.Exists(Kept, name => Is(field, name)))
        {
            yield return field with { Value = Values.List(field.Value) is { } list ? list.Select(Plain).ToList() : Plain(field.Value) };
        }
    }

    private static object? Plain(object? value) =>
        Values.Map(value) is { } map ? Values.Entry(map, "address", "slug", "value", "name", "display", "label") : value;

    private static bool Is(Field field, string name) => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase);
}
