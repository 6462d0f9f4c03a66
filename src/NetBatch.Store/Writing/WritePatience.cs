using System.Diagnostics;

namespace NetBatch.Store;

/// <summary>
/// Waits for the file's write lock. Many processes of ours ask at random distances, who has waited long more often than others; and who
/// finds that others write, too, lets them ask before it begins anew: the lock is free only for an instant between two commits of one
/// process, which would keep it for as long as it has something to write. While others get their turn, this one's comes, too, however many
/// they are. Another program (a backup, a browser) may keep the lock long: a process that owns jobs waits on, since nobody can take them
/// over meanwhile.
/// </summary>
/// <param name="ownsJobs">Whether this process owns a job.</param>
/// <param name="blocked">Called after a wait in which leases could not be renewed by anybody.</param>
internal sealed class WritePatience(Func<bool> ownsJobs, Action blocked)
{
    private const int LongestPause = 8;
    private const int PauseOfPatient = 2;
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AtEnd = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Noted = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Looked = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan Patient = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(200);

    private volatile bool isWaiting;
    private long version;
    private long othersWrote;

    /// <summary>Whether a write has waited for longer than other processes of ours need.</summary>
    public bool IsWaiting => isWaiting;

    /// <summary>Begins a transaction that may write. The real clock: this is about the disk and other programs. On the writer's own
    /// thread.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.StoreUnusable"/>: the lock was not free for as long as this process
    /// waits.</exception>
    public void Begin(Database database, bool isClosing)
    {
        var begun = Stopwatch.GetTimestamp();
        var (looked, stands) = (begun, begun);
        LetOthersAsk(database);
        try
        {
            for (var pause = 1; !database.TryBegin();)
            {
                var waited = Stopwatch.GetElapsedTime(begun);
                pause = waited > Patient ? PauseOfPatient : Math.Min(LongestPause, pause * 2);
                isWaiting = waited > Noted;
                if (Stopwatch.GetElapsedTime(looked) > Looked)
                {
                    looked = Stopwatch.GetTimestamp();
                    stands = OthersWrote(database) ? looked : stands;
                }

                if (waited > (isClosing ? AtEnd : Longest) || Stopwatch.GetElapsedTime(stands) > (ownsJobs() ? Longest : Usual))
                {
                    throw database.Busy();
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

    private void LetOthersAsk(Database database)
    {
        if (OthersWrote(database))
        {
            othersWrote = Stopwatch.GetTimestamp();
        }

        if (othersWrote != 0 && Stopwatch.GetElapsedTime(othersWrote) < Together)
        {
            Pause(Random.Shared.Next(1, LongestPause + 1));
        }
    }

    /// <summary>Whether another process has committed since this was asked last.</summary>
    private bool OthersWrote(Database database)
    {
        var before = version;
        version = database.OthersWrites();
        return before != 0 && before != version;
    }

    private static void Pause(int milliseconds) => Thread.CurrentThread.Join(milliseconds);
}
