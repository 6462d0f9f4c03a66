using Microsoft.Data.Sqlite;

namespace NetBatch.Store.Sqlite;

/// <summary>
/// The one thread that writes to the file. It commits as soon as it can: what came during a commit goes into the next one
/// together, so that many small reports share one flush of a slow disk and nobody waits for a quick one.
/// </summary>
internal sealed class StoreWriter : IAsyncDisposable
{
    /// <summary>More than this does not go into one transaction: it would only hold memory.</summary>
    private const int GatherBytes = 8 * 1024 * 1024;
    private const int GatherWrites = 5000;

    // A monitor: whoever waits on one of the concurrent collections spins first, and the writer waits often.
    private readonly object gate = new();
    private readonly Queue<StoreWrite> queue = [];
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Database database;
    private readonly string path;
    private readonly ChangeSignals signals;
    private readonly WriteScope scope;
    private readonly WritePatience patience;
    private readonly StoreWatch watch;
    private readonly TimeProvider time;
    private StoreWrite? ahead;
    private volatile bool closed;
    private volatile NetBatchException? gone;

    public StoreWriter(Database database, string path, ChangeSignals signals, WritePatience patience, StoreWatch watch, TimeProvider time)
    {
        this.database = database;
        this.path = path;
        this.signals = signals;
        (this.patience, this.watch, this.time) = (patience, watch, time);
        scope = new WriteScope(database);
        new Thread(Run) { IsBackground = true, Name = "NetBatch store writer" }.Start();
    }

    /// <summary>Whether another program holds the file's lock, and what is queued waits for it.</summary>
    public bool IsWaiting => patience.IsWaiting;

    /// <summary>Whether the file was removed or replaced: nothing can be written any more.</summary>
    public bool IsGone => gone is not null;

    /// <summary>Queues a write; the task ends after its commit.</summary>
    /// <exception cref="ObjectDisposedException">The store was closed.</exception>
    public Task<T> WriteAsync<T>(Func<WriteScope, T> apply, int bytes = 0)
    {
        var write = new StoreWrite<T>(apply, bytes);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, typeof(SqliteJobStore));
            queue.Enqueue(write);
            Monitor.Pulse(gate);
        }

        return write.Done;
    }

    /// <summary>Puts a write in front of all that is queued: a renewal must not wait behind a slow disk's backlog. One at a time.</summary>
    public Task<T> WriteAheadAsync<T>(Func<WriteScope, T> apply)
    {
        var write = new StoreWrite<T>(apply, bytes: 0);
        Volatile.Write(ref ahead, write);
        // Wakes the thread where nothing else is queued.
        _ = WriteAsync(_ => true);
        return write.Done;
    }

    /// <summary>Writes what is queued and ends the thread.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            closed = true;
            Monitor.Pulse(gate);
        }

        await ended.Task.ConfigureAwait(false);
    }

    private void Run()
    {
        try
        {
            var writes = new List<StoreWrite>();
            while (Take(writes))
            {
                if (Interlocked.Exchange(ref ahead, null) is { } renewal)
                {
                    writes.Insert(0, renewal);
                }

                Commit(writes);
                writes.Clear();
            }
        }
        finally
        {
            database.Dispose();
            ended.SetResult();
        }
    }

    /// <summary>Takes all that is queued, within bounds; waits where nothing is. False: nothing will come any more.</summary>
    private bool Take(List<StoreWrite> writes)
    {
        lock (gate)
        {
            while (queue.Count == 0 && !closed)
            {
                Monitor.Wait(gate);
            }

            for (var bytes = 0; bytes < GatherBytes && writes.Count < GatherWrites && queue.TryDequeue(out var write); bytes += write.Bytes)
            {
                writes.Add(write);
            }

            return writes.Count > 0;
        }
    }

    private void Commit(List<StoreWrite> writes)
    {
        try
        {
            if (gone is { } lost)
            {
                throw lost;
            }

            // IMMEDIATE takes the write lock first: nothing that is read below can change before the commit.
            patience.Begin(database, closed);
            scope.Begin();
            foreach (var write in writes)
            {
                Apply(write);
            }

            if (scope.IsOlder)
            {
                throw gone = StoreErrors.Restored(path);
            }

            scope.Flush();
            database.Execute("COMMIT");
            scope.End();
            if (watch.Problem() is { } problem)
            {
                // It was committed into a file without a name: it counts only where the rescue has it, and that is told.
                throw gone = StoreRescue.Write(database, path, problem, time);
            }
        }
        catch (Exception problem)
        {
            RollBack();
            Fail(writes, problem is SqliteException sqlite && sqlite.IsUnusable() ? StoreErrors.Unusable(path, sqlite) : problem);
            return;
        }

        signals.Changed(scope.Touched);
        foreach (var write in writes)
        {
            write.Finish();
        }
    }

    /// <summary>Applies one write in a savepoint: what is refused to one owner does not touch the others.</summary>
    private void Apply(StoreWrite write)
    {
        database.Execute("SAVEPOINT one");
        try
        {
            write.Apply(scope);
            database.Execute("RELEASE one");
            scope.Keep();
        }
        catch (Exception problem) when (problem is not SqliteException sqlite || !sqlite.IsUnusable())
        {
            database.Execute("ROLLBACK TO one");
            database.Execute("RELEASE one");
            scope.Drop();
            scope.OwnersChanged();
            write.Problem = problem;
        }
    }

    private void RollBack()
    {
        try
        {
            database.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // A full disk or a failed read has rolled back already, or BEGIN itself was refused.
        }
    }

    private static void Fail(List<StoreWrite> writes, Exception problem)
    {
        foreach (var write in writes)
        {
            write.Fail(problem);
        }
    }
}
