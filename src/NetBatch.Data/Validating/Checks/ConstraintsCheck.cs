using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating.Checks;

internal sealed class ConstraintsCheck : SchemaCheck
{
    public override string Name => "schema.constraints";

    public override string Help => "Primary key, unique keys and foreign keys that the target lacks or has beyond the source's.";

    protected override string Noun => "constraints";

    protected override IReadOnlyDictionary<string, string> Items(TableFacts table, Func<string, string> nameInSource)
    {
        var items = NewItems();
        if (table.PrimaryKey.Count > 0)
        {
            items["primary key"] = List(table.PrimaryKey);
        }

        foreach (var index in table.Indexes.Where(index => index.Unique))
        {
            // Not by its name: databases name them as they like.
            items[$"unique ({List(index.Columns)})"] = "unique";
        }

        foreach (var key in table.ForeignKeys.Where(key => key.Declared))
        {
            var to = TableName.Parse(key.ToTable).Name;
            items[$"foreign key ({List(key.Columns)})"] = $"{to} ({string.Join(", ", key.ToColumns)})";
        }

        return items;

        string List(IEnumerable<string> columns) => string.Join(", ", columns.Select(nameInSource));
    }
}
