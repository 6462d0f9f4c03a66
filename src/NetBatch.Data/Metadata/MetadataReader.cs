using System.Globalization;
using System.Text.Json;
using NetBatch.Data.Providers;

namespace NetBatch.Data.Metadata;

/// <summary>Reads what a database says of itself.</summary>
public static class MetadataReader
{
    /// <summary>Tables, columns, keys, indexes and relationships.</summary>
    /// <param name="session">The database.</param>
    /// <param name="request">What to read of it.</param>
    /// <param name="now">The time to note.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="NetBatchException">The catalog of this database is not known, or it refused a question.</exception>
    public static async Task<DatabaseFacts> ReadAsync(DatabaseSession session, MetadataRequest request, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(request);
        var catalog = Catalog.Of(session.Dialect);
        var listed = (await session.RowsAsync(catalog.Tables, null, cancellationToken).ConfigureAwait(false)).Rows;
        var chosen = listed.Where(row => Chosen(request, Text(row[0]), Text(row[1])!)).ToArray();
        var columns = await ByTableAsync(session, catalog.Columns, cancellationToken).ConfigureAwait(false);
        var keys = await ByTableAsync(session, catalog.Keys, cancellationToken).ConfigureAwait(false);
        var references = await ByTableAsync(session, catalog.References, cancellationToken).ConfigureAwait(false);
        List<TableFacts> tables = [];
        foreach (var row in chosen)
        {
            var at = (Text(row[0]), Text(row[1])!);
            var table = new TableFacts
            {
                Schema = at.Item1,
                Name = at.Item2,
                IsView = Flag(row[2]),
                Columns = [.. columns[at].Select(row => Column(session.Dialect, row))],
                PrimaryKey = [.. keys[at].Where(key => Flag(key[3])).Select(key => Text(key[5])!)],
                Indexes = [.. keys[at].Where(key => !Flag(key[3])).GroupBy(key => Text(key[2])!)
                    .Select(index => new IndexFacts(index.Key, [.. index.Select(key => Text(key[5])!)], Flag(index.First()[4])))],
            };
            tables.Add(table with { ForeignKeys = [.. References(table, references[at])] });
        }

        tables = [.. tables.Select(table => table with { ForeignKeys = [.. table.ForeignKeys.Select(key => Whole(key, tables))] })];
        if (request.Infer)
        {
            tables = [.. tables.Select(table =>
                table with { ForeignKeys = [.. table.ForeignKeys, .. Relationships.Infer(table, tables)] })];
        }

        return new DatabaseFacts(session.Instance.Name, session.Dialect.Name, now,
            request.Count ? await CountedAsync(session, tables, cancellationToken).ConfigureAwait(false) : tables);
    }

    private static async Task<ILookup<(string?, string), object?[]>> ByTableAsync(DatabaseSession session, string sql,
        CancellationToken cancellationToken) =>
        (await session.RowsAsync(sql, null, cancellationToken).ConfigureAwait(false)).Rows.ToLookup(row => (Text(row[0]), Text(row[1])!));

    private static async Task<List<TableFacts>> CountedAsync(DatabaseSession session, List<TableFacts> tables,
        CancellationToken cancellationToken)
    {
        List<TableFacts> counted = [];
        foreach (var table in tables)
        {
            var count = await session.ScalarAsync($"SELECT COUNT(*) FROM {session.Dialect.Quote(table.Schema, table.Name)}", null,
                cancellationToken).ConfigureAwait(false);
            counted.Add(table with { RowCount = Convert.ToInt64(count, CultureInfo.InvariantCulture) });
        }

        return counted;
    }

    private static ColumnFacts Column(SqlDialect dialect, object?[] row)
    {
        var type = Text(row[3]) ?? "";
        // The catalog tells of words that a type lists (an enum); nothing is read out of its name.
        var words = row.Length > 9 && Text(row[9]) is { } list ? JsonSerializer.Deserialize<string[]>(list)
            : TypeNames.Words(dialect, type);
        var sort = row.Length > 9 && row[9] is not null ? ValueSort.Text : TypeNames.Sort(dialect, type);
        var family = TypeNames.Family(sort);
        var (first, second) = TypeNames.Sizes(type);
        return new ColumnFacts(
            Text(row[2])!,
            family,
            type,
            Flag(row[4]),
            // SQL Server gives -1 for a text without a limit.
            family is ColumnFamily.Text or ColumnFamily.Bytes || sort == ValueSort.Any
                ? Number(row[5]) is { } length and > 0 ? length : first : null,
            family == ColumnFamily.Number || sort is ValueSort.Local or ValueSort.Instant or ValueSort.Clock ? Number(row[6]) ?? first
                : null,
            family == ColumnFamily.Number ? Number(row[7]) ?? second : null,
            Text(row[8])) { Sort = sort, Words = words };
    }

    private static IEnumerable<ForeignKeyFacts> References(TableFacts table, IEnumerable<object?[]> rows) =>
        rows.GroupBy(row => Text(row[2])).Select(key => new ForeignKeyFacts(
            [.. key.Select(row => Text(row[3])!)],
            There(table, Text(key.First()[4]), Text(key.First()[5])!),
            [.. key.Select(row => Text(row[6])).OfType<string>()],
            Name: table.Schema is null ? null : key.Key));

    private static string There(TableFacts table, string? schema, string name) =>
        schema is null || schema == table.Schema ? name : $"{schema}.{name}";

    // SQLite leaves the columns there out where they are the primary key.
    private static ForeignKeyFacts Whole(ForeignKeyFacts key, List<TableFacts> tables) =>
        key.ToColumns.Count == key.Columns.Count ? key
        : key with { ToColumns = tables.FirstOrDefault(table => table.Name == key.ToTable)?.PrimaryKey ?? [] };

    private static bool Chosen(MetadataRequest request, string? schema, string name) =>
        (request.Schema is null || string.Equals(schema, request.Schema, StringComparison.OrdinalIgnoreCase))
        && (request.Tables.Count == 0
            || request.Tables.Any(pattern =>
                Wildcard.Matches(pattern, pattern.Contains('.', StringComparison.Ordinal) ? $"{schema}.{name}" : name)));

    private static string? Text(object? value) => value is null ? null : Convert.ToString(value, CultureInfo.InvariantCulture);

    private static int? Number(object? value) =>
        value is null ? null : (int)Math.Min(int.MaxValue, Convert.ToInt64(value, CultureInfo.InvariantCulture));

    private static bool Flag(object? value) =>
        value is true || (value is not (null or bool) && Convert.ToInt64(value, CultureInfo.InvariantCulture) != 0);
}
