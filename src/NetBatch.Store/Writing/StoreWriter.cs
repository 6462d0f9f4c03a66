using System.Data.Common;

namespace NetBatch.Store;

/// <summary>
/// The one thread that writes to the store. It commits as soon as it can: what came during a commit goes into the next one
/// together, so that many small reports share one flush of a slow disk and nobody waits for a quick one.
/// </summary>
internal sealed class StoreWriter : IAsyncDisposable
{
    /// <summary>More than this does not go into one transaction: it would only hold memory.</summary>
    private const int GatherBytes = 8 * 1024 * 1024;
    private const int GatherWrites = 5000;

    /// <summary>An engine that goes away in the middle of the same writes so often does so because of them.</summary>
    private const int MostCuts = 20;

    // A monitor: whoever waits on one of the concurrent collections spins first, and the writer waits often.
    private readonly object gate = new();
    private readonly Queue<StoreWrite> queue = [];
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Database database;
    private readonly StoreEngine engine;
    private readonly ChangeSignals signals;
    private readonly WriteScope scope;
    private readonly WritePatience patience;
    private readonly TimeProvider time;
    private StoreWrite? ahead;
    private int cuts;

    /// <summary>Whether it is not known how the transaction before the last cut ended.</summary>
    private bool isUnknown;
    private volatile bool closing;
    private volatile bool closed;
    private volatile NetBatchException? gone;

    public StoreWriter(Database database, StoreEngine engine, ChangeSignals signals, WritePatience patience, TimeProvider time)
    {
        this.database = database;
        this.engine = engine;
        this.signals = signals;
        (this.patience, this.time) = (patience, time);
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
            ObjectDisposedException.ThrowIf(closed, typeof(SqlJobStore));
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

    /// <summary>What is written from now on is not waited for as long as usual.</summary>
    public void EndSoon() => closing = true;

    /// <summary>Writes what is queued and ends the thread.</summary>
    public async ValueTask DisposeAsync()
    {
        closing = true;
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
        (cuts, isUnknown) = (0, false);
        patience.Start();
        try
        {
            while (!TryCommit(writes))
            {
                // What the engine has not kept is written again when it is back, or free.
            }
        }
        catch (Exception problem)
        {
            if (engine.Problem() is not null && problem is NetBatchException lost)
            {
                gone = lost;
            }

            RollBack();
            Fail(writes, Told(problem));
            return;
        }
        finally
        {
            patience.End();
        }

        signals.Changed(scope.Touched);
        foreach (var write in writes)
        {
            write.Finish();
        }
    }

    private Exception Told(Exception problem)
    {
        var told = engine.Unusable(problem) ?? problem;
        return isUnknown && told is NetBatchException known
            ? new NetBatchException(known.Code, $"{known.Message} What was being written may have been kept all the same.", known.Remedy,
                known)
            : told;
    }

    /// <summary>False: the engine went away before it was known what became of it, or another session was in the way.</summary>
    private bool TryCommit(List<StoreWrite> writes)
    {
        var isWriting = false;
        if (gone is { } lost)
        {
            throw lost;
        }

        try
        {
            // This takes the write lock first: nothing that is read below can change before the commit.
            patience.Begin(() => closing);
            if (engine.WaitingKeepsAllOut)
            {
                patience.End();
            }

            if (isUnknown && engine.WasCommitted(database))
            {
                RollBack();
            }
            else
            {
                (isUnknown, isWriting) = (false, true);
                Write(writes);
            }
        }
        catch (Exception problem) when (engine.IsCut(problem))
        {
            isUnknown |= isWriting;
            if (++cuts > MostCuts)
            {
                throw;
            }

            return false;
        }
        catch (Exception problem) when (isWriting && engine.IsBlocked(problem))
        {
            RollBack();
            if (!patience.MayBeginAgain(closing))
            {
                throw;
            }

            return false;
        }

        scope.End();
        if (engine.Problem() is { } missing)
        {
            // It was committed into a store without a name: it counts only where the rescue has it, and that is told.
            throw gone = engine.Gone(database, missing, time);
        }

        return true;
    }

    private void Write(List<StoreWrite> writes)
    {
        scope.Begin();
        foreach (var write in writes)
        {
            Apply(write);
        }

        if (scope.IsOlder)
        {
            throw gone = engine.Restored();
        }

        scope.Flush();
        engine.Tell(database, scope.Touched);
        database.Execute("COMMIT");
    }

    /// <summary>Applies one write in a savepoint: what is refused to one owner does not touch the others.</summary>
    private void Apply(StoreWrite write)
    {
        write.Problem = null;
        database.Post("SAVEPOINT one");
        try
        {
            write.Apply(scope);
            database.Execute("RELEASE one");
            scope.Keep();
        }
        catch (Exception problem) when (engine.Unusable(problem) is null || engine.IsOfOneWrite(problem))
        {
            database.Discard();
            database.Execute("ROLLBACK TO one");
            database.Execute("RELEASE one");
            scope.Drop();
            scope.OwnersChanged();
            write.Problem = engine.Unusable(problem) ?? problem;
        }
    }

    private void RollBack()
    {
        try
        {
            database.Execute("ROLLBACK");
        }
        catch (Exception problem) when (problem is DbException or InvalidOperationException)
        {
            // A full disk or a failed read has rolled back already, or the transaction was never begun.
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
