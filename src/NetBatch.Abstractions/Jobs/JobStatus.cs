namespace NetBatch;

/// <summary>The live report of a job.</summary>
public sealed record JobStatus
{
    /// <summary>The job's id.</summary>
    public required string Id { get; init; }

    /// <summary>The job itself.</summary>
    public required BatchJob Job { get; init; }

    /// <summary>What people call it.</summary>
    public string Name => Job.Name;

    /// <summary>Where it stands.</summary>
    public JobState State => Job.State;

    /// <summary>Ended targets in percent of all, 0 to 100; of a target of several steps that is worked on, its steps count.</summary>
    public int Percent { get; init; }

    /// <summary>The step that is worked on, where one target of several steps is: <c>step 3 of 12: customers are complete</c>; else
    /// empty.</summary>
    public string Step { get; init; } = "";

    /// <summary>How many targets stand in each state.</summary>
    public TargetCounts Counts => Job.Counts;

    /// <summary>The batch that is gone through, from 1; 0 where none is.</summary>
    public int CurrentBatch { get; init; }

    /// <summary>In words: <c>Batch 2 of 3, devices 11-20</c>; empty where no batch is gone through.</summary>
    public string Position { get; init; } = "";

    /// <summary>Every batch, in order.</summary>
    public IReadOnlyList<BatchStatus> Batches { get; init => field = ItemList.Of(value); } = ItemList.Of<BatchStatus>([]);

    /// <summary>The targets that have begun and not ended; all targets where detail was asked for.</summary>
    public IReadOnlyList<TargetRun> Targets { get; init => field = ItemList.Of(value); } = ItemList.Of<TargetRun>([]);

    /// <summary>Since the job started.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Estimated from the targets of this job that have ended, paced starts included; null before the first has.</summary>
    public TimeSpan? TimeLeft { get; init; }

    /// <summary>When it was read, by a clock that goes on steadily while the job is looked at.</summary>
    internal DateTimeOffset At { get; init; }
}

/// <summary>One batch of a job.</summary>
public sealed record BatchStatus
{
    /// <summary>The job's id.</summary>
    public required string JobId { get; init; }

    /// <summary>From 1.</summary>
    public int Number { get; init; }

    /// <summary>Where it stands.</summary>
    public BatchState State { get; init; }

    /// <summary>Position of its first target in the plan, from 1.</summary>
    public int First { get; init; }

    /// <summary>Position of its last target in the plan.</summary>
    public int Last => First + Size - 1;

    /// <summary>How many targets it has.</summary>
    public int Size { get; init; }

    /// <summary>Whether one failure in it stops the job.</summary>
    public bool IsCanary { get; init; }

    /// <summary>How many of its targets stand in each state.</summary>
    public TargetCounts Counts { get; init; } = TargetCounts.None;

    /// <summary>When its first target started, or null.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When its last target ended, or null.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>From start to end, or null before that.</summary>
    public TimeSpan? Duration => EndedAt - StartedAt;

    /// <summary>Which batch, and where it stands.</summary>
    public override string ToString() => $"{Number} {State}";
}
