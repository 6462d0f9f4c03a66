using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating.Checks;

internal sealed class ConstraintsCheck : SchemaCheck
{
    public override string Name => "schema.constraints";

    public override string Help => "Primary key, unique keys and foreign keys that the target lacks or has beyond the source's.";

    protected override string Noun => "constraints";

    protected override IEnumerable<KeyValuePair<string, string>> Items(TableFacts table, Func<string, string> nameInSource)
    {
        var items = NewItems();
        if (table.PrimaryKey.Count > 0)
        {
            items.Add(KeyValuePair.Create("primary key", List(table.PrimaryKey)));
        }

        foreach (var index in table.Indexes.Where(index => index.Unique))
        {
            // Not by its name: databases name them as they like.
            items.Add(KeyValuePair.Create($"unique ({List(index.Columns)})", "unique"));
        }

        foreach (var key in table.ForeignKeys.Where(key => key.Declared))
        {
            var to = key.ToTable[(key.ToTable.LastIndexOf('.') + 1)..];
            items.Add(KeyValuePair.Create($"foreign key ({List(key.Columns)})", $"{to} ({string.Join(", ", key.ToColumns)})"));
        }

        return items;

        string List(IEnumerable<string> columns) => string.Join(", ", columns.Select(nameInSource));
    }
}
