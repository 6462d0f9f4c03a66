using System.Collections.Concurrent;

namespace NetBatch.Store;

/// <summary>
/// Tells whether an owner still lives, as this observer sees it. Wall clocks are never compared: a lease is expired
/// when this process has watched the same renewal counter for a lease's length on its own monotonic clock.
/// </summary>
internal sealed class LeaseJudge(TimeProvider time, TimeSpan length, HostIdentity here)
{
    private readonly ConcurrentDictionary<long, Sight> seen = new();
    private readonly ConcurrentDictionary<(long Job, long Epoch), bool> held = new();

    /// <summary>
    /// This store holds the lease. One that was suspended with its process looks expired from here when both go on; whether
    /// it was taken meanwhile, its next renewal tells.
    /// </summary>
    public void Hold(long job, long epoch) => held[(job, epoch)] = true;

    /// <summary>It was given up, or lost.</summary>
    public void LetGo(long job, long epoch) => held.TryRemove((job, epoch), out _);

    /// <summary>Nobody could renew anything for a while, since another program held the file: what was seen until now says
    /// nothing.</summary>
    public void BeginAnew() => seen.Clear();

    public bool Lives(Lease lease)
    {
        if (held.ContainsKey((lease.Job, lease.Epoch)))
        {
            return true;
        }

        // On this host nothing has to be waited for when the process is gone.
        if (!here.MayLive(lease.HostId, lease.ProcessId, lease.Started))
        {
            return false;
        }

        var now = time.GetTimestamp();
        var first = seen.AddOrUpdate(
            lease.Job,
            new Sight(lease.Epoch, lease.Counter, now),
            (_, before) => before.Epoch == lease.Epoch && before.Counter == lease.Counter ? before
                : new Sight(lease.Epoch, lease.Counter, now));
        return time.GetElapsedTime(first.At, now) < length;
    }

    private readonly record struct Sight(long Epoch, long Counter, long At);
}
