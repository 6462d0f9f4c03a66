using NetBatch.TextFsm.Collections;
using NetBatch.TextFsm.Language;

namespace NetBatch.TextFsm;

/// <summary>How records of templates become rows: columns with types, cells without what only Python has.</summary>
internal sealed class RowForm
{
    private RowForm(RowSet set) => Set = set;

    public RowSet Set { get; }

    /// <summary>The form of one template's rows, or of the merged ones of several.</summary>
    public static RowForm Of(IReadOnlyList<Template> templates, IReadOnlyList<string> header, IReadOnlyList<string> keys)
    {
        RowType[] types = [.. header.Select(name =>
            TypeOf(templates.SelectMany(template => template.Declarations).First(declared => declared.Value.Name == name)))];
        var names = Unique(header);
        var columns = names.Select((name, index) => new RowColumn(name, types[index])).ToArray();
        string[] keyNames = [.. keys.Select(key => names[header.ToList().IndexOf(key)])];
        return new RowForm(new RowSet(ViewOf(templates[0]), columns, keyNames.Length > 0 ? keyNames : null));
    }

    public object?[] ToRow(TemplateRecord record)
    {
        var row = new object?[record.Cells.Count];
        for (var index = 0; index < row.Length; index++)
        {
            var cell = record.Cells[index];
            row[index] = Set.Columns[index].Type switch
            {
                RowType.Text => cell as string ?? CellText.Flatten(cell),
                // A merged row without a partner has an empty text in every added cell.
                _ when cell is "" or null => Array.Empty<string>(),
                RowType.ObjectList when cell is IReadOnlyList<object?> list => list.Select(CellText.Json).ToArray(),
                _ => CellText.Flatten(cell),
            };
        }

        return row;
    }

    private static RowType TypeOf(ValueDeclaration declared) =>
        !declared.List ? RowType.Text : declared.Nested is null ? RowType.TextList : RowType.ObjectList;

    private static string ViewOf(Template template)
    {
        var name = Path.GetFileName(template.Name ?? "rows");
        return name.EndsWith(".textfsm", StringComparison.OrdinalIgnoreCase) ? name[..^".textfsm".Length] : name;
    }

    // Templates may have names that differ in case only; columns may not.
    private static string[] Unique(IReadOnlyList<string> header)
    {
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        return [.. header.Select(name =>
            Enumerable.Range(1, int.MaxValue).Select(number => number == 1 ? name : $"{name}_{number}").First(taken.Add))];
    }
}
