using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace NetBatch.Store.Sqlite;

/// <summary>
/// Waits for the file's write lock. Many processes of ours ask at random, growing distances, so that none starves; another program (a backup, a
/// browser) may keep it long: a process that owns jobs waits on, since nobody can take them over meanwhile.
/// </summary>
/// <param name="ownsJobs">Whether this process owns a job.</param>
/// <param name="blocked">Called after a wait in which leases could not be renewed by anybody.</param>
internal sealed class WritePatience(Func<bool> ownsJobs, Action blocked)
{
    private const int LongestPause = 20;
    private const int SqliteBusy = 5;
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan OfOwner = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AtEnd = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Noted = TimeSpan.FromSeconds(1);

    private volatile bool isWaiting;

    /// <summary>Whether a write has waited for longer than other processes of ours need.</summary>
    public bool IsWaiting => isWaiting;

    /// <summary>Begins a transaction that may write. The real clock: this is about the disk and other programs. On the writer's own thread.</summary>
    /// <exception cref="SqliteException">Busy: the lock was not free for as long as this process waits.</exception>
    public void Begin(Database database, bool isClosing)
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            for (var pause = 1; !database.TryBegin(); pause = Math.Min(LongestPause, pause * 2))
            {
                var waited = Stopwatch.GetElapsedTime(begun);
                isWaiting = waited > Noted;
                if (waited > (isClosing ? AtEnd : ownsJobs() ? OfOwner : Usual))
                {
                    throw new SqliteException("database is locked", SqliteBusy);
                }

                Pause(Random.Shared.Next(1, pause + 1));
            }
        }
        finally
        {
            if (isWaiting)
            {
                isWaiting = false;
                blocked();
            }
        }
    }

    private static void Pause(int milliseconds) => Thread.CurrentThread.Join(milliseconds);
}
