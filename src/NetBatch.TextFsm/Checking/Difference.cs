namespace NetBatch.TextFsm.Checking;

/// <summary>Finds the first place where what came differs from what was expected.</summary>
internal static class Difference
{
    /// <summary>Compares rows as maps with lower-case column names, as ntc-templates' own tests do.</summary>
    public static string? OfMaps(ParsedTable actual, List<object?> expected)
    {
        if (actual.Rows.Count != expected.Count)
        {
            return $"expected {expected.Count} rows, got {actual.Rows.Count}";
        }

        var columns = actual.Header.Select(h => h.ToLowerInvariant()).ToArray();
        for (var r = 0; r < expected.Count; r++)
        {
            if (expected[r] is not Dictionary<string, object?> row)
            {
                return $"row {r + 1}: the expected row is no map";
            }

            if (row.Keys.Except(columns).Concat(columns.Except(row.Keys)).FirstOrDefault() is { } odd)
            {
                return $"row {r + 1}: column '{odd}' is {(row.ContainsKey(odd) ? "expected and not there" : "there and not expected")}";
            }

            for (var c = 0; c < columns.Length; c++)
            {
                var cell = Collections.CellText.Flatten(actual.Rows[r].Cells[c]);
                if (!Same(cell, row[columns[c]]))
                {
                    return $"row {r + 1}, column '{columns[c]}': expected {Show(row[columns[c]])}, got {Show(cell)}";
                }
            }
        }

        return null;
    }

    /// <summary>Whether two values made of text, null, lists and maps are equal.</summary>
    public static bool Same(object? actual, object? expected) => (actual, expected) switch
    {
        (null, null) => true,
        (string a, string b) => a == b,
        (IReadOnlyDictionary<string, string?> a, IReadOnlyDictionary<string, object?> b) =>
            a.Count == b.Count && a.All(p => b.TryGetValue(p.Key, out var other) && Same(p.Value, other)),
        (IReadOnlyList<object?> a, IReadOnlyList<object?> b) =>
            a.Count == b.Count && a.Zip(b).All(p => Same(p.First, p.Second)),
        _ => false,
    };

    /// <summary>A value for a message.</summary>
    public static string Show(object? value) => value switch
    {
        YamlNonText other => $"{other.Written} (no text: put it in quotes)",
        IReadOnlyDictionary<string, object?> map => "{" + string.Join(", ", map.Select(p => $"'{p.Key}': {Show(p.Value)}")) + "}",
        IReadOnlyList<object?> list => "[" + string.Join(", ", list.Select(Show)) + "]",
        _ => PythonText.Repr(value),
    };
}
