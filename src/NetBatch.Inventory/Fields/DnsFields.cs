namespace NetBatch.Inventory.Fields;

/// <summary>Reads what records of a DNS server say (Get-DnsServerResourceRecord): the address stands within their data.</summary>
internal static class DnsFields
{
    /// <summary>The row with the record's address in a column of its own; rows of other sources stay as they are.</summary>
    public static FieldRow Flatten(FieldRow row)
    {
        var data = row.Fields.FirstOrDefault(field => FieldNames.Normalize(field.Name) == "recorddata");
        return data is not null && Values.Map(data.Value) is { } map && Values.Entry(map, "IPv4Address", "IPv6Address") is { } address
            ? row with { Fields = [.. row.Fields.Where(field => field != data), data with { Name = "address", Value = address }] }
            : row;
    }
}
