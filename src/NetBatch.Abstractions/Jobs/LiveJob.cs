namespace NetBatch;

/// <summary>Where a job stands now, read again where what is known is old.</summary>
internal sealed class LiveJob(BatchJob first, Func<string, BatchJob?> read, TimeProvider time)
{
    // A list that is formatted or filtered reads nothing twice.
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private BatchJob last = first;
    private long readAt = time.GetTimestamp();

    public BatchJob Now
    {
        get
        {
            lock (gate)
            {
                if (time.GetElapsedTime(readAt) >= Fresh)
                {
                    last = read(last.Id) ?? last;
                    readAt = time.GetTimestamp();
                }

                return last;
            }
        }
    }
}

/// <summary>A job's way to what it is now. It makes no difference between two jobs that say the same.</summary>
/// <param name="job">The way, or null: the job is a snapshot.</param>
internal readonly struct LiveLink(LiveJob? job) : IEquatable<LiveLink>
{
    public BatchJob? Now => job?.Now;

    public bool Equals(LiveLink other) => true;

    public override bool Equals(object? obj) => obj is LiveLink;

    public override int GetHashCode() => 0;
}
