namespace NetBatch;

/// <summary>
/// Writes a job's events in order, each with the time of its arrival by the one clock of this owner. A write that fails cuts the whole
/// job off: what cannot be recorded must not go on.
/// </summary>
internal sealed class JobWriter : IDisposable
{
    private readonly IJobOwnership owner;
    private readonly TimeProvider system;
    private SteadyTime time;
    private readonly CancellationTokenSource broken = new();
    private readonly CancellationTokenSource lost;

    public JobWriter(IJobOwnership owner, TimeProvider time)
    {
        this.owner = owner;
        system = time;
        this.time = new SteadyTime(time);
        lost = CancellationTokenSource.CreateLinkedTokenSource(owner.Lost, broken.Token);
    }

    /// <summary>Cancelled when the job was lost or cannot be recorded any more: send nothing.</summary>
    public CancellationToken Lost => lost.Token;

    /// <summary>The first write that failed, or null.</summary>
    public NetBatchException? Failure { get; private set; }

    /// <summary>From here on no time is recorded that is earlier than this one.</summary>
    public void GoOnAfter(DateTimeOffset recorded) => time = new SteadyTime(system, recorded);

    /// <summary>Returns when it is durable.</summary>
    public async Task WriteAsync(JobEvent what)
    {
        try
        {
            await owner.WriteAsync(what with { At = time.GetUtcNow() }).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever it was: what is not in the record has not happened for who reads it.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            var failure = FailureOf(problem);
            Break(failure);
            throw failure;
        }
    }

    /// <summary>Why the job cannot be recorded any more.</summary>
    public static NetBatchException FailureOf(Exception problem) => problem switch
    {
        NetBatchException known => known,
        OutOfMemoryException => new NetBatchException(ErrorCode.OutOfMemory,
            "The process had not enough memory to record what it did, and was cut off.",
            "Resume the job with fewer targets at once, or with more memory.", problem),
        _ => new NetBatchException(ErrorCode.StoreUnusable, $"The job cannot be recorded: {problem.GetType().Name}: {problem.Message}",
            inner: problem),
    };

    /// <summary>Cuts the job off: it cannot be recorded any more.</summary>
    public void Break(NetBatchException failure)
    {
        Failure ??= failure;
        broken.Cancel();
    }

    /// <summary>Returns at once; a failure shows in <see cref="Lost"/>.</summary>
    public void Post(JobEvent what) => _ = ObserveAsync(WriteAsync(what));

    public void Dispose()
    {
        lost.Dispose();
        broken.Dispose();
    }

    private static async Task ObserveAsync(Task write)
    {
        try
        {
            await write.ConfigureAwait(false);
        }
        catch (NetBatchException)
        {
            // Kept in Failure by WriteAsync, which has cut the job off.
        }
    }
}
