using System.Globalization;
using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating.Checks;

internal sealed class TypesCheck : SchemaCheck
{
    public override string Name => "schema.types";

    public override string Help => "Columns whose values are of another family than in the source, or that hold fewer characters or digits.";

    protected override IReadOnlyDictionary<string, string> Items(TableFacts table, TableFacts other, Func<string, string> nameInSource)
    {
        var items = NewItems();
        foreach (var column in table.Columns)
        {
            var name = nameInSource(column.Name);
            // A column that only one side has is for schema.columns to find.
            if (other.Columns.Any(one => string.Equals(nameInSource(one.Name), name, StringComparison.OrdinalIgnoreCase) || string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase)))
            {
                items[name] = Form(column);
            }
        }

        return items;
    }

    private static string Form(ColumnFacts column) => column.Family switch
    {
        ColumnFamily.Text when column.Length is { } length => string.Create(CultureInfo.InvariantCulture, $"Text({length})"),
        ColumnFamily.Number when column.Precision is { } precision => string.Create(CultureInfo.InvariantCulture, $"Number({precision},{column.Scale ?? 0})"),
        _ => $"{column.Family}",
    };
}
