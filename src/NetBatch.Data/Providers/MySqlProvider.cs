using System.Data;
using System.Data.Common;
using MySqlConnector;

namespace NetBatch.Data.Providers;

/// <summary>MySQL and MariaDB, by MySqlConnector.</summary>
/// <param name="name">The name that instances give: both are one sort of database here.</param>
internal sealed class MySqlProvider(string name) : DatabaseProvider
{
    // dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html, mariadb.com/kb/en/mariadb-error-codes
    private const int ReadOnlyTransaction = 1792;
    private const int ReadOnlyServer = 1290;

    public override string Name => name;

    public override SqlDialect Dialect => Dialects.MySql;

    public override IEnumerable<WorkProblem> Problems(DatabaseInstance instance) =>
        ConnectionText.Problems(instance, new MySqlConnectionStringBuilder());

    public override async Task<DbConnection> OpenAsync(
        DatabaseInstance instance, Secret? secret, DatabaseAccess access, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ConnectionText.Ensure(Problems(instance));
        var builder = new MySqlConnectionStringBuilder(instance.Connection)
        {
            // A job opens, works and closes: a pool would keep sessions that nobody counts.
            Pooling = false,
            ConnectionTimeout = (uint)Math.Clamp((int)Math.Ceiling(timeout.TotalSeconds), 1, 1024),
            DefaultCommandTimeout = 0,
            // A tinyint holds more than true and false, and 36 characters are no uuid by that alone.
            TreatTinyAsBoolean = false,
            GuidFormat = MySqlGuidFormat.None,
            // A day of zeros is told as one, and not refused with its whole row.
            AllowZeroDateTime = true,
            // A file of this machine is nothing that a server may ask for.
            AllowLoadLocalInfile = false,
            AllowUserVariables = true,
        };
        if ((secret?.UserName ?? instance.Credential?.UserName) is { } user)
        {
            builder.UserID = user;
        }

        if (secret is not null)
        {
            builder.Password = secret.Reveal();
        }

        var connection = new MySqlConnection(builder.ConnectionString);
        // Double quotes stay what the server's mode says; a change of it would change the user's own queries.
        // What is read as a point in time is one: a TIMESTAMP comes in the session's zone and does not say which. Who changes data
        // keeps the server's zone, by which NOW() is written.
        var mode = access == DatabaseAccess.Read ? "SET SESSION TRANSACTION READ ONLY; SET time_zone = '+00:00'"
            : "SET SESSION TRANSACTION READ WRITE";
        return await OpenedAsync(connection, () => SendAsync(connection, mode, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
    }

    public override async ValueTask<DbTransaction?> BeginAsync(DbConnection connection, DatabaseAccess access,
        CancellationToken cancellationToken) =>
        access == DatabaseAccess.Read
            ? await ((MySqlConnection)connection).BeginTransactionAsync(IsolationLevel.Snapshot, isReadOnly: true, cancellationToken)
                .ConfigureAwait(false)
            : await base.BeginAsync(connection, access, cancellationToken).ConfigureAwait(false);

    public override object? ToDriver(object? value) => value is DateTimeOffset time ? time.UtcDateTime : value;

    internal override RowValues Values(DbDataReader reader) => new MySqlRowValues(reader);

    // As text a FLOAT comes with six of its seven to nine digits (dev.mysql.com/doc/refman/8.4/en/problems-with-float.html); a prepared
    // query's comes as it is.
    internal override void AskForAll(DbCommand command)
    {
        try
        {
            command.Prepare();
        }
        catch (MySqlException) when (command.Connection is { State: System.Data.ConnectionState.Open })
        {
            // Sent as a text then, which tells what is wrong with it: some statements cannot be prepared, and one of several may need a
            // table that another makes first.
        }
    }

    internal override Task SetForChecksAsync(DbConnection connection, CancellationToken cancellationToken) =>
        SendAsync(connection, "SET time_zone = '+00:00'", cancellationToken);

    // MariaDB counts in seconds, MySQL in milliseconds and for SELECT only.
    internal override Task LimitAsync(DbConnection connection, TimeSpan limit, CancellationToken cancellationToken) => SendAsync(
        connection,
        connection.ServerVersion.Contains("MariaDB", StringComparison.OrdinalIgnoreCase)
            ? FormattableString.Invariant($"SET max_statement_time = {limit.TotalSeconds:0.###}")
            : FormattableString.Invariant($"SET max_execution_time = {Math.Min((long)limit.TotalMilliseconds, uint.MaxValue)}"),
        cancellationToken);

    public override NetBatchException Explain(Exception error, bool opening)
    {
        if (error is not MySqlException problem)
        {
            return base.Explain(error, opening);
        }

        var text = $"{problem.Message.Trim().ReplaceLineEndings(" ")} ({problem.Number}).";
        return problem.ErrorCode switch
        {
            MySqlErrorCode.AccessDenied or MySqlErrorCode.DatabaseAccessDenied =>
                new(ErrorCode.AuthenticationFailed, text, "Check user, password and the user's rights from this host.", error),
            MySqlErrorCode.TooManyUserConnections or MySqlErrorCode.ConnectionCountError => new(ErrorCode.SessionLimit, text, inner: error),
            _ when problem.Number is ReadOnlyTransaction or ReadOnlyServer =>
                new(ErrorCode.ChangeNotAllowed, text, "Add -AllowChange (--allow-change) if the query may change the database.", error),
            // The driver has one code for every failure to connect; what lies below tells which.
            MySqlErrorCode.UnableToConnectToHost when opening =>
                base.Explain(error, opening) is { Code: not ErrorCode.ConnectFailed } known ? known
                    : new(ErrorCode.ConnectionRefused, text, inner: error),
            _ => new(opening ? ErrorCode.ConnectFailed
                : problem.InnerException is IOException or System.Net.Sockets.SocketException || problem.Number is 1927 or 2013 or 1053
                    ? ErrorCode.SessionClosed : ErrorCode.CommandRejected, text, inner: error),
        };
    }
}
