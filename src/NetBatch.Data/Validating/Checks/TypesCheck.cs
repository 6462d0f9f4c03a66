using System.Globalization;
using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating.Checks;

internal sealed class TypesCheck : SchemaCheck
{
    public override string Name => "schema.types";

    public override string Help => "Columns whose values are of another family than in the source, or that hold fewer characters or digits.";

    protected override bool OnlyCommon => true;

    protected override IReadOnlyDictionary<string, string> Items(TableFacts table, Func<string, string> nameInSource)
    {
        var items = NewItems();
        foreach (var column in table.Columns)
        {
            items[nameInSource(column.Name)] = Form(column);
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
