using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace NetBatch.Store.Sqlite;

/// <summary>Connections that only read, with their prepared statements. A reader never blocks the writer, nor the writer a reader
/// (WAL).</summary>
internal sealed class ReaderPool(string path, StoreWatch watch) : IDisposable
{
    private const int MostIdle = 8;

    /// <summary>Each takes SQLite's ten seconds: whoever was suspended for a moment does not end what others do.</summary>
    private const int MostTries = 6;

    private readonly ConcurrentBag<Database> idle = [];
    private volatile bool closed;

    /// <summary>
    /// Reads with a connection of its own, and to the end: what is given to a slow consumer is read page by page, since
    /// an open read keeps the log from being folded into the file.
    /// </summary>
    public T Read<T>(Func<Database, T> read)
    {
        ObjectDisposedException.ThrowIf(closed, typeof(SqliteJobStore));
        if (watch.Problem() is { } gone)
        {
            throw new NetBatchException(ErrorCode.StoreUnusable, $"The store '{path}' cannot be used: {gone}.",
                "Look at what removes or replaces files there (a tidy-up, a restore, a sync).");
        }

        for (var tries = 1; ; tries++)
        {
            try
            {
                return ReadOnce(read);
            }
            catch (SqliteException problem) when (problem.IsOfAStoppedWriter() && tries < MostTries)
            {
                // Asked again.
            }
            catch (SqliteException problem) when (problem.IsUnusable())
            {
                throw StoreErrors.Unusable(path, problem);
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
        var database = idle.TryTake(out var pooled) ? pooled : Database.Open(path, readOnly: true);
        try
        {
            return read(database);
        }
        finally
        {
            if (closed || idle.Count >= MostIdle)
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
