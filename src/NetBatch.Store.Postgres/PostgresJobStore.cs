using Npgsql;

namespace NetBatch.Store.Postgres;

/// <summary>
/// The shared store: one PostgreSQL database for the processes of many machines. Who works in it is the role that has logged in. A server
/// that goes away is waited for: owners go on when it is back and still theirs is the job.
/// </summary>
public sealed class PostgresJobStore : SqlJobStore
{
    private readonly ChangeListener listener;

    private PostgresJobStore(PostgresStoreOptions options, PostgresEngine engine, PostgresDatabase database)
        : base(options, engine, database)
    {
        engine.OwnsJobs = () => OwnsJobs;
        engine.WhenCut = ForgetLeases;
        listener = new ChangeListener(engine, Signals, () => database.Session);
    }

    /// <summary>Opens a store, makes its tables where they are missing, and brings older ones to this version.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.StoreUnusable"/>: no server, no such database, no right to it;
    /// <see cref="ErrorCode.StoreNewer"/>: written by a newer version.</exception>
    public static Task<PostgresJobStore> OpenAsync(PostgresStoreOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxSessions ?? 1, 1);
        cancellationToken.ThrowIfCancellationRequested();
        var engine = new PostgresEngine(options.Address, options.OldestServer);
        PostgresDatabase? database = null;
        try
        {
            database = new PostgresDatabase(engine);
            PostgresSchema.Migrate(database, engine.Location, options.Migrations);
            return Task.FromResult(new PostgresJobStore(options, engine, database));
        }
        catch (Exception problem)
        {
            database?.Dispose();
            if (problem is NpgsqlException && engine.Unusable(problem) is { } told)
            {
                throw told;
            }

            throw;
        }
    }

    /// <inheritdoc/>
    private protected override ValueTask StopListeningAsync() => listener.DisposeAsync();
}
