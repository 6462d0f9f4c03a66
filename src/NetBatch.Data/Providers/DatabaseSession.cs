using System.Data.Common;
using System.Diagnostics;
using NetBatch.Data.Comparing;
using NetBatch.Data.Metadata;

namespace NetBatch.Data.Providers;

/// <summary>An open session on one database. Not safe for concurrent use. Cancelling reaches a query that is running.</summary>
public sealed class DatabaseSession : IAsyncDisposable
{
    private readonly Action? interrupt;

    private DatabaseSession(DatabaseProvider provider, DatabaseInstance instance, DbConnection connection, DatabaseAccess access)
    {
        Provider = provider;
        Instance = instance;
        Connection = connection;
        Access = access;
        interrupt = provider.Interrupter(connection);
    }

    /// <summary>What sort of database it is.</summary>
    public DatabaseProvider Provider { get; }

    /// <summary>Which one.</summary>
    public DatabaseInstance Instance { get; }

    /// <summary>What it may do.</summary>
    public DatabaseAccess Access { get; }

    /// <summary>How its SQL is written.</summary>
    public SqlDialect Dialect => Provider.Dialect;

    /// <summary>The connection itself, for what this type does not do; use it within <see cref="WorkAsync{T}"/>.</summary>
    public DbConnection Connection { get; }

    /// <summary>The transaction that commands made here take part in, or null.</summary>
    public DbTransaction? Transaction { get; private set; }

    /// <summary>Whether the connection is still there, as far as its driver knows.</summary>
    public bool IsOpen => Connection.State == System.Data.ConnectionState.Open;

    /// <summary>Opens a session.</summary>
    /// <exception cref="NetBatchException">A connect-class code, or what the database said.</exception>
    public static async Task<DatabaseSession> OpenAsync(
        DatabaseProvider provider, DatabaseInstance instance, Secret? secret, DatabaseAccess access, TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(provider);
        // The address may hold a password.
        using var activity = BatchDiagnostics.Activities.StartActivity("connection")?
            .SetTag("db.system.name", provider.Name).SetTag("netbatch.target", instance.Name);
        try
        {
            Task<DbConnection> OpenAsync() => provider.OpenAsync(instance, secret, access, timeout, cancellationToken);
            var connection = await (provider.Blocks ? OwnThread(OpenAsync) : OpenAsync()).ConfigureAwait(false);
            return new DatabaseSession(provider, instance, connection, access);
        }
        catch (Exception error)
            when (error is DbException or TimeoutException or System.Net.Sockets.SocketException or InvalidOperationException
                or NotSupportedException or DllNotFoundException)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            cancellationToken.ThrowIfCancellationRequested();
            throw provider.Explain(error, opening: true);
        }
    }

    /// <summary>
    /// Does work on the connection: on a thread of its own where the provider blocks. Errors of the driver come out as
    /// <see cref="NetBatchException"/>, and as <see cref="OperationCanceledException"/> where the token was cancelled.
    /// </summary>
    public async Task<T> WorkAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        cancellationToken.ThrowIfCancellationRequested();
        var cut = interrupt is null ? default : cancellationToken.UnsafeRegister(static act => ((Action)act!)(), interrupt);
        await using (cut.ConfigureAwait(false))
        {
            try
            {
                return await (Provider.Blocks ? OwnThread(() => work(cancellationToken)) : work(cancellationToken)).ConfigureAwait(false);
            }
            catch (Exception error) when (error is DbException or TimeoutException or IOException
                || (error is InvalidOperationException && Connection.State != System.Data.ConnectionState.Open))
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw Provider.Explain(error, opening: false);
            }
        }
    }

    /// <summary>Sets the session so that checks see the same text of the same value whatever the server's settings are, and ends what takes
    /// longer on the server, too.</summary>
    /// <param name="limit">How long a statement may take; zero: as long as it wants.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal Task SetForChecksAsync(TimeSpan limit, CancellationToken cancellationToken) => WorkAsync(
        async cut =>
        {
            await Provider.SetForChecksAsync(Connection, cut).ConfigureAwait(false);
            await Provider.LimitAsync(Connection, limit, cut).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <summary>Begins the transaction that the provider wants for this session's access; later commands take part in it.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken) =>
        Transaction = await WorkAsync(async cut => await Provider.BeginAsync(Connection, Access, cut).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);

    /// <summary>Commits the transaction that <see cref="BeginAsync"/> began.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (Transaction is { } transaction)
        {
            await WorkAsync(
                async cut =>
                {
                    await transaction.CommitAsync(cut).ConfigureAwait(false);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
            await transaction.DisposeAsync().ConfigureAwait(false);
            Transaction = null;
        }
    }

    /// <summary>Rolls back the transaction that <see cref="BeginAsync"/> began; never throws for what the database says to that.</summary>
    public async Task RollbackAsync()
    {
        if (Transaction is not { } transaction)
        {
            return;
        }

        Transaction = null;
        try
        {
            // Without a commit its end is its rollback.
            await transaction.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is DbException or IOException or InvalidOperationException)
        {
            // The session is gone, and the database undoes what was not committed.
        }
    }

    /// <summary>A command on this session. Parameters are named without any mark; the text holds them as the dialect writes them.</summary>
    public DbCommand Command(string sql, IEnumerable<KeyValuePair<string, object?>>? parameters = null)
    {
        var command = Connection.CreateCommand();
#pragma warning disable CA2100 // The text is the user's own query or ours; values stand in parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Transaction = Transaction;
        // The job's own deadline cuts a command off; a driver's would say less.
        command.CommandTimeout = 0;
        foreach (var (name, value) in parameters ?? [])
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = Dialect.ParameterName(name);
            parameter.Value = Provider.ToDriver(value) ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>Runs a command and tells how many rows it changed, -1 where the database does not say.</summary>
    public Task<int> ExecuteAsync(string sql, IEnumerable<KeyValuePair<string, object?>>? parameters,
        CancellationToken cancellationToken) =>
        WorkAsync(
            async cut =>
            {
                var command = Command(sql, parameters);
                await using (command.ConfigureAwait(false))
                {
                    return await command.ExecuteNonQueryAsync(cut).ConfigureAwait(false);
                }
            },
            cancellationToken);

    /// <summary>The first value of the first row, or null where there is no row or the value is NULL.</summary>
    public Task<object?> ScalarAsync(string sql, IEnumerable<KeyValuePair<string, object?>>? parameters,
        CancellationToken cancellationToken) =>
        WorkAsync<object?>(
            async cut =>
            {
                var command = Command(sql, parameters);
                await using (command.ConfigureAwait(false))
                {
                    return await command.ExecuteScalarAsync(cut).ConfigureAwait(false) is { } value and not DBNull ? value : null;
                }
            },
            cancellationToken);

    /// <summary>Runs a query and gives its rows as they come: the columns first, then piece by piece.</summary>
    public IAsyncEnumerable<RowPiece> QueryAsync(string sql, IEnumerable<KeyValuePair<string, object?>>? parameters,
        CancellationToken cancellationToken) => QueryAsync(sql, parameters, longNumbers: false, cancellationToken);

    /// <summary>The same; exact numbers that no decimal holds come as texts where that is asked for, else they are an error.</summary>
    internal IAsyncEnumerable<RowPiece> QueryAsync(string sql, IEnumerable<KeyValuePair<string, object?>>? parameters, bool longNumbers,
        CancellationToken cancellationToken) =>
        new RowReader(this).ReadAsync(sql, parameters, reader => new RowShaper(Provider.Values(reader), longNumbers), cancellationToken);

    /// <summary>Runs a query and gives its values as they come, of which nothing is lost.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="sorts">What its values are; null: as the reader says.</param>
    /// <param name="wanted">Which rows are made into values; null: all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal IAsyncEnumerable<CellPiece> CellsAsync(string sql, IReadOnlyList<ValueSort>? sorts, Func<DbDataReader, bool>? wanted,
        CancellationToken cancellationToken) =>
        new RowReader(this).ReadAsync(sql, null, reader => new CellPieces(reader, CellSql.Of(Dialect), sorts, wanted), cancellationToken);

    /// <summary>Runs a query and gives all its rows; for answers that are known to be small.</summary>
    public async Task<(RowSet Set, IReadOnlyList<object?[]> Rows)> RowsAsync(
        string sql, IEnumerable<KeyValuePair<string, object?>>? parameters, CancellationToken cancellationToken)
    {
        List<object?[]> rows = [];
        var set = new RowSet("", []);
        await foreach (var piece in QueryAsync(sql, parameters, cancellationToken).ConfigureAwait(false))
        {
            set = piece.Set;
            rows.AddRange(piece.Rows);
        }

        return (set, rows);
    }

    // A driver that blocks whatever its methods are named must not hold the threads that all jobs share.
    private static Task<T> OwnThread<T>(Func<Task<T>> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    /// <summary>Rolls back what was not committed and closes the connection; never throws for what the database says to that.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (Transaction is { } transaction)
            {
                await transaction.DisposeAsync().ConfigureAwait(false);
            }

            await Connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is DbException or IOException or InvalidOperationException)
        {
            // The session is gone either way, and the database undoes what was not committed.
        }
    }
}
