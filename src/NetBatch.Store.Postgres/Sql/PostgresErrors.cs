using Npgsql;

namespace NetBatch.Store.Postgres;

/// <summary>The errors of PostgreSQL that a caller can act on, by their codes
/// (https://www.postgresql.org/docs/current/errcodes-appendix.html).</summary>
internal static class PostgresErrors
{
    /// <summary>Whether the session is gone: by the network, the server's end, or its limit for a session that does nothing.</summary>
    public static bool IsCut(Exception problem) => problem switch
    {
        PostgresException told => told.SqlState is "57P01" or "57P02" or "57P03" or "57P05" or "25P03" or "25P04" or "53300"
            || told.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException other => other is not NpgsqlOperationInProgressException,
        _ => false,
    };

    /// <summary>Whether another session has the lock.</summary>
    public static bool IsLocked(Exception problem) => problem is PostgresException { SqlState: "55P03" or "40P01" };

    /// <summary>Whether a statement was ended since it took longer than its limit, or by an administrator.</summary>
    public static bool IsTooSlow(Exception problem) => problem is PostgresException { SqlState: "57014" };

    /// <summary>What a user is told; null: a defect of ours.</summary>
    public static NetBatchException? Unusable(string location, Exception problem)
    {
        var told = problem as PostgresException;
        var found = told?.SqlState switch
        {
            "28P01" or "28000" => ("the server does not let this role in",
                "Check the role, its password (PGPASSWORD, ~/.pgpass) and the server's pg_hba.conf."),
            "3D000" => ("there is no such database", "Make it (createdb), or correct the address."),
            "42501" => ($"this role may not do that ({told.MessageText})",
                "Let the owner of its tables share it with a group that this role is in; who opens it first must be allowed to make "
                    + "them."),
            "42P01" or "3F000" => ("its tables are gone", "Restore the database, or open it anew to make new ones."),
            "25006" => ("it takes no writes", "Name the primary server, not a standby."),
            "53100" => ("the server's disk is full", "Free some space there, then resume the job."),
            "55P03" or "40P01" => ("another process kept it locked for too long", "Look at pg_stat_activity and pg_locks."),
            "57014" => ("a statement took longer than its limit", "Look at the server's load and at pg_locks."),
            _ when told is not null && !IsCut(told) && !IsOfTheServer(told.SqlState) => default,
            _ when problem is not NpgsqlException => default,
            // Npgsql's own words; no code goes with them.
            _ when problem.Message.StartsWith("No password", StringComparison.Ordinal) => ("the server asks for a password",
                "Put it into PGPASSWORD, or into ~/.pgpass as host:port:database:user:password (mode 0600)."),
            _ when problem.InnerException is System.Security.Authentication.AuthenticationException refused =>
                ($"its certificate was refused: {refused.Message}",
                    "Name the authority with ?sslrootcert=FILE; ?sslmode=require does without proof of whose server it is."),
            _ => ($"it cannot be reached: {problem.InnerException?.Message ?? told?.MessageText ?? problem.Message}",
                "Check the address and the server; a job goes on when it is back, or can be resumed."),
        };
        return found.Item1 is null ? null
            : new NetBatchException(ErrorCode.StoreUnusable, $"The store '{location}' cannot be used: {found.Item1}.", found.Item2,
                problem);
    }

    private static bool IsOfTheServer(string state) => state[..2] is "53" or "58" or "57" or "XX";
}
