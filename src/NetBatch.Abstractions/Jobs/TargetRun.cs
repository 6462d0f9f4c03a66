namespace NetBatch;

/// <summary>One target in one job: where it stands and how it went.</summary>
public sealed record TargetRun
{
    /// <summary>The job's id.</summary>
    public required string JobId { get; init; }

    /// <summary>Position in the plan, from 1.</summary>
    public int Number { get; init; }

    /// <summary>The batch it is planned in, from 1.</summary>
    public int Batch { get; init; }

    /// <summary>The target as it was when the job was made.</summary>
    public required Target Target { get; init; }

    /// <summary>What people call the target.</summary>
    public string Name => Target.Name;

    /// <summary>The same, in the words of network admins.</summary>
    public string Device => Name;

    /// <summary>Where it stands.</summary>
    public TargetState State { get; init; }

    /// <summary>The worker that has it while it is in flight, with its site; null: none, or it is worked on where its job is
    /// run.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public string? Worker { get; init; }

    /// <summary>How often it has been begun.</summary>
    public int Attempts { get; init; }

    /// <summary>Start of its last attempt, or null.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>End of its last attempt, or null.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>From the start of the last attempt to an open session, or null.</summary>
    public TimeSpan? ConnectTime { get; init; }

    /// <summary>Duration of its last attempt, or null before its end.</summary>
    public TimeSpan? Duration => EndedAt - StartedAt;

    /// <summary>What went wrong in its last attempt, or null.</summary>
    public RunError? Error { get; init; }

    /// <summary>Which target, and where it stands.</summary>
    public override string ToString() => $"{Name} {State}";
}

/// <summary>One step of a target: a command and what came of it.</summary>
public sealed record StepResult
{
    /// <summary>Rises through the whole store in the order of commits: a reader goes on from the last one it has seen.</summary>
    public long Sequence { get; init; }

    /// <summary>The job's id.</summary>
    public required string JobId { get; init; }

    /// <summary>The target's position in the plan, from 1.</summary>
    public int Number { get; init; }

    /// <summary>The batch, from 1.</summary>
    public int Batch { get; init; }

    /// <summary>The target's name.</summary>
    public required string Name { get; init; }

    /// <summary>The same, in the words of network admins.</summary>
    public string Device => Name;

    /// <summary>The attempt it belongs to, from 1.</summary>
    public int Attempt { get; init; }

    /// <summary>The step's place in the work, from 1.</summary>
    public int Step { get; init; }

    /// <summary>The command.</summary>
    public required string Command { get; init; }

    /// <summary>Whether it could change the target.</summary>
    public StepEffect Effect { get; init; }

    /// <summary>Whether it succeeded.</summary>
    public bool Success => Error is null;

    /// <summary>What went wrong, or null.</summary>
    public RunError? Error { get; init; }

    /// <summary>Exit status of an exec channel, or null.</summary>
    public int? ExitStatus { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Bytes of output that are kept.</summary>
    public long OutputBytes { get; init; }

    /// <summary>How many rows are kept, or null where the step gives none.</summary>
    public long? Rows { get; init; }

    /// <summary>Why there are no rows although rows were asked for: no template, or one that does not fit the output; null
    /// otherwise.</summary>
    public string? ParseError { get; init; }

    /// <summary>What was noticed at the step that may change what it means (bytes that stand in no output, rows that could not be read);
    /// null: nothing.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public string? Warning { get; init; }

    /// <summary>Whether there was more output than is kept (64 MiB a step).</summary>
    public bool Truncated { get; init; }

    /// <summary>The output, read as UTF-8; null where the reader did not ask for outputs.</summary>
    public string? Output { get; init; }
}
