namespace NetBatch.Inventory.Fields;

/// <summary>
/// Takes from a device of LibreNMS (its API's <c>/devices</c>, or a table of them) what is about the device: port, transport and
/// community there are SNMP's, <c>hostname</c> is how it is reached and <c>sysName</c> what it is called (LibreNMS' API
/// documentation, "Devices"). Secrets of SNMP stay refused.
/// </summary>
internal static class LibreNmsFields
{
    private static readonly string[] OfSnmp = ["port", "transport", "port_association_mode", "device_id", "snmpver", "snmp_disable",
        "authlevel", "authalgo", "cryptoalgo", "authname"];

    /// <summary>The row itself, unless it is such a device.</summary>
    public static FieldRow Flatten(FieldRow row)
    {
        if (!Has(row, "sysName") || !(Has(row, "device_id") || Has(row, "snmpver"))
            || row.Fields.FirstOrDefault(field => Is(field, "hostname")) is not { } reached)
        {
            return row;
        }

        // A device that is reached by an address is called what it calls itself.
        var name = Values.Text(reached.Value) is { } host && HostText.IsIp(host)
            ? row.Fields.First(field => Is(field, "sysName")) with { Name = "name" }
            : reached with { Name = "name" };
        if (Values.IsBlank(name.Value))
        {
            name = reached with { Name = "name" };
        }

        return row with
        {
            Fields =
            [
                name, reached with { Name = "address" },
                .. row.Fields.Where(field =>
                    !Is(field, "hostname") && !Is(field, "sysName") && !Array.Exists(OfSnmp, word => Is(field, word)))
                    .Select(field => Is(field, "os") || FieldNames.Classify(field.Name).Kind is FieldKind.Label or FieldKind.Secret
                        ? field : field with { Name = FieldNames.LabelPrefix + field.Name }),
            ],
        };
    }

    private static bool Has(FieldRow row, string name) => row.Fields.Any(field => Is(field, name));

    private static bool Is(Field field, string name) => string.Equals(field.Name.Trim(), name, StringComparison.OrdinalIgnoreCase);
}
