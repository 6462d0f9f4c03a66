namespace NetBatch;

/// <summary>A job as it is listed: what it is, where it stands, how much of it is done.</summary>
public sealed record BatchJob
{
    private LiveLink live;

    /// <summary><c>batch_</c> and 8 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Where it stands. Interrupted is derived where the owner is known to be gone.</summary>
    public JobState State { get => live.Now is { } now ? now.State : field; init; }

    /// <summary>Why it waits.</summary>
    public WaitReason WaitReason { get => live.Now is { } now ? now.WaitReason : field; init; }

    /// <summary>Why it ended or paused.</summary>
    public EndReason EndReason { get => live.Now is { } now ? now.EndReason : field; init; }

    /// <summary>A sentence on the state, such as what to do about a pause; null where the state says it.</summary>
    public string? Message { get => live.Now is { } now ? now.Message : field; init; }

    /// <summary>The kind of work.</summary>
    public required string Kind { get; init; }

    /// <summary>Why it exists, or null.</summary>
    public string? Description { get; init; }

    /// <summary>What it belongs to, or null.</summary>
    public string? Project { get; init; }

    /// <summary>Free words to find it by.</summary>
    public IReadOnlyList<string> Tags { get; init => field = ItemList.Of(value); } = ItemList.Of<string>([]);

    /// <summary>How many targets it has.</summary>
    public int TotalTargets { get; init; }

    /// <summary>The same, in the words of network admins.</summary>
    public int TotalDevices => TotalTargets;

    /// <summary>The batch size as it was given.</summary>
    public string BatchSize { get; init; } = "";

    /// <summary>How many batches the plan has.</summary>
    public int TotalBatches { get; init; }

    /// <summary>How many targets stand in each state.</summary>
    public TargetCounts Counts { get => live.Now is { } now ? now.Counts : field; init; } = TargetCounts.None;

    /// <summary>Ended targets in percent of all, 0 to 100.</summary>
    public int Percent => TotalTargets == 0 ? 100 : (int)(100L * Counts.Ended / TotalTargets);

    /// <summary>How often it has been started: 1, and one more for each retry.</summary>
    public int Attempt { get => live.Now is { } now ? now.Attempt : field; init; } = 1;

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it first ran, or null.</summary>
    public DateTimeOffset? StartedAt { get => live.Now is { } now ? now.StartedAt : field; init; }

    /// <summary>When it ended, or null.</summary>
    public DateTimeOffset? EndedAt { get => live.Now is { } now ? now.EndedAt : field; init; }

    /// <summary>Who made it: user@host.</summary>
    public string CreatedBy { get; init; } = "";

    /// <summary>Who goes first where MaxSessions binds: higher first, 0 to 100.</summary>
    public int Priority { get; init; } = 50;

    /// <summary>The workflow that it runs, by name; null for other kinds of work.</summary>
    public string? Workflow { get; init; }

    /// <summary>The process that runs it, or null: host, process id, epoch.</summary>
    public JobOwner? Owner { get => live.Now is { } now ? now.Owner : field; init; }

    /// <summary>The same job, which from then on tells where it stands whenever it is asked: <c>while ($job.State -eq 'Running')</c>
    /// ends.</summary>
    /// <param name="read">Reads a job by its id; null where it cannot be read any more, and the job stays as it was seen last.</param>
    /// <param name="time">The clock: it is read again when it was last read 100 ms ago.</param>
    public BatchJob Live(Func<string, BatchJob?> read, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(time);
        var snapshot = this with { live = default };
        return snapshot with { live = new LiveLink(new LiveJob(snapshot, read, time)) };
    }

    /// <summary>The id: what the job is named by wherever it stands in a text.</summary>
    public override string ToString() => Id;
}

/// <summary>The process that runs a job.</summary>
/// <param name="Host">Its machine's name.</param>
/// <param name="ProcessId">Its process id there.</param>
/// <param name="Epoch">Rises with every taking over.</param>
/// <param name="Renewals">Rises while it lives: how often it has renewed its lease, which it does every 2 s.</param>
public sealed record JobOwner(string Host, int ProcessId, long Epoch, long Renewals = 0)
{
    /// <summary>The process and its machine.</summary>
    public override string ToString() => $"{ProcessId} on {Host}";
}
