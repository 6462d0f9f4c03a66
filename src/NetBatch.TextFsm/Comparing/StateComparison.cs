using NetBatch.TextFsm.Collections;

namespace NetBatch.TextFsm;

/// <summary>Compares two parsed captures by key: what was added, what went, what changed.</summary>
public static class StateComparison
{
    /// <summary>
    /// Column names, in lower case, that change by themselves and say nothing about a change: ages, timers, counters
    /// of messages. Compared only where a caller passes another list.
    /// </summary>
    public static IReadOnlyList<string> VolatileColumns { get; } =
    [
        "age", "uptime", "up_time", "up_down", "dead_time", "deadtime", "hold_time", "holdtime", "ttl", "last_seen", "idle",
        "received", "sent", "msg_rcvd", "msg_sent", "input_rate", "output_rate",
    ];

    /// <summary>Compares two tables.</summary>
    /// <param name="before">The earlier capture.</param>
    /// <param name="after">The later capture.</param>
    /// <param name="keys">
    /// The columns that tell rows apart, in any case; null for those that the templates declare. Where there are none,
    /// whole rows are compared: they are added or gone, never changed. Of rows with equal keys, equal ones are paired first, the others in
    /// order.
    /// </param>
    /// <param name="ignored">Columns not to compare, in any case; null for <see cref="VolatileColumns"/>. A key is never ignored.</param>
    /// <returns>Gone and changed rows in the order of the first table, then added ones in the order of the second.</returns>
    /// <exception cref="ArgumentException">A key is no column of either table.</exception>
    public static IReadOnlyList<StateChange> Compare(
        ParsedTable before, ParsedTable after, IReadOnlyList<string>? keys = null, IReadOnlyList<string>? ignored = null)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var columns = before.Header.Union(after.Header, StringComparer.OrdinalIgnoreCase).ToList();
        var keyColumns = Resolve(keys ?? before.Keys.Union(after.Keys, StringComparer.OrdinalIgnoreCase).ToList(), columns);
        var skip = (ignored ?? VolatileColumns).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var compared = columns.Where(c => !keyColumns.Contains(c) && !skip.Contains(c)).ToList();
        if (keyColumns.Count == 0)
        {
            (keyColumns, compared) = (compared, []);
        }

        var later = after.Rows.GroupBy(r => KeyOf(r, keyColumns), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);

        // Rows that are still the same find each other first: of two next hops, the one that went is the one reported.
        var differing = before.Rows
            .Where(row => !later.TryGetValue(KeyOf(row, keyColumns), out var same)
                || !same.Remove(same.Find(r => Differing(row, r, compared).Count == 0)!))
            .ToList();
        var changes = new List<StateChange>();
        foreach (var row in differing)
        {
            if (!later.TryGetValue(KeyOf(row, keyColumns), out var partners) || partners.Count == 0)
            {
                changes.Add(new StateChange(StateChangeKind.Gone, Show(row, keyColumns), row, null, []));
                continue;
            }

            changes.Add(new StateChange(
                StateChangeKind.Changed, Show(row, keyColumns), row, partners[0], Differing(row, partners[0], compared)));
            partners.RemoveAt(0);
        }

        var added = later.Values.SelectMany(q => q).ToHashSet(ReferenceEqualityComparer.Instance);
        changes.AddRange(after.Rows.Where(added.Contains)
            .Select(row => new StateChange(StateChangeKind.Added, Show(row, keyColumns), null, row, [])));
        return changes;
    }

    private static List<string> Resolve(IReadOnlyList<string> keys, List<string> columns) =>
        [.. keys.Select(k => columns.Find(c => string.Equals(c, k, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"'{k}' is no column; there are {string.Join(", ", columns)}", nameof(keys)))];

    private static object? Cell(TemplateRecord row, string column)
    {
        for (var i = 0; i < row.Header.Count; i++)
        {
            if (string.Equals(row.Header[i], column, StringComparison.OrdinalIgnoreCase))
            {
                return row.Cells[i];
            }
        }

        return null;
    }

    private static string KeyOf(TemplateRecord row, List<string> columns) => CellText.KeyOf(columns.Select(c => Cell(row, c)));

    private static List<KeyValuePair<string, object?>> Show(TemplateRecord row, List<string> columns) =>
        [.. columns.Select(c => KeyValuePair.Create(c, Cell(row, c)))];

    private static List<CellChange> Differing(TemplateRecord before, TemplateRecord after, List<string> columns) =>
        [.. columns.Select(c => new CellChange(c, Cell(before, c), Cell(after, c)))
            .Where(c => PythonText.Repr(c.Before) != PythonText.Repr(c.After))];
}
