using System.Globalization;
using NetBatch.Data.Metadata;
using NetBatch.Data.Providers;
using NetBatch.Data.Validating.Sql;

namespace NetBatch.Data.Validating;

/// <summary>One of the databases of a check.</summary>
internal sealed class CheckSide(DatabaseSession session, TimeProvider time)
{
    private readonly Dictionary<string, TableFacts> known = new(StringComparer.OrdinalIgnoreCase);
    private DatabaseFacts? all;

    public DatabaseSession Session { get; } = session;

    public SqlDialect Dialect => Session.Dialect;

    public CheckSql Sql { get; } = CheckSql.Of(session.Dialect);

    public string Quote(string name) => Dialect.Quote(name);

    /// <summary>What is known of a table.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.WorkFailed"/>: there is none of that name.</exception>
    public async Task<TableFacts> FactsAsync(TableName table, CancellationToken cancellationToken)
    {
        if (known.TryGetValue($"{table}", out var facts))
        {
            return facts;
        }

        var schema = table.Schema ?? Dialect.DefaultSchema;
        var read = await MetadataReader.ReadAsync(Session, new MetadataRequest { Schema = Dialect.DefaultSchema is null ? null : schema, Tables = [table.Name] }, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        return known[$"{table}"] = read.Tables.Count > 0
            ? read.Tables[0]
            : throw new NetBatchException(ErrorCode.WorkFailed, $"'{Session.Instance.Name}' has no table '{table}'.", "Check its name and schema; Start-BatchMetadataExtraction lists what there is.");
    }

    /// <summary>What is known of all tables of a schema; null: of the default one.</summary>
    public async Task<DatabaseFacts> AllAsync(string? schema, CancellationToken cancellationToken) =>
        all ??= await MetadataReader.ReadAsync(Session, new MetadataRequest { Schema = schema ?? Dialect.DefaultSchema }, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);

    /// <summary>A column that a user named.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.WorkFailed"/>: the table has none of that name.</exception>
    public static ColumnFacts Column(TableFacts table, string name) =>
        table.Column(name) ?? throw new NetBatchException(
            ErrorCode.WorkFailed, $"The table '{table.FullName}' has no column '{name}'.", $"It has: {string.Join(", ", table.Columns.Select(column => column.Name))}.");

    public Task<(RowSet Set, IReadOnlyList<object?[]> Rows)> RowsAsync(string sql, IEnumerable<KeyValuePair<string, object?>>? parameters, CancellationToken cancellationToken) =>
        Session.RowsAsync(sql, parameters, cancellationToken);

    public async Task<long> CountAsync(string sql, IEnumerable<KeyValuePair<string, object?>>? parameters, CancellationToken cancellationToken) =>
        Convert.ToInt64(await Session.ScalarAsync(sql, parameters, cancellationToken).ConfigureAwait(false) ?? 0L, CultureInfo.InvariantCulture);
}
