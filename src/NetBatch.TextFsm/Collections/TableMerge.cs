namespace NetBatch.TextFsm.Collections;

/// <summary>
/// Adds a further template's columns to a table, as clitable does: rows are joined on the key columns (the first equal
/// row), or by their number where no template has declared keys; cells without a partner are empty.
/// </summary>
internal static class TableMerge
{
    public static (List<string> Header, List<object?[]> Rows) Extend(
        List<string> header, List<object?[]> rows, Template added, IReadOnlyList<TemplateRecord> records, IReadOnlyList<string> keys)
    {
        foreach (var key in keys.Where(k => !header.Contains(k)))
        {
            throw Refuse(added, $"its key '{key}' is no column of the templates before it");
        }

        var columns = Enumerable.Range(0, added.Header.Count).Where(i => !header.Contains(added.Header[i])).ToArray();
        if (columns.Length == 0)
        {
            return (header, rows);
        }

        if (keys.FirstOrDefault(k => !added.Header.Contains(k)) is { } missing && rows.Count > 0 && records.Count > 0)
        {
            throw Refuse(added, $"it lacks the key column '{missing}' of the templates before it");
        }

        var partner = keys.Count == 0 ? ByNumber(records) : ByKey(header, added, records, keys);
        var extended = rows.Select((row, number) =>
        {
            var match = partner(row, number);
            return row.Concat(columns.Select(c => match is null ? "" : match.Cells[c])).ToArray();
        });
        return ([.. header, .. columns.Select(c => added.Header[c])], [.. extended]);
    }

    private static Func<object?[], int, TemplateRecord?> ByNumber(IReadOnlyList<TemplateRecord> records) =>
        (_, number) => number < records.Count ? records[number] : null;

    private static Func<object?[], int, TemplateRecord?> ByKey(
        List<string> header, Template added, IReadOnlyList<TemplateRecord> records, IReadOnlyList<string> keys)
    {
        var ours = keys.Select(k => header.IndexOf(k)).ToArray();
        var theirs = keys.Select(k => added.Header.ToList().IndexOf(k)).ToArray();
        var first = new Dictionary<string, TemplateRecord>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            first.TryAdd(CellText.KeyOf(theirs.Select(i => record.Cells[i])), record);
        }

        return (row, _) => first.GetValueOrDefault(CellText.KeyOf(ours.Select(i => row[i])));
    }

    private static TemplateException Refuse(Template template, string reason) =>
        new(TemplateErrorKind.Template, $"cannot be merged: {reason}", null, template.Name);
}
