using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace NetBatch.Store.Sqlite;

/// <summary>One connection and the statements that were prepared on it. Not safe for concurrent use.</summary>
internal sealed partial class SqliteDatabase : Database
{
    private const int BusyMilliseconds = 5000;
    private readonly Dictionary<string, SqliteCommand> commands = new(StringComparer.Ordinal);

    private SqliteDatabase(SqliteConnection connection) => Connection = connection;

    public SqliteConnection Connection { get; }

    /// <summary>Opens a file that exists. Readers are kept from writing by SQLite itself.</summary>
    public static SqliteDatabase Open(string path, bool readOnly)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWrite,
            ForeignKeys = true,
            DefaultTimeout = 5,
            // Connections are pooled by the store itself, with their prepared statements; the provider's pool is static.
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            var database = new SqliteDatabase(connection);
            // The provider waits 150 ms between two tries of a busy file; SQLite's own handler begins with 1 ms.
            database.Execute($"PRAGMA busy_timeout = {BusyMilliseconds}");
            database.Execute("PRAGMA synchronous = FULL");
            database.Execute(readOnly ? "PRAGMA query_only = ON" : "PRAGMA journal_size_limit = 67108864");
            return database;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // The provider itself would ask only every 150 ms.
    public override bool TryBegin()
    {
        var handle = Connection.Handle!;
        SQLitePCL.raw.sqlite3_busy_timeout(handle, 0);
        var code = SQLitePCL.raw.sqlite3_exec(handle, "BEGIN IMMEDIATE");
        SQLitePCL.raw.sqlite3_busy_timeout(handle, BusyMilliseconds);
        return code switch
        {
            SQLitePCL.raw.SQLITE_OK => true,
            // The latter of a process that was suspended in the middle of a commit, after SQLite's own ten seconds.
            SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_PROTOCOL => false,
            _ => throw new SqliteException(SQLitePCL.raw.sqlite3_errmsg(handle).utf8_to_string(), code,
                SQLitePCL.raw.sqlite3_extended_errcode(handle)),
        };
    }

    // It changes with the commits of other connections alone (https://www.sqlite.org/pragma.html#pragma_data_version).
    public override long OthersWrites() => Number("PRAGMA data_version");

    public override NetBatchException Busy() =>
        SqliteErrors.Unusable(Connection.DataSource, new SqliteException("database is locked", SQLitePCL.raw.SQLITE_BUSY));

    public override int Execute(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    public override object? Scalar(string sql, params ReadOnlySpan<object?> values) =>
        Prepare(sql, values).ExecuteScalar() is { } value and not DBNull ? value : null;

    protected override void Walk(string sql, Func<Row, bool> read, ReadOnlySpan<object?> values)
    {
        using var reader = Prepare(sql, values).ExecuteReader();
        if (reader.Read())
        {
            var row = new SqliteRow(reader.Handle!);
            while (read(row) && reader.Read())
            {
            }
        }
    }

    public override void Dispose()
    {
        foreach (var command in commands.Values)
        {
            command.Dispose();
        }

        Connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!commands.TryGetValue(sql, out var command))
        {
            command = Connection.CreateCommand();
#pragma warning disable CA2100 // Every text is a constant of this assembly or put together from such; values are parameters.
            command.CommandText = Translate(sql);
#pragma warning restore CA2100
            for (var index = 1; index <= values.Length; index++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${index}" });
            }

            commands.Add(sql, command);
        }

        for (var index = 0; index < values.Length; index++)
        {
            command.Parameters[index].Value = values[index] ?? DBNull.Value;
        }

        return command;
    }

    /// <summary>The words of all stores in SQLite's.</summary>
    private static string Translate(string sql) => Member().Replace(sql, "json_extract($1, '$.$2')")
        .Replace(" texts(", " json_each(", StringComparison.Ordinal).Replace(" numbers(", " json_each(", StringComparison.Ordinal)
        .Replace("greatest(", "max(", StringComparison.Ordinal).Replace("least(", "min(", StringComparison.Ordinal)
        .Replace("strpos(", "instr(", StringComparison.Ordinal);

    [GeneratedRegex(@"json_text\(([\w.]+), '(\w+)'\)")]
    private static partial Regex Member();
}
