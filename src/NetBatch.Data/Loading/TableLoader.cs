using System.Data.Common;
using NetBatch.Data.Metadata;
using NetBatch.Data.Providers;
using Npgsql;

namespace NetBatch.Data.Loading;

/// <summary>Makes tables and fills them as fast as each database takes rows.</summary>
public static class TableLoader
{
    /// <summary>The CREATE TABLE of a table in a dialect.</summary>
    /// <param name="dialect">How the database's SQL is written.</param>
    /// <param name="schema">The schema it goes into, or null.</param>
    /// <param name="table">Its columns and keys.</param>
    /// <param name="constraints">Whether unique indexes and foreign keys are declared; the primary key always is.</param>
    public static string CreateText(SqlDialect dialect, string? schema, TableFacts table, bool constraints)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentNullException.ThrowIfNull(table);
        List<string> parts = [
            .. table.Columns.Select(column =>
                $"{dialect.Quote(column.Name)} {TypeNames.For(dialect, column)}{(column.Nullable || !constraints ? "" : " NOT NULL")}")];
        if (table.PrimaryKey.Count > 0)
        {
            parts.Add($"PRIMARY KEY ({List(dialect, table.PrimaryKey)})");
        }

        if (constraints)
        {
            parts.AddRange(table.Indexes.Where(index => index.Unique).Select(index => $"UNIQUE ({List(dialect, index.Columns)})"));
            parts.AddRange(table.ForeignKeys.Where(key => key.Declared).Select(key =>
                $"FOREIGN KEY ({List(dialect, key.Columns)}) REFERENCES "
                    + $"{dialect.Quote(dialect.DefaultSchema is null ? null : schema, key.ToTable)} ({List(dialect, key.ToColumns)})"));
        }

        return $"CREATE TABLE {dialect.Quote(schema, table.Name)} ({string.Join(", ", parts)})";
    }

    /// <summary>Adds rows to a table, in the session's transaction where one was begun.</summary>
    /// <param name="session">The database, open for changes.</param>
    /// <param name="schema">The table's schema, or null.</param>
    /// <param name="table">Its columns.</param>
    /// <param name="rows">The rows: string, long, decimal, double, bool, <see cref="DateOnly"/>, <see cref="DateTimeOffset"/>, bytes or
    /// null.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    /// <returns>How many rows were added.</returns>
    public static Task<long> LoadAsync(DatabaseSession session, string? schema, TableFacts table, IEnumerable<object?[]> rows,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.WorkAsync(
            cut => session.Connection is NpgsqlConnection npgsql
                ? CopyAsync(npgsql, session.Dialect, schema, table, rows, cut)
                : session.Provider.Blocks ? Task.FromResult(Insert(session, schema, table, rows, cut))
                    : InsertAsync(session, schema, table, rows, cut),
            cancellationToken);
    }

    private static async Task<long> CopyAsync(
        NpgsqlConnection connection, SqlDialect dialect, string? schema, TableFacts table, IEnumerable<object?[]> rows,
        CancellationToken cancellationToken)
    {
        var text = $"COPY {dialect.Quote(schema, table.Name)} ("
            + $"{List(dialect, [.. table.Columns.Select(column => column.Name)])}) FROM STDIN (FORMAT BINARY)";
        long count = 0;
        // Left without Complete the copy is cancelled, and no row of it is kept.
        var copy = await connection.BeginBinaryImportAsync(text, cancellationToken).ConfigureAwait(false);
        await using (copy.ConfigureAwait(false))
        {
            foreach (var row in rows)
            {
                await copy.StartRowAsync(cancellationToken).ConfigureAwait(false);
                for (var index = 0; index < row.Length; index++)
                {
                    await PostgreSqlValue.WriteAsync(copy, table.Columns[index].Family, row[index], cancellationToken)
                        .ConfigureAwait(false);
                }

                count++;
            }

            await copy.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }

        return count;
    }

    private static long Insert(DatabaseSession session, string? schema, TableFacts table, IEnumerable<object?[]> rows,
        CancellationToken cancellationToken)
    {
        using var command = Prepared(session, schema, table);
        command.Prepare();
        long count = 0;
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Bind(command, row);
            command.ExecuteNonQuery();
            count++;
        }

        return count;
    }

    private static async Task<long> InsertAsync(DatabaseSession session, string? schema, TableFacts table, IEnumerable<object?[]> rows,
        CancellationToken cancellationToken)
    {
        var command = Prepared(session, schema, table);
        await using (command.ConfigureAwait(false))
        {
            long count = 0;
            foreach (var row in rows)
            {
                Bind(command, row);
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
                count++;
            }

            return count;
        }
    }

    private static DbCommand Prepared(DatabaseSession session, string? schema, TableFacts table)
    {
        var dialect = session.Dialect;
        var names = table.Columns.Select((_, index) => FormattableString.Invariant($"p{index}")).ToArray();
        var text = $"INSERT INTO {dialect.Quote(schema, table.Name)} ("
            + $"{List(dialect, [.. table.Columns.Select(column => column.Name)])}) VALUES ("
            + $"{string.Join(", ", names.Select(dialect.Parameter))})";
        return session.Command(text, names.Select(name => KeyValuePair.Create<string, object?>(name, null)));
    }

    private static void Bind(DbCommand command, object?[] row)
    {
        for (var index = 0; index < row.Length; index++)
        {
            command.Parameters[index].Value = PlainValue.Of(row[index]);
        }
    }

    private static string List(SqlDialect dialect, IReadOnlyList<string> names) => string.Join(", ", names.Select(dialect.Quote));
}
