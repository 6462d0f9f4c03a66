using System.Diagnostics;
using System.Globalization;

namespace NetBatch.Store.Sqlite;

/// <summary>
/// Looks a file over that was not closed well: once after each owner that died with its job, so that damage is told before anything is
/// built on it.
/// </summary>
internal static class CrashCheck
{
    /// <summary>How long opening may take for it; a file too large for that is opened unchecked.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromSeconds(5);

    // Of SQLite's virtual machine, between two looks at the clock: some tens of microseconds.
    private const int Instructions = 2000;

    /// <exception cref="NetBatchException"><see cref="ErrorCode.StoreUnusable"/>: the file is damaged.</exception>
    public static void Run(SqliteDatabase database, string path, HostIdentity here)
    {
        var dead = database.List($"SELECT {Lease.Columns} FROM leases l ORDER BY l.job", row => Lease.Read(row, 0)!)
            .Where(lease => !here.MayLive(lease.HostId, lease.ProcessId, lease.Started))
            .Select(lease => string.Create(CultureInfo.InvariantCulture, $"{lease.Job}:{lease.Epoch}"));
        var crashes = string.Join(' ', dead);
        if (crashes.Length == 0 || database.Setting("checked") == crashes)
        {
            return;
        }

        if (FirstProblem(database, Most) is { } problem)
        {
            throw SqliteErrors.Damaged(path, problem);
        }

        // Where another writes just now, the next process looks again.
        if (database.TryBegin())
        {
            database.Keep("checked", crashes);
            database.Execute("COMMIT");
        }
    }

    /// <summary>What is wrong with the file; null: nothing, or the time was over before it was known.</summary>
    internal static string? FirstProblem(SqliteDatabase database, TimeSpan most)
    {
        const int Interrupt = 9;
        var begun = Stopwatch.GetTimestamp();
        var handle = database.Connection.Handle!;
        SQLitePCL.raw.sqlite3_progress_handler(handle, Instructions, _ => Stopwatch.GetElapsedTime(begun) > most ? 1 : 0, null);
        try
        {
            return database.Scalar("PRAGMA quick_check(1)") is string said and not "ok" ? said : null;
        }
        catch (Microsoft.Data.Sqlite.SqliteException over) when (over.SqliteErrorCode == Interrupt)
        {
            return null;
        }
        finally
        {
            SQLitePCL.raw.sqlite3_progress_handler(handle, 0, null, null);
        }
    }
}
