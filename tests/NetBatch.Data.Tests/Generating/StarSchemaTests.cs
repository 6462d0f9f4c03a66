using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NetBatch.Data.Generating;
using NetBatch.Data.Metadata;

namespace NetBatch.Data.Tests.Generating;

public sealed class StarSchemaTests
{
    public static TheoryData<string> Names => [.. DataSchemas.Names];

    [Theory]
    [InlineData("Retail", 200)]
    [InlineData("Finance", 201)]
    [InlineData("Healthcare", 20_000)]
    [InlineData("Retail", 12_345)]
    public void Make_Rows_AreAsManyAsAskedOverAllTables(string name, long rows)
    {
        var tables = DataSchemas.Find(name).Make(rows, 7);

        tables.Sum(table => table.Count).ShouldBe(rows);
        tables.ShouldAllBe(table => table.Rows.LongCount() == table.Count && table.Count > 0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Make_SameSeed_GivesTheSameRowsAndAnotherSeedOthers(string name)
    {
        var schema = DataSchemas.Find(name);

        var first = Sum(schema.Make(3000, 42));

        Sum(schema.Make(3000, 42)).ShouldBe(first);
        Sum(schema.Make(3000, 43)).ShouldNotBe(first);
    }

    [Fact]
    public void Make_Retail_IsTheSameOnEveryMachine() =>
        // Stands for every release: a change of this value changes everybody's data.
        Sum(DataSchemas.Find("Retail").Make(2000, 42)).ShouldBe("D5B362945C63B19014204826972987AA17E9B807A9AE7852BDA3DCE1A22CA6ED");

    [Theory]
    [MemberData(nameof(Names))]
    public void Make_Keys_AreUniqueAndReferToRowsThatExist(string name)
    {
        var tables = DataSchemas.Find(name).Make(5000, 3);
        var keys = tables.ToDictionary(table => table.Facts.Name,
            table => table.Rows.Select(row => Key(table, table.Facts.PrimaryKey, row)).ToList());
        foreach (var table in tables)
        {
            keys[table.Facts.Name].ShouldBeUnique();
            foreach (var index in table.Facts.Indexes)
            {
                table.Rows.Select(row => Key(table, index.Columns, row)).ShouldBeUnique();
            }

            foreach (var reference in table.Facts.ForeignKeys)
            {
                table.Rows.Select(row => Key(table, reference.Columns, row)).ShouldBeSubsetOf(keys[reference.ToTable]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Make_Values_AreOfTheirColumns(string name)
    {
        foreach (var table in DataSchemas.Find(name).Make(2000, 5))
        {
            foreach (var row in table.Rows)
            {
                row.Length.ShouldBe(table.Facts.Columns.Count);
                for (var index = 0; index < row.Length; index++)
                {
                    Fits(table.Facts.Columns[index], row[index])
                        .ShouldBeTrue($"{table.Facts.Name}.{table.Facts.Columns[index].Name} = {row[index]}");
                }
            }
        }
    }

    [Fact]
    public void Make_RetailAmounts_AreQuantityTimesPriceLessDiscount() =>
        DataSchemas.Find("Retail").Make(5000, 3)[5].Rows.ShouldAllBe(
            row => (decimal)row[11]! == ((long)row[8]! * (decimal)row[9]!) - (decimal)row[10]!);

    [Fact]
    public void Make_Events_FallIntoTheVersionOfThePersonThatHeldThatDay()
    {
        var tables = DataSchemas.Find("Retail").Make(5000, 3);
        var versions = tables[3].Rows.ToDictionary(row => (long)row[0]!);

        tables[5].Rows.ShouldAllBe(row => (DateOnly)row[7]! >= (DateOnly)versions[(long)row[6]!][7]!
            && (versions[(long)row[6]!][8] == null || (DateOnly)row[7]! < (DateOnly)versions[(long)row[6]!][8]!));
    }

    [Theory]
    [InlineData(199)]
    [InlineData(0)]
    public void Make_TooFewRows_IsRefused(long rows) =>
        Should.Throw<NetBatchException>(() => DataSchemas.Find("retail").Make(rows, 1)).Message.ShouldContain("takes 200 to");

    [Fact]
    public void Plant_AllDefects_AreThereAsOftenAsAskedAndInDifferentRows()
    {
        var schema = DataSchemas.Find("Retail");
        var planter = new DefectInjector(schema, Enum.GetValues<Defect>(), 4, 9);

        foreach (var table in schema.Make(10_000, 9))
        {
            _ = planter.In(table).Rows.Count();
        }

        planter.Planted.GroupBy(one => one.Defect).Select(group => (group.Key, group.Distinct().Count()))
            .ShouldBe(Enum.GetValues<Defect>().Select(defect => (defect, 4)), ignoreOrder: true);
    }

    private static string Sum(IReadOnlyList<GeneratedTable> tables)
    {
        var text = new StringBuilder();
        foreach (var row in tables.SelectMany(table => table.Rows))
        {
            text.AppendJoin('|', row.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture))).Append('\n');
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string Key(GeneratedTable table, IReadOnlyList<string> columns, object?[] row) =>
        string.Join('|', columns.Select(column => row[table.Facts.Columns.ToList().FindIndex(one => one.Name == column)]));

    private static bool Fits(ColumnFacts column, object? value) => (column.Family, value) switch
    {
        (_, null) => column.Nullable,
        (ColumnFamily.Text, string text) => text.Length > 0 && text.Length <= column.Length,
        (ColumnFamily.WholeNumber, long) or (ColumnFamily.Number, decimal) or (ColumnFamily.Switch, bool) or (ColumnFamily.Date, DateOnly)
            or (ColumnFamily.Time, DateTimeOffset) => true,
        _ => false,
    };
}
