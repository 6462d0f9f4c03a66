using System.Diagnostics;

namespace NetBatch.Store;

/// <summary>
/// Waits for the file's write lock. Many processes of ours ask at random distances, who has waited long more often than others; and who
/// finds that others write, too, lets them ask before it begins anew: the lock is free only for an instant between two commits of one
/// process, which would keep it for as long as it has something to write. While others get their turn, this one's comes, too, however many
/// they are. Another program (a backup, a browser) may keep the lock long: a process that owns jobs waits on, since nobody can take them
/// over meanwhile.
/// </summary>
/// <param name="database">The writer's.</param>
/// <param name="ownsJobs">Whether this process owns a job.</param>
/// <param name="blocked">Called after a long wait.</param>
internal sealed class WritePatience(Database database, Func<bool> ownsJobs, Action blocked)
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

    private long since;
    private long version;
    private long othersWrote;

    /// <summary>Whether a write has waited for longer than other processes of ours need.</summary>
    public bool IsWaiting => Volatile.Read(ref since) is > 0 and var begun && Stopwatch.GetElapsedTime(begun) > Noted;

    /// <summary>A transaction is asked for: from now on it is waited.</summary>
    public void Start() => Volatile.Write(ref since, Stopwatch.GetTimestamp());

    /// <summary>It is waited no more.</summary>
    public void End() => Volatile.Write(ref since, 0);

    /// <summary>Whether a transaction that another session was in the way of may be begun anew; after a pause, in which others get their
    /// turn.</summary>
    public bool MayBeginAgain(bool isClosing)
    {
        if (Stopwatch.GetElapsedTime(since) > (isClosing ? AtEnd : ownsJobs() ? Longest : Usual))
        {
            return false;
        }

        Pause((int)Looked.TotalMilliseconds);
        return true;
    }

    /// <summary>Begins a transaction that may write. The real clock: this is about the disk and other programs. On the writer's own
    /// thread.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.StoreUnusable"/>: the lock was not free for as long as this process
    /// waits.</exception>
    public void Begin(Func<bool> isClosing)
    {
        var begun = Stopwatch.GetTimestamp();
        var (looked, stands) = (begun, begun);
        var wasLong = false;
        LetOthersAsk();
        try
        {
            for (var pause = 1; !database.TryBegin();)
            {
                var waited = Stopwatch.GetElapsedTime(begun);
                pause = waited > Patient ? PauseOfPatient : Math.Min(LongestPause, pause * 2);
                wasLong = waited > Noted;
                if (Stopwatch.GetElapsedTime(looked) > Looked)
                {
                    looked = Stopwatch.GetTimestamp();
                    stands = OthersWrote() ? looked : stands;
                }

                if (waited > (isClosing() ? AtEnd : Longest) || Stopwatch.GetElapsedTime(stands) > (ownsJobs() ? Longest : Usual))
                {
                    throw database.Busy();
                }

                Pause(Random.Shared.Next(1, pause + 1));
            }
        }
        finally
        {
            if (wasLong)
            {
                blocked();
            }
        }
    }

    private void LetOthersAsk()
    {
        if (database.IsFair)
        {
            return;
        }

        if (OthersWrote())
        {
            othersWrote = Stopwatch.GetTimestamp();
        }

        if (othersWrote != 0 && Stopwatch.GetElapsedTime(othersWrote) < Together)
        {
            Pause(Random.Shared.Next(1, LongestPause + 1));
        }
    }

    /// <summary>Whether another process has committed since this was asked last.</summary>
    private bool OthersWrote()
    {
        var before = version;
        version = database.OthersWrites();
        return before != 0 && version != 0 && before != version;
    }

    private static void Pause(int milliseconds) => Thread.CurrentThread.Join(milliseconds);
}
