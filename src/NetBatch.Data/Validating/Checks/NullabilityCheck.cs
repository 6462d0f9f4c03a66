using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating.Checks;

internal sealed class NullabilityCheck : SchemaCheck
{
    public override string Name => "schema.nullability";

    public override string Help => "Columns that may be NULL in one database and not in the other.";

    protected override bool OnlyCommon => true;

    protected override IEnumerable<KeyValuePair<string, string>> Items(TableFacts table, Func<string, string> nameInSource)
    {
        var items = NewItems();
        foreach (var column in table.Columns)
        {
            items.Add(KeyValuePair.Create(nameInSource(column.Name), column.Nullable ? "may be NULL" : "NOT NULL"));
        }

        return items;
    }
}
