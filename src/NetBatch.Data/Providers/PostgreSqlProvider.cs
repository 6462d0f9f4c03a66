using System.Data.Common;
using Npgsql;

namespace NetBatch.Data.Providers;

/// <summary>PostgreSQL, by Npgsql.</summary>
internal sealed class PostgreSqlProvider : DatabaseProvider
{
    public override string Name => "postgresql";

    public override SqlDialect Dialect => Dialects.PostgreSql;

    public override IEnumerable<WorkProblem> Problems(DatabaseInstance instance) =>
        ConnectionText.Problems(instance, new NpgsqlConnectionStringBuilder());

    public override async Task<DbConnection> OpenAsync(
        DatabaseInstance instance, Secret? secret, DatabaseAccess access, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ConnectionText.Ensure(Problems(instance));
        var builder = new NpgsqlConnectionStringBuilder(instance.Connection)
        {
            // A job opens, works and closes: a pool would keep sessions that nobody counts.
            Pooling = false,
            Timeout = Math.Clamp((int)Math.Ceiling(timeout.TotalSeconds), 1, 1024),
            // How long a query may take is the job's to say; it cancels on the server.
            CommandTimeout = 0,
            IncludeErrorDetail = false,
        };
        builder.ApplicationName ??= "NetBatch";
        if (secret is not null)
        {
            builder.Username = secret.UserName ?? builder.Username;
            builder.Password = secret.Reveal();
        }
        else if (instance.Credential?.UserName is { } user)
        {
            builder.Username = user;
        }

        var connection = new NpgsqlConnection(builder.ConnectionString);
        return await OpenedAsync(connection,
            () => access == DatabaseAccess.Read
                ? SendAsync(connection, "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY", cancellationToken) : Task.CompletedTask,
            cancellationToken).ConfigureAwait(false);
    }

    // After its first query a read-only transaction cannot be made writable again (postgresql.org/docs/current/sql-set-transaction.html).
    public override async ValueTask<DbTransaction?> BeginAsync(DbConnection connection, DatabaseAccess access,
        CancellationToken cancellationToken)
    {
        // Reading in several steps sees one state of the database.
        var level = access == DatabaseAccess.Read ? System.Data.IsolationLevel.RepeatableRead : System.Data.IsolationLevel.ReadCommitted;
        var transaction = await connection.BeginTransactionAsync(level, cancellationToken).ConfigureAwait(false);
        if (access == DatabaseAccess.Read)
        {
            await SendAsync(connection, "SET TRANSACTION READ ONLY", cancellationToken).ConfigureAwait(false);
        }

        return transaction;
    }

    internal override void AskForAll(DbCommand command) => ((NpgsqlCommand)command).AllResultTypesAreUnknown = true;

    internal override RowValues Values(DbDataReader reader) => new PostgreSqlRowValues(reader);

    // Without row_security a check of a table whose policies hide rows is an error, and not one of a part
    // (postgresql.org/docs/current/runtime-config-client.html).
    internal override Task SetForChecksAsync(DbConnection connection, CancellationToken cancellationToken) => SendAsync(
        connection,
        "SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres'; SET extra_float_digits = 3; SET bytea_output "
            + "= 'hex'; SET lc_monetary = 'C'; SET row_security = off",
        cancellationToken);

    internal override Task LimitAsync(DbConnection connection, TimeSpan limit, CancellationToken cancellationToken) =>
        SendAsync(connection, FormattableString.Invariant($"SET statement_timeout = {(long)limit.TotalMilliseconds}"), cancellationToken);

    // Codes: postgresql.org/docs/current/errcodes-appendix.html.
    public override NetBatchException Explain(Exception error, bool opening)
    {
        if (Chain(error).OfType<PostgresException>().FirstOrDefault() is not { } problem)
        {
            return error is NpgsqlException && !opening && Chain(error).Any(one => one is IOException)
                ? new(ErrorCode.SessionClosed, Sentence(error), inner: error)
                : base.Explain(error, opening);
        }

        var text = $"{problem.MessageText} ({problem.SqlState}).";
        return problem.SqlState switch
        {
            PostgresErrorCodes.TooManyConnections => new(ErrorCode.SessionLimit, text, inner: error),
            PostgresErrorCodes.CannotConnectNow => new(ErrorCode.ConnectionRefused, text, inner: error),
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                new(ErrorCode.AuthenticationFailed, text, "Check user, password and the server's pg_hba.conf.", error),
            PostgresErrorCodes.ReadOnlySqlTransaction =>
                new(ErrorCode.ChangeNotAllowed, text, "Add -AllowChange (--allow-change) if the query may change the database.", error),
            PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown =>
                new(opening ? ErrorCode.ConnectionClosed : ErrorCode.SessionClosed, text, inner: error),
            _ => new(opening ? ErrorCode.ConnectFailed : ErrorCode.CommandRejected, text, inner: error),
        };
    }
}
