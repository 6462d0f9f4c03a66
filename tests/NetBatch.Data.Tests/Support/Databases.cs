using NetBatch.Data.Generating;
using NetBatch.Data.Loading;
using NetBatch.Data.Metadata;
using NetBatch.Data.Providers;

namespace NetBatch.Data.Tests.Support;

/// <summary>Fills databases and copies one into another, as a migration would.</summary>
internal static class Databases
{
    public static async Task FillAsync(DatabaseInstance instance, ISecretResolver secrets, StarSchema schema, long rows, int seed,
        string? inSchema = null)
    {
        await using var session = await new ProviderCatalog()
            .OpenAsync(NewFile.For(instance), secrets, DatabaseAccess.Change, TimeSpan.FromSeconds(10), default);
        await session.BeginAsync(default);
        foreach (var table in schema.Make(rows, seed))
        {
            await session.ExecuteAsync(TableLoader.CreateText(session.Dialect, inSchema, table.Facts, constraints: true), null, default);
            (await TableLoader.LoadAsync(session, inSchema, table.Facts, table.Rows, default)).ShouldBe(table.Count);
        }

        await session.CommitAsync(default);
    }

    /// <summary>Reads every table of the source and writes it into a schema of the target; a planter may spoil rows on their way.</summary>
    public static async Task CopyAsync(
        DatabaseInstance from, DatabaseInstance to, ISecretResolver secrets, StarSchema schema, string? toSchema, DefectInjector? planter)
    {
        var catalog = new ProviderCatalog();
        await using var source = await catalog.OpenAsync(from, secrets, DatabaseAccess.Read, TimeSpan.FromSeconds(10), default);
        await using var target = await catalog.OpenAsync(to, secrets, DatabaseAccess.Change, TimeSpan.FromSeconds(10), default);
        if (toSchema is not null)
        {
            await target.ExecuteAsync($"CREATE SCHEMA {target.Dialect.Quote(toSchema)}", null, default);
        }

        var facts = await MetadataReader.ReadAsync(source, new MetadataRequest { Count = true }, default, default);
        var made = schema.Make(StarSchema.LeastRows, 1);
        foreach (var role in made)
        {
            var table = facts.Table(role.Facts.Name).ShouldNotBeNull();
            var (_, rows) = await source.RowsAsync(
                $"SELECT * FROM {source.Dialect.Quote(table.Name)} ORDER BY "
                    + $"{string.Join(", ", table.PrimaryKey.Select(source.Dialect.Quote))}", null, default);
            var sound = new GeneratedTable(table, role.Role, rows.Count, rows.Select(row => Typed(table, row)));
            var sent = planter?.In(sound) ?? sound;
            await target.ExecuteAsync(TableLoader.CreateText(target.Dialect, toSchema, table with { Schema = null }, constraints: false),
                null, default);
            await TableLoader.LoadAsync(target, toSchema, table, sent.Rows, default);
        }
    }

    

    // SQLite gives texts and numbers; the planter knows days, times and amounts.
    private static object?[] Typed(TableFacts table, object?[] row) =>
        [.. row.Select((value, index) => (table.Columns[index].Family, value) switch
        {
            (_, null) => null,
            (ColumnFamily.Date, string text) => (object)DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture),
            (ColumnFamily.Time, string text) =>
                DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture,
                    System.Globalization.DateTimeStyles.AssumeUniversal),
            (ColumnFamily.Number, _) => Convert.ToDecimal(value, System.Globalization.CultureInfo.InvariantCulture),
            (ColumnFamily.Switch, _) => Convert.ToBoolean(value, System.Globalization.CultureInfo.InvariantCulture),
            _ => value,
        })];
}
