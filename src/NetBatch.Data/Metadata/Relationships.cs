namespace NetBatch.Data.Metadata;

/// <summary>Relationships that no constraint declares, found by names and types.</summary>
internal static class Relationships
{
    /// <summary>
    /// A column that is named as the only primary key column of exactly one other table, or as that table and its key
    /// (<c>customer_id</c> for <c>id</c> of <c>customer</c> or <c>customers</c>), and is of the same family.
    /// </summary>
    public static IEnumerable<ForeignKeyFacts> Infer(TableFacts table, IReadOnlyList<TableFacts> all)
    {
        var known = table.ForeignKeys.SelectMany(key => key.Columns).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var column in table.Columns.Where(column => !known.Contains(column.Name)))
        {
            if (table.PrimaryKey is [var only] && Same(only, column.Name))
            {
                continue;
            }

            var there = all.Where(other =>
                !ReferenceEquals(other, table) && other.FullName != table.FullName && !other.IsView && Fits(column, other)).ToArray();
            if (there.Length == 1)
            {
                yield return new ForeignKeyFacts([column.Name], there[0].Schema == table.Schema ? there[0].Name : there[0].FullName,
                    [there[0].PrimaryKey[0]], Declared: false);
            }
        }
    }

    private static bool Fits(ColumnFacts column, TableFacts other) =>
        other.PrimaryKey is [var key] && other.Column(key) is { } there && there.Family == column.Family
        && ((Same(column.Name, key) && !Same(key, "id")) || Same(column.Name, $"{other.Name}_{key}")
            || Same(column.Name, $"{Singular(other.Name)}_{key}"));

    private static string Singular(string name) => name.EndsWith('s') ? name[..^1] : name;

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
