using System.Diagnostics;
using Npgsql;

namespace NetBatch.Store.Postgres;

/// <summary>One session of a database. Not safe for concurrent use. One that was cut is opened anew by the next transaction.</summary>
internal sealed class PostgresDatabase : Database
{
    /// <summary>All writers of a store take this lock (two numbers of ours: the letters NBat, and the store).</summary>
    private const string TakeLock = "SELECT pg_advisory_xact_lock(1312973172, 1)";

    /// <summary>Statements that go together at most; more would only be held in memory.</summary>
    private const int MostPosted = 64;

    /// <summary>More than a lock is waited for: the server, or the way to it, stood still, and so for owners that renew.</summary>
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(6);

    private readonly PostgresEngine engine;
    private readonly List<NpgsqlBatchCommand> posted = [];
    private NpgsqlConnection? connection;
    private Exception? trouble;
    private long transaction;

    /// <summary>One before it, of which it is not known how it ended. It stays the same over any number of cuts until that was
    /// asked.</summary>
    private long unknown;

    public PostgresDatabase(PostgresEngine engine)
    {
        this.engine = engine;
        connection = engine.Connect();
    }

    /// <summary>The session's number at the server.</summary>
    public int Session => connection?.ProcessID ?? 0;

    public override bool TryBegin()
    {
        posted.Clear();
        var open = unknown > 0 ? unknown : transaction;
        try
        {
            connection ??= engine.Connect();
            Post("BEGIN");
            // Who gives up loses its place in the queue of those who wait.
            Post("SET LOCAL lock_timeout = '5s'");
            Post(TakeLock);
            Post("SET LOCAL lock_timeout = '1s'");
            transaction = Number("SELECT txid_current()");
            unknown = open;
            return true;
        }
        catch (NpgsqlException problem) when (PostgresErrors.IsCut(problem) || PostgresErrors.IsLocked(problem))
        {
            trouble = problem;
            try
            {
                if (connection is not null)
                {
                    Execute("ROLLBACK");
                }
            }
            finally
            {
                (unknown, transaction) = (open, 0);
            }

            return false;
        }
    }

    public override NetBatchException Busy() => PostgresErrors.Unusable(engine.Location, trouble!)!;

    // What owners, results and history leave behind; only asked by those who wait.
    public override long OthersWrites()
    {
        try
        {
            return connection is null ? 0 : Number("""
                SELECT CAST(1 + (SELECT sequence FROM store) + (SELECT COALESCE(SUM(counter), 0) FROM leases)
                    + (SELECT COALESCE(MAX(sequence), 0) FROM history) AS bigint)
                """);
        }
        catch (NpgsqlException problem) when (PostgresErrors.IsCut(problem))
        {
            return 0;
        }
    }

    // The server lets them in one after the other.
    public override bool IsFair => true;

    /// <summary>Whether the transaction before the one that was begun last was committed. It has ended: the lock it had is ours.</summary>
    public bool WasCommitted()
    {
        var was = unknown > 0 && Scalar("SELECT txid_status($1)", unknown) as string == "committed";
        unknown = 0;
        return was;
    }

    public override void Post(string sql, params ReadOnlySpan<object?> values)
    {
        posted.Add(Command(sql, values));
        if (posted.Count >= MostPosted)
        {
            Run(batch => batch.ExecuteNonQuery());
        }
    }

    public override void Discard() =>
        posted.RemoveAll(command => !command.CommandText.StartsWith("SAVEPOINT", StringComparison.Ordinal));

    public override int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        posted.Add(Command(sql, values));
        if (sql == "ROLLBACK")
        {
            // Given up: nobody asks for it later.
            unknown = transaction = 0;
        }

        var touched = Run(batch =>
        {
            batch.ExecuteNonQuery();
            return (int)batch.BatchCommands[^1].RecordsAffected;
        });
        if (sql == "COMMIT")
        {
            unknown = transaction = 0;
        }

        return touched;
    }

    /// <summary>Runs a script of many statements, without values.</summary>
    public void ExecuteAll(string script)
    {
#pragma warning disable CA2100 // Constants of this assembly.
        using var command = new NpgsqlCommand(script, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public override object? Scalar(string sql, params ReadOnlySpan<object?> values)
    {
        posted.Add(Command(sql, values));
        return Run(batch =>
        {
            using var reader = Last(batch);
            return reader.Read() && !reader.IsDBNull(0) ? reader.GetValue(0) : null;
        });
    }

    protected override void Walk(string sql, Func<Row, bool> read, ReadOnlySpan<object?> values)
    {
        posted.Add(Command(sql, values));
        Run(batch =>
        {
            using var reader = Last(batch);
            if (reader.Read())
            {
                var row = new PostgresRow(reader);
                while (read(row) && reader.Read())
                {
                }
            }

            return true;
        });
    }

    public override void Dispose()
    {
        connection?.Dispose();
        connection = null;
    }

    private static NpgsqlBatchCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        var statement = Statement.Of(sql);
        var command = new NpgsqlBatchCommand(statement.Text);
        statement.Bind(command.Parameters, values);
        return command;
    }

    /// <summary>The rows of the last statement: those of the ones before are asked for by nobody.</summary>
    private static NpgsqlDataReader Last(NpgsqlBatch batch)
    {
        var reader = batch.ExecuteReader();
        // Statements that give no rows are passed over by the reader itself; of the others only the lock's stands before.
        while (reader.FieldCount > 0 && batch.BatchCommands.Count > 1 && IsLock(reader))
        {
            reader.NextResult();
        }

        return reader;
    }

    private static bool IsLock(NpgsqlDataReader reader) => reader.GetName(0) == "pg_advisory_xact_lock";

    private T Run<T>(Func<NpgsqlBatch, T> run)
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            using var batch = new NpgsqlBatch(connection ?? throw new NpgsqlException("The connection was cut."));
            foreach (var command in posted)
            {
                batch.BatchCommands.Add(command);
            }

            var result = run(batch);
            if (Stopwatch.GetElapsedTime(begun) > Stall)
            {
                engine.WhenCut();
            }

            return result;
        }
        catch (NpgsqlException problem) when (PostgresErrors.IsCut(problem))
        {
            Dispose();
            engine.WhenCut();
            throw;
        }
        finally
        {
            posted.Clear();
        }
    }
}
