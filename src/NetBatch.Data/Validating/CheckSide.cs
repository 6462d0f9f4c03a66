using System.Globalization;
using NetBatch.Data.Comparing;
using NetBatch.Data.Metadata;
using NetBatch.Data.Providers;
using NetBatch.Data.Validating.Sql;

namespace NetBatch.Data.Validating;

/// <summary>One of the databases of a check.</summary>
internal sealed class CheckSide(DatabaseSession session, TimeProvider time, TimeZoneInfo? zone = null)
{
    private readonly Dictionary<string, DatabaseFacts> known = new(StringComparer.Ordinal);
    private string? usualSchema;
    private bool asked;

    public DatabaseSession Session { get; } = session;

    public SqlDialect Dialect => Session.Dialect;

    public CheckSql Sql { get; } = CheckSql.Of(session.Dialect, zone);

    /// <summary>The zone of times that have none, and of days; null: UTC.</summary>
    public TimeZoneInfo? Zone { get; } = zone;

    public CellSql Cells { get; } = CellSql.Of(session.Dialect);

    public string Quote(string name) => Dialect.Quote(name);

    public string Quote(TableFacts table) => Dialect.Quote(table.Schema, table.Name);

    /// <summary>What is known of a table.</summary>
    /// <param name="name">As people write it: with its schema and a dot in front, or without; a name that holds dots itself is found,
    /// too.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.WorkFailed"/>: there is none of that name, or several in other
    /// cases.</exception>
    public async Task<TableFacts> TableAsync(string name, CancellationToken cancellationToken)
    {
        for (var again = false; ; again = true)
        {
            if (await FindAsync(null, name, again, cancellationToken).ConfigureAwait(false) is { } usual)
            {
                return usual;
            }

            for (var dot = name.IndexOf('.', StringComparison.Ordinal); dot > 0 && dot < name.Length - 1; dot = name.IndexOf('.', dot + 1))
            {
                if (await FindAsync(name[..dot], name[(dot + 1)..], again, cancellationToken).ConfigureAwait(false) is { } found)
                {
                    return found;
                }
            }

            if (again)
            {
                throw new NetBatchException(ErrorCode.WorkFailed, $"'{Session.Instance.Name}' has no table '{name}'.",
                    "Check its name and schema; Start-BatchMetadataExtraction lists what there is.");
            }
        }
    }

    /// <summary>What is known of all tables of a schema; null: of the usual one.</summary>
    public async Task<DatabaseFacts> AllAsync(string? schema, CancellationToken cancellationToken, bool again = false)
    {
        schema ??= await UsualSchemaAsync(cancellationToken).ConfigureAwait(false);
        if (again || !known.TryGetValue(schema ?? "", out var facts))
        {
            known[schema ?? ""] =
                facts = await MetadataReader.ReadAsync(Session, new MetadataRequest { Schema = schema }, time.GetUtcNow(),
                    cancellationToken).ConfigureAwait(false);
        }

        return facts;
    }

    /// <summary>A column that a user named.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.WorkFailed"/>: the table has none of that name, or several in other
    /// cases.</exception>
    public static ColumnFacts Column(TableFacts table, string name)
    {
        if (table.Column(name) is { } found)
        {
            return found;
        }

        var alike = table.Columns.Count(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase));
        throw new NetBatchException(
            ErrorCode.WorkFailed,
            alike > 0 ? $"The table '{table.FullName}' has {alike} columns that are '{name}' but for their case."
                : $"The table '{table.FullName}' has no column '{name}'.",
            $"It has: {string.Join(", ", table.Columns.Select(column => column.Name))}.");
    }

    /// <summary>How many rows a query gives, and the first ones; numbers of more digits than rows have a type for are shown as
    /// texts.</summary>
    public async Task<(IReadOnlyList<RowColumn> Columns, List<object?[]> Rows, long Count)> FindingsAsync(
        string sql, IEnumerable<KeyValuePair<string, object?>>? parameters, int most, CancellationToken cancellationToken)
    {
        List<object?[]> first = [];
        var count = 0L;
        RowColumn[] columns = [];
        await foreach (var piece in Session.QueryAsync(sql, parameters, longNumbers: true, cancellationToken).ConfigureAwait(false))
        {
            columns = [.. piece.Set.Columns];
            count += piece.Rows.Count;
            first.AddRange(piece.Rows.Take(most - first.Count));
        }

        for (var index = 0; index < columns.Length; index++)
        {
            if (columns[index].Type == RowType.Number && first.Exists(row => row[index] is string))
            {
                columns[index] = new RowColumn(columns[index].Name);
                first.ForEach(row => row[index] = row[index] is { } value ? RowValues.Text(value) : null);
            }
        }

        return (columns, first, count);
    }

    /// <summary>All values of a query whose answer is small, of which nothing is lost.</summary>
    public async Task<IReadOnlyList<Cell[]>> CellsAsync(string sql, IReadOnlyList<ValueSort>? sorts, CancellationToken cancellationToken)
    {
        List<Cell[]> rows = [];
        await foreach (var piece in Session.CellsAsync(sql, sorts, null, cancellationToken).ConfigureAwait(false))
        {
            rows.AddRange(piece.Rows);
        }

        return rows;
    }

    public async Task<long> CountAsync(string sql, IEnumerable<KeyValuePair<string, object?>>? parameters,
        CancellationToken cancellationToken) =>
        Convert.ToInt64(await Session.ScalarAsync(sql, parameters, cancellationToken).ConfigureAwait(false) ?? 0L,
            CultureInfo.InvariantCulture);

    private async Task<string?> UsualSchemaAsync(CancellationToken cancellationToken)
    {
        if (!asked)
        {
            asked = true;
            usualSchema = Dialect.DefaultSchemaQuery is { } query
                ? await Session.ScalarAsync(query, null, cancellationToken).ConfigureAwait(false) as string : null;
        }

        return usualSchema ?? Dialect.DefaultSchema;
    }

    private async Task<TableFacts?> FindAsync(string? schema, string name, bool again, CancellationToken cancellationToken)
    {
        var all = (await AllAsync(schema, cancellationToken, again).ConfigureAwait(false)).Tables;
        if (schema is not null)
        {
            // Schemas that differ in case only are told apart by it.
            all = all.Any(table => table.Schema == schema) ? [.. all.Where(table => table.Schema == schema)] : all;
        }

        if (NameMatch.Find(all, table => table.Name, name) is { } found)
        {
            return found;
        }

        var alike = all.Where(table => string.Equals(table.Name, name, StringComparison.OrdinalIgnoreCase)).Select(table => table.FullName)
            .ToArray();
        return alike.Length == 0 ? null
            : throw new NetBatchException(ErrorCode.WorkFailed,
                $"'{Session.Instance.Name}' has several tables that are '{name}' but for their case: {string.Join(", ", alike)}.",
                "Write the name as the database has it.");
    }
}
