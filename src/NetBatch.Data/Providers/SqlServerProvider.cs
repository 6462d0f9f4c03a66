using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace NetBatch.Data.Providers;

/// <summary>SQL Server and Azure SQL, by Microsoft.Data.SqlClient: written by their references, not run against a server.</summary>
internal sealed class SqlServerProvider : DatabaseProvider
{
    public override string Name => "sqlserver";

    public override SqlDialect Dialect => Dialects.SqlServer;

    public override IEnumerable<WorkProblem> Problems(DatabaseInstance instance) =>
        ConnectionText.Problems(instance, new SqlConnectionStringBuilder());

    public override async Task<DbConnection> OpenAsync(
        DatabaseInstance instance, Secret? secret, DatabaseAccess access, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ConnectionText.Ensure(Problems(instance));
        EnsureCultures();
        var builder = new SqlConnectionStringBuilder(instance.Connection)
        {
            // A job opens, works and closes: a pool would keep sessions that nobody counts.
            Pooling = false,
            ConnectTimeout = Math.Clamp((int)Math.Ceiling(timeout.TotalSeconds), 1, 1024),
            // Attempts are the job's to count, and a session that comes again has lost its transaction.
            ConnectRetryCount = 0,
        };
        if ((secret?.UserName ?? instance.Credential?.UserName) is { } user)
        {
            builder.UserID = user;
        }

        if (secret is not null)
        {
            builder.Password = secret.Reveal();
        }

        return await OpenedAsync(new SqlConnection(builder.ConnectionString), () => Task.CompletedTask, cancellationToken)
            .ConfigureAwait(false);
    }

    // It has no transaction that only reads: this one is rolled back whatever was done in it. One state of the database is seen without a
    // lock where the database allows snapshots (learn.microsoft.com/sql/t-sql/statements/set-transaction-isolation-level-transact-sql).
    public override async ValueTask<DbTransaction?> BeginAsync(DbConnection connection, DatabaseAccess access,
        CancellationToken cancellationToken)
    {
        if (access == DatabaseAccess.Change)
        {
            return await base.BeginAsync(connection, access, cancellationToken).ConfigureAwait(false);
        }

        var allows = connection.CreateCommand();
        await using (allows.ConfigureAwait(false))
        {
            allows.CommandText = "SELECT snapshot_isolation_state FROM sys.databases WHERE database_id = DB_ID()";
            var level = await allows.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is (byte)1 ? IsolationLevel.Snapshot
                : IsolationLevel.RepeatableRead;
            return await connection.BeginTransactionAsync(level, cancellationToken).ConfigureAwait(false);
        }
    }

    // A server ends a statement when its client's connection ends; what it waits for without end is another's lock.
    internal override Task LimitAsync(DbConnection connection, TimeSpan limit, CancellationToken cancellationToken) =>
        SendAsync(connection, FormattableString.Invariant(
            $"SET LOCK_TIMEOUT {(limit > TimeSpan.Zero ? Math.Min((long)limit.TotalMilliseconds, int.MaxValue) : -1)}"), cancellationToken);

    // The driver refuses to work without ICU's cultures, and asks the switch that a program is built with; the environment goes over it
    // (learn.microsoft.com/dotnet/core/runtime-config/globalization).
    private static void EnsureCultures()
    {
        const string Switch = "System.Globalization.Invariant";
        const string Variable = "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT";
        if (Environment.GetEnvironmentVariable(Variable) is "0" or "false")
        {
            AppContext.SetSwitch(Switch, false);
        }

        if (AppContext.TryGetSwitch(Switch, out var isInvariant) && isInvariant)
        {
            throw new NetBatchException(ErrorCode.ConnectFailed,
                "The driver of SQL Server needs ICU's cultures, and this process runs without them.",
                $"Start it with {Variable}=0 in its environment.");
        }
    }

    // learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors
    public override NetBatchException Explain(Exception error, bool opening)
    {
        if (error is not SqlException problem || (opening && base.Explain(error, opening) is { Code: not ErrorCode.ConnectFailed }))
        {
            return base.Explain(error, opening);
        }

        var text = $"{problem.Message.Trim().ReplaceLineEndings(" ")} ({problem.Number}).";
        return problem.Number switch
        {
            18452 or 18456 or 18486 or 18487 or 18488 => new(ErrorCode.AuthenticationFailed, text, "Check user and password.", error),
            10928 or 10929 or 17809 or 40501 => new(ErrorCode.SessionLimit, text, inner: error),
            3906 or 3908 => new(ErrorCode.ChangeNotAllowed, text, inner: error),
            -2 when opening => new(ErrorCode.ConnectTimeout, text, inner: error),
            _ => new(opening ? ErrorCode.ConnectFailed : problem.Class >= 20 ? ErrorCode.SessionClosed : ErrorCode.CommandRejected, text,
                inner: error),
        };
    }
}
