using System.Data.Common;
using System.Net.Sockets;

namespace NetBatch.Data.Providers;

/// <summary>What a session may do to its database.</summary>
public enum DatabaseAccess
{
    /// <summary>Only read; the database itself refuses more where it can.</summary>
    Read,
    /// <summary>Read and change.</summary>
    Change,
}

/// <summary>A sort of database: opens connections, and says what its errors mean.</summary>
public abstract class DatabaseProvider
{
    /// <summary>The name that <see cref="DatabaseInstance.Provider"/> gives.</summary>
    public abstract string Name { get; }

    /// <summary>How its SQL is written.</summary>
    public abstract SqlDialect Dialect { get; }

    /// <summary>Whether its calls block their thread whatever they are named: such sessions get a thread of their own while they
    /// work.</summary>
    public virtual bool Blocks => false;

    /// <summary>Problems of an instance's connection, before anything connects.</summary>
    public abstract IEnumerable<WorkProblem> Problems(DatabaseInstance instance);

    /// <summary>Opens a connection. It is closed again when this throws.</summary>
    /// <param name="instance">What is opened.</param>
    /// <param name="secret">The secret that its credential names, or null.</param>
    /// <param name="access">What will be done with it.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="NetBatchException">The connection text cannot be used. Errors of the driver come as they are: <see cref="Explain"/>
    /// tells what they mean.</exception>
    public abstract Task<DbConnection> OpenAsync(
        DatabaseInstance instance, Secret? secret, DatabaseAccess access, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Begins the transaction in which a query runs; null: this database is asked without one.</summary>
    public virtual async ValueTask<DbTransaction?> BeginAsync(DbConnection connection, DatabaseAccess access,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return access == DatabaseAccess.Read ? null : await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a cancellation reach a command that is running, beyond what its own token does; null: the token suffices.</summary>
    public virtual Action? Interrupter(DbConnection connection) => null;

    /// <summary>Makes a command hand over values of every type of the database.</summary>
    internal virtual void AskForAll(DbCommand command)
    {
    }

    /// <summary>How a reader's values become those that rows are kept in.</summary>
    internal virtual RowValues Values(DbDataReader reader) => new(reader);

    /// <summary>Sets a session so that the same values have the same text whatever the server's own settings are: UTC, ISO forms, all
    /// digits.</summary>
    internal virtual Task SetForChecksAsync(DbConnection connection, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Lets the server itself end a statement that takes longer: one that nobody waits for any more must not go on.</summary>
    internal virtual Task LimitAsync(DbConnection connection, TimeSpan limit, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Opens a connection and makes it ready; where either fails it is closed.</summary>
    private protected static async Task<DbConnection> OpenedAsync(DbConnection connection, Func<Task> makeReady,
        CancellationToken cancellationToken)
    {
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            await makeReady().ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Sends a statement that gives no rows.</summary>
    private protected static async Task SendAsync(DbConnection connection, string text, CancellationToken cancellationToken)
    {
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
#pragma warning disable CA2100 // Ours.
            command.CommandText = text;
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A parameter's value in a type that the driver takes.</summary>
    public virtual object? ToDriver(object? value) => value;

    /// <summary>What an error of the driver means.</summary>
    /// <param name="error">What was thrown.</param>
    /// <param name="opening">Whether the session was being opened.</param>
    public virtual NetBatchException Explain(Exception error, bool opening)
    {
        ArgumentNullException.ThrowIfNull(error);
        if (error is NetBatchException known)
        {
            return known;
        }

        if (Chain(error).OfType<SocketException>().FirstOrDefault() is { } socket)
        {
            return new NetBatchException(opening ? Code(socket.SocketErrorCode) : ErrorCode.SessionClosed, Sentence(error), inner: error);
        }

        if (!opening && error is InvalidOperationException)
        {
            return new NetBatchException(ErrorCode.SessionClosed, "The session with the database has ended.", inner: error);
        }

        if (Chain(error).OfType<TimeoutException>().Any())
        {
            return new NetBatchException(opening ? ErrorCode.ConnectTimeout : ErrorCode.PromptTimeout, Sentence(error),
                "Raise ConnectTimeout or StepTimeout if the database needs longer.", error);
        }

        return new NetBatchException(opening ? ErrorCode.ConnectFailed : ErrorCode.CommandRejected, Sentence(error), inner: error);
    }

    /// <summary>An error and what caused it, outermost first.</summary>
    private protected static IEnumerable<Exception> Chain(Exception error)
    {
        for (Exception? one = error; one is not null; one = one.InnerException)
        {
            yield return one;
        }
    }

    private protected static string Sentence(Exception error) =>
        string.Join(": ", Chain(error).Select(one => one.Message.Trim().ReplaceLineEndings(" ").TrimEnd('.'))
            .Distinct(StringComparer.Ordinal)) + ".";

    private static ErrorCode Code(SocketError error) => error switch
    {
        // A Unix socket that is not there (yet) is the second.
        SocketError.ConnectionRefused or SocketError.AddressNotAvailable => ErrorCode.ConnectionRefused,
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => ErrorCode.NameNotResolved,
        SocketError.TimedOut => ErrorCode.ConnectTimeout,
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => ErrorCode.NoRoute,
        SocketError.ConnectionReset or SocketError.ConnectionAborted => ErrorCode.ConnectionClosed,
        _ => ErrorCode.ConnectFailed,
    };
}
