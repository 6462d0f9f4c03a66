using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;

namespace NetBatch.Store;

/// <summary>Connections that only read, with their prepared statements. A reader never blocks the writer, nor the writer a
/// reader.</summary>
internal sealed class ReaderPool(StoreEngine engine) : IDisposable
{
    private const int MostIdle = 8;

    /// <summary>Whoever has waited so long for a connection opens one more: one that reads may wait for another that does.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentBag<Database> idle = [];
    private readonly object gate = new();
    private int reading;
    private volatile bool closed;

    /// <summary>
    /// Reads with a connection of its own, and to the end: what is given to a slow consumer is read page by page, since
    /// an open read keeps the log from being folded into the file.
    /// </summary>
    public T Read<T>(Func<Database, T> read)
    {
        ObjectDisposedException.ThrowIf(closed, typeof(SqlJobStore));
        if (engine.Problem() is { } gone)
        {
            throw engine.Gone(gone);
        }

        var begun = Stopwatch.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            try
            {
                return ReadOnce(read);
            }
            catch (DbException problem) when (engine.MayReadAgain(problem, tries, Stopwatch.GetElapsedTime(begun)))
            {
                // Asked again.
            }
            catch (DbException problem) when (engine.Unusable(problem) is { } told)
            {
                throw told;
            }
        }
    }

    public void Dispose()
    {
        closed = true;
        while (idle.TryTake(out var database))
        {
            database.Dispose();
        }
    }

    private T ReadOnce<T>(Func<Database, T> read)
    {
        if (engine.MostReaders is not { } most)
        {
            return ReadWithOne(read);
        }

        lock (gate)
        {
            _ = reading < most || Monitor.Wait(gate, Patience);
            reading++;
        }

        try
        {
            return ReadWithOne(read);
        }
        finally
        {
            lock (gate)
            {
                reading--;
                Monitor.Pulse(gate);
            }
        }
    }

    private T ReadWithOne<T>(Func<Database, T> read)
    {
        var database = idle.TryTake(out var pooled) ? pooled : engine.OpenReader();
        var good = true;
        try
        {
            return read(database);
        }
        catch (DbException)
        {
            // Its engine may have gone away: it is not used again.
            good = false;
            throw;
        }
        finally
        {
            if (!good || closed || idle.Count >= MostIdle)
            {
                database.Dispose();
            }
            else
            {
                idle.Add(database);
            }
        }
    }
}
