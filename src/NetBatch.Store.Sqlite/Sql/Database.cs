using Microsoft.Data.Sqlite;

namespace NetBatch.Store.Sqlite;

/// <summary>One connection and the statements that were prepared on it. Not safe for concurrent use.</summary>
internal sealed class Database : IDisposable
{
    private const int BusyMilliseconds = 5000;
    private readonly Dictionary<string, SqliteCommand> commands = new(StringComparer.Ordinal);

    private Database(SqliteConnection connection) => Connection = connection;

    public SqliteConnection Connection { get; }

    /// <summary>Opens a file that exists. Readers are kept from writing by SQLite itself.</summary>
    public static Database Open(string path, bool readOnly)
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
            var database = new Database(connection);
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

    /// <summary>Takes the file's write lock at once; false where another has it. The provider itself would ask only every 150 ms.</summary>
    public bool TryBegin()
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

    /// <summary>Runs a statement with the values of $1, $2 ... and gives the number of rows it touched.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    /// <summary>The first column of the first row, or null where there is no row or the value is NULL.</summary>
    public object? Scalar(string sql, params ReadOnlySpan<object?> values) =>
        Prepare(sql, values).ExecuteScalar() is { } value and not DBNull ? value : null;

    /// <summary>The first column of the first row as a number; 0 where there is no row.</summary>
    public long Number(string sql, params ReadOnlySpan<object?> values) => Scalar(sql, values) is long number ? number : 0;

    /// <summary>Every row, read to the end, so that no statement stays open.</summary>
    public List<T> List<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = Prepare(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>Every row, one after the other, to the end; nothing is gathered.</summary>
    public void Each(string sql, Action<SqliteDataReader> read, params ReadOnlySpan<object?> values)
    {
        using var reader = Prepare(sql, values).ExecuteReader();
        while (reader.Read())
        {
            read(reader);
        }
    }

    /// <summary>The first row, or the default.</summary>
    public T? First<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = Prepare(sql, values).ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }

    public void Dispose()
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
            command.CommandText = sql;
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
}
