using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating.Checks;

internal sealed class ColumnsCheck : SchemaCheck
{
    public override string Name => "schema.columns";

    public override string Help => "Columns that the target lacks or has beyond the source's.";

    protected override IEnumerable<KeyValuePair<string, string>> Items(TableFacts table, Func<string, string> nameInSource)
    {
        var items = NewItems();
        foreach (var column in table.Columns)
        {
            items.Add(KeyValuePair.Create(nameInSource(column.Name), "column"));
        }

        return items;
    }
}
