namespace NetBatch;

/// <summary>
/// Spaces starts: an interval apart across batches, reconnects counted, nothing made up for after idle time.
/// Safe for concurrent use: retries ask from their own tasks.
/// </summary>
internal sealed class Pacer
{
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly TimeSpan interval;
    private readonly long origin;
    private TimeSpan next;

    /// <param name="targetsPerHour">Starts an hour; null: no limit.</param>
    /// <param name="time">The clock.</param>
    /// <param name="sinceLastStart">How long ago an earlier owner started a target, or null.</param>
    public Pacer(int? targetsPerHour, TimeProvider time, TimeSpan? sinceLastStart = null)
    {
        this.time = time;
        interval = targetsPerHour is { } rate ? TimeSpan.FromHours(1) / rate : TimeSpan.Zero;
        origin = time.GetTimestamp();
        if (sinceLastStart is { } ago && ago >= TimeSpan.Zero)
        {
            next = interval - ago;
        }
    }

    /// <summary>How long until the next start is due; zero: now.</summary>
    public TimeSpan Due
    {
        get
        {
            lock (gate)
            {
                return Wait();
            }
        }
    }

    /// <summary>Takes the next place if it is due now.</summary>
    /// <param name="wait">Else how long until it is.</param>
    public bool TryTake(out TimeSpan wait)
    {
        lock (gate)
        {
            wait = Wait();
            if (wait > TimeSpan.Zero)
            {
                return false;
            }

            Take();
            return true;
        }
    }

    /// <summary>Gives a place back that was taken and not used.</summary>
    public void GiveBack()
    {
        lock (gate)
        {
            next -= interval;
        }
    }

    /// <summary>Takes the next place and tells how long to wait for it.</summary>
    public TimeSpan Take()
    {
        lock (gate)
        {
            if (interval == TimeSpan.Zero)
            {
                return TimeSpan.Zero;
            }

            var now = time.GetElapsedTime(origin);
            var place = next > now ? next : now;
            next = place + interval;
            return place - now;
        }
    }

    private TimeSpan Wait()
    {
        var wait = next - time.GetElapsedTime(origin);
        return interval == TimeSpan.Zero || wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
