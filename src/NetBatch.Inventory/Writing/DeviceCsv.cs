using CsvHelper;

namespace NetBatch.Inventory.Writing;

/// <summary>Writes devices as CSV (RFC 4180, comma, one line feed a record).</summary>
internal static class DeviceCsv
{
    public static void Write(IEnumerable<Device> devices, TextWriter writer)
    {
        var rows = devices.Select(DeviceText.Fields).ToList();
        var used = rows.SelectMany(row => row.Select(field => field.Key)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        List<string> columns =
        [
            .. DeviceText.Columns.Where(name => name is "name" or "address" or "port" or "platform" || used.Contains(name)),
            .. used.Except(DeviceText.Columns, StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase),
        ];
        using var csv = CsvWriter.Create(writer, CsvWriterOptions.Default with { NewLine = "\n", CommentPrefix = '#' }, leaveOpen: true);
        csv.WriteHeader([.. columns]);
        foreach (var row in rows)
        {
            var values = row.ToDictionary(StringComparer.OrdinalIgnoreCase);
            foreach (var column in columns)
            {
                csv.WriteField(values.GetValueOrDefault(column, ""));
            }

            csv.EndRecord();
        }
    }
}
