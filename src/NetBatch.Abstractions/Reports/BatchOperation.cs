namespace NetBatch;

/// <summary>What was done on one target of a job: the whole of it, or one attempt.</summary>
public sealed record BatchOperation
{
    /// <summary>The job's id.</summary>
    public required string JobId { get; init; }

    /// <summary>The job's name.</summary>
    public string JobName { get; init; } = "";

    /// <summary>The target's position in the plan, from 1.</summary>
    public int Number { get; init; }

    /// <summary>The batch, from 1.</summary>
    public int Batch { get; init; }

    /// <summary>The target's name.</summary>
    public required string Name { get; init; }

    /// <summary>The same, in the words of network admins.</summary>
    public string Device => Name;

    /// <summary>What the target is reached at (address:port), or null.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Where it stands; of a single attempt: how that ended.</summary>
    public TargetState State { get; init; }

    /// <summary>How often it has been begun; of a single attempt: which one, from 1.</summary>
    public int Attempts { get; init; }

    /// <summary>When it was first begun, or null.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended, or null.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How long the session took to open in the last attempt, or null.</summary>
    public TimeSpan? ConnectTime { get; init; }

    /// <summary>How long the last attempt took, or null before its end.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>From the start of the first attempt to the end of the last, or null before that.</summary>
    public TimeSpan? TotalDuration => EndedAt - StartedAt;

    /// <summary>What went wrong, or null.</summary>
    public RunError? Error { get; init; }
}
