using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace NetBatch.Data.Providers;

/// <summary>SQLite files, by the library that the store uses too.</summary>
internal sealed class SqliteProvider : DatabaseProvider
{
    public override string Name => "sqlite";

    public override SqlDialect Dialect => Dialects.Sqlite;

    public override bool Blocks => true;


    public override IEnumerable<WorkProblem> Problems(DatabaseInstance instance)
    {
        var text = IsPath(instance.Connection) ? [] : ConnectionText.Problems(instance, new SqliteConnectionStringBuilder());
        return text.Any() || !string.IsNullOrWhiteSpace(instance.Connection)
            ? text
            : [new($"targets.{instance.Name}.connection", $"The instance '{instance.Name}' has no connection.", "Give the file's path.")];
    }

    public override async Task<DbConnection> OpenAsync(
        DatabaseInstance instance, Secret? secret, DatabaseAccess access, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ConnectionText.Ensure(Problems(instance));
        var builder = IsPath(instance.Connection)
            ? new SqliteConnectionStringBuilder { DataSource = instance.Connection }
            : new SqliteConnectionStringBuilder(instance.Connection);
        builder.Mode = (access, builder.Mode) switch
        {
            (_, SqliteOpenMode.Memory) => SqliteOpenMode.Memory,
            (DatabaseAccess.Read, _) => SqliteOpenMode.ReadOnly,
            // A file that is not there is a mistake in the path, not a new database: who wants one says so.
            (_, SqliteOpenMode.ReadWriteCreate) when !NamesMode(instance.Connection) => SqliteOpenMode.ReadWrite,
            var (_, mode) => mode,
        };
        builder.Pooling = false;
        builder.DefaultTimeout = Math.Max(1, (int)timeout.TotalSeconds);
        if (secret is not null)
        {
            builder.Password = secret.Reveal();
        }

        var connection = new SqliteConnection(builder.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            SqliteFunctions.AddTo(connection);
            // The file is read here for the first time: what is no database, or is held by another, shows while it may be tried again.
            using var look = connection.CreateCommand();
            look.CommandText = "SELECT count(*) FROM sqlite_schema";
            look.ExecuteScalar();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // A transaction that reads sees one state of the file; begun late, it holds nobody up before its first query.
    public override ValueTask<DbTransaction?> BeginAsync(DbConnection connection, DatabaseAccess access,
        CancellationToken cancellationToken) =>
        access == DatabaseAccess.Change
            ? base.BeginAsync(connection, access, cancellationToken)
            : new(((SqliteConnection)connection).BeginTransaction(deferred: true));

    // As a decimal the driver would bind a text, which is greater than any number where no column's affinity makes it one
    // (sqlite.org/datatype3.html#comparison_expressions).
    public override object? ToDriver(object? value) => value is decimal number ? (double)number : value;

    internal override RowValues Values(DbDataReader reader) => new SqliteRowValues(reader);

    // SqliteCommand.Cancel does nothing and its tokens are looked at between calls only; this reaches a statement that is running.
    public override Action? Interrupter(DbConnection connection)
    {
        var handle = ((SqliteConnection)connection).Handle;
        return () =>
        {
            if (handle is { IsInvalid: false, IsClosed: false })
            {
                raw.sqlite3_interrupt(handle);
            }
        };
    }

    public override NetBatchException Explain(Exception error, bool opening)
    {
        if (error is not SqliteException problem)
        {
            return base.Explain(error, opening);
        }

        return problem.SqliteErrorCode switch
        {
            raw.SQLITE_CANTOPEN =>
                new(ErrorCode.ConnectFailed,
                    "The database file cannot be opened: there is none at that path, or this user may not read it.",
                    "Check the instance's connection.", error),
            raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT =>
                new(ErrorCode.ConnectFailed, $"The file is no SQLite database, is damaged or is encrypted: {problem.Message}",
                    inner: error),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED =>
                new(ErrorCode.SessionLimit, $"Another process holds the database: {problem.Message}", inner: error),
            raw.SQLITE_READONLY =>
                new(ErrorCode.ChangeNotAllowed, "The query would change the database, which is open for reading only.",
                    "Add -AllowChange (--allow-change) if it may.", error),
            _ => new(opening ? ErrorCode.ConnectFailed : ErrorCode.CommandRejected, problem.Message, inner: error),
        };
    }

    private static bool NamesMode(string connection) =>
        !IsPath(connection) && new DbConnectionStringBuilder { ConnectionString = connection }.ContainsKey("Mode");

    private static bool IsPath(string connection) => !connection.Contains('=', StringComparison.Ordinal);
}
