using Npgsql;

namespace NetBatch.Store.Postgres;

/// <summary>A store in a database.</summary>
internal sealed class PostgresEngine(PostgresAddress address, int oldest) : StoreEngine
{
    // What is lost by a session's own settings would be a promise broken; and who is suspended in the middle of a transaction keeps all
    // others from writing. One statement: for several, Npgsql sends asynchronously even here, and from then on the runtime wakes whoever
    // reads from that socket by its pool, which may be full of those who read.
    private const string Session = """
        SELECT set_config(name, setting, false) FROM (VALUES ('synchronous_commit', 'on'), ('search_path', 'netbatch'),
            ('statement_timeout', '25s'), ('lock_timeout', '1s'), ('idle_in_transaction_session_timeout', '5s'),
            ('client_min_messages', 'warning'), ('timezone', 'UTC'), ('default_transaction_isolation', 'read committed'),
            ('enable_seqscan', 'off'), ('jit', 'off')) AS mine (name, setting)
        WHERE name <> 'jit' OR current_setting('jit', true) IS NOT NULL
        """;

    // The name of a file of the log begins with the timeline: so it is known without a checkpoint.
    private const string Who = """
        SELECT session_user::text, (SELECT system_identifier FROM pg_control_system()), CASE WHEN pg_is_in_recovery() THEN NULL ELSE
            substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) END, current_setting('fsync')
        """;

    /// <summary>How many sessions of the pool may be found cut, and passed over, before it is waited.</summary>
    private const int MostStale = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan OfOwner = TimeSpan.FromMinutes(10);

    private string? account;
    private string? identity;
    private volatile string? problem;

    public override string Location { get; } = address.ToString();

    public override string? Account => account;

    /// <summary>Whether this process owns a job.</summary>
    public Func<bool> OwnsJobs { get; set; } = () => false;

    /// <summary>Called when a session was cut or stood still, or none was to be had: leases may not have been renewed meanwhile.</summary>
    public Action WhenCut { get; set; } = () => { };

    // The lock of writers is one thing, the network another.
    public override bool WaitingKeepsAllOut => false;

    public override long Size
    {
        get
        {
            using var database = new PostgresDatabase(this);
            return database.Number("""
                SELECT CAST(COALESCE(SUM(pg_total_relation_size(c.oid)), 0) AS bigint) FROM pg_class c JOIN pg_namespace n
                ON n.oid = c.relnamespace WHERE n.nspname = 'netbatch' AND c.relkind = 'r'
                """);
        }
    }

    protected override string WhenGone => "Look at the server, and at the devices of the jobs that ran, before you resume them.";

    // Others tell of their changes; this is for what was told while the listening session was cut.
    public override TimeSpan Look => TimeSpan.FromSeconds(2);

    // Each is a process of the server, which has 100 for all; and to open one takes longer than to wait for one.
    public override int? MostReaders => 8;

    /// <summary>Opens a session, and holds the database against the one that was there before.</summary>
    public NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection(address.ConnectionString);
        try
        {
            connection.Open();
            RequireVersion(connection.PostgreSqlVersion);
            using (var settings = new NpgsqlCommand(Session, connection))
            {
                settings.ExecuteNonQuery();
            }

            Check(connection);
            return connection;
        }
        catch (Exception failed)
        {
            connection.Dispose();
            if (IsCut(failed))
            {
                WhenCut();
            }

            throw;
        }
    }

    /// <summary>Opens a session that waits for others.</summary>
    public async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(address.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override Database OpenReader() => new PostgresDatabase(this);

    public override string? Problem() => problem;

    public override NetBatchException? Unusable(Exception problem) => PostgresErrors.Unusable(Location, problem);

    public override bool IsCut(Exception problem) => PostgresErrors.IsCut(problem);

    public override bool IsBlocked(Exception problem) => PostgresErrors.IsLocked(problem) || PostgresErrors.IsTooSlow(problem);

    public override bool IsOfOneWrite(Exception problem) => PostgresErrors.IsTooSlow(problem);

    public override bool WasCommitted(Database writer) => ((PostgresDatabase)writer).WasCommitted();

    public override bool MayReadAgain(Exception problem, int tries, TimeSpan waited)
    {
        if (!PostgresErrors.IsCut(problem))
        {
            return false;
        }

        if (tries > MostStale)
        {
            Thread.CurrentThread.Join(200);
        }

        return waited < (OwnsJobs() ? OfOwner : Patience);
    }

    public override void Tell(Database writer, IReadOnlyCollection<string> jobIds)
    {
        foreach (var id in jobIds)
        {
            writer.Post("SELECT pg_notify('netbatch', $1)", id);
        }
    }

    // Another machine's server is there for others: who one day gets a role, or has this one's password, has written what is in it.
    public override bool OthersCanWrite()
    {
        if (!address.IsLocal)
        {
            return true;
        }

        using var database = new PostgresDatabase(this);
        return database.Number("""
            SELECT EXISTS (SELECT 1 FROM pg_roles r WHERE NOT r.rolsuper AND r.rolcanlogin AND r.rolname <> session_user
                AND has_table_privilege(r.oid, 'definitions', 'INSERT, UPDATE'))
            """) == 1;
    }

    public override async Task ShareAsync(StoreWriter writer, string group)
    {
        using (var database = new PostgresDatabase(this))
        {
            if (database.Number("SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = $1)", group) == 0)
            {
                throw new NetBatchException(ErrorCode.InvalidArgument, $"The server has no role '{group}'.",
                    "Make it (CREATE ROLE), and make the roles of those who share the store its members (GRANT).");
            }

            // The server itself only warns of rights that somebody cannot give.
            if (database.Number("SELECT pg_has_role(session_user, nspowner, 'USAGE') FROM pg_namespace WHERE nspname = 'netbatch'") == 0)
            {
                throw new NetBatchException(ErrorCode.StoreUnusable, $"'{account}' may not share the store '{Location}'.",
                    "Let the owner of its schema share it.");
            }
        }

        await writer.WriteAsync(scope =>
        {
            PostgresSchema.Grant(scope.Database, group);
            return scope.Database.Keep("group", group);
        }).ConfigureAwait(false);
    }

    // The database itself writes its session's role into an approval, whatever a client sends.
    public override string? Prover(Database database, Approval approval) => database.Scalar(
        "SELECT role FROM approvals a JOIN jobs ON jobs.key = a.job WHERE id = $1 AND removed = 0 AND fingerprint = $2", approval.JobId,
        approval.Fingerprint) as string;

    // Before all else: an older server does not know what it is asked next.
    private void RequireVersion(Version version)
    {
        if (version.Major < oldest)
        {
            throw new NetBatchException(ErrorCode.StoreUnusable,
                $"The store '{Location}' cannot be used: its PostgreSQL is {version}, older than {oldest}.", "Name a newer server.");
        }
    }

    private void Check(NpgsqlConnection connection)
    {
        using var ask = new NpgsqlCommand(Who, connection);
        using var row = ask.ExecuteReader();
        row.Read();
        var why = row.IsDBNull(2) ? ("it is a standby, which takes no writes", "Name the primary server.")
            : row.GetString(3) != "on" ? ("its fsync is off: what was shown could be lost", "Set fsync = on in its postgresql.conf.")
            : default;
        if (why.Item1 is not null)
        {
            throw new NetBatchException(ErrorCode.StoreUnusable, $"The store '{Location}' cannot be used: {why.Item1}.", why.Item2);
        }

        var now = $"{row.GetInt64(1)}:{row.GetString(2)}";
        (account, var before) = (row.GetString(0), Interlocked.CompareExchange(ref identity, now, null));
        if (before is not null && before != now)
        {
            problem = "its server is another than it was, or was restored to an earlier time";
            throw Gone(problem);
        }
    }
}
