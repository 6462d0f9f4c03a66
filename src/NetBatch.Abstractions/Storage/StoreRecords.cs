namespace NetBatch;

/// <summary>Which targets of a job to read. What is null or empty does not limit.</summary>
public sealed record RunFilter
{
    /// <summary>States.</summary>
    public IReadOnlyList<TargetState> States { get; init; } = [];

    /// <summary>Batches.</summary>
    public IReadOnlyList<int> Batches { get; init; } = [];

    /// <summary>Names, with wildcards <c>*</c> and <c>?</c>, any case.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];
}

/// <summary>Which results to read. What is null or empty does not limit.</summary>
public sealed record ResultFilter
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>Only those with a greater <see cref="StepResult.Sequence"/>.</summary>
    public long After { get; init; }

    /// <summary>Only of targets that have ended.</summary>
    public bool EndedOnly { get; init; }

    /// <summary>Earlier attempts too.</summary>
    public bool AllAttempts { get; init; }

    /// <summary>Whether outputs are read as well.</summary>
    public bool WithOutput { get; init; } = true;

    /// <summary>Only failed steps (true), only successful ones (false).</summary>
    public bool? Failed { get; init; }

    /// <summary>Only steps whose output gave no rows although rows were asked for.</summary>
    public bool ParseFailed { get; init; }

    /// <summary>Commands, with wildcards <c>*</c> and <c>?</c>, any case.</summary>
    public IReadOnlyList<string> Commands { get; init; } = [];

    /// <summary>Batches.</summary>
    public IReadOnlyList<int> Batches { get; init; } = [];

    /// <summary>Names of targets, with wildcards <c>*</c> and <c>?</c>, any case.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Positions of targets in the plan.</summary>
    public IReadOnlyList<int> Numbers { get; init; } = [];
}

/// <summary>Which rows to read. What is null or empty does not limit.</summary>
public sealed record RowFilter
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>Names of targets, with wildcards <c>*</c> and <c>?</c>, any case.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Positions of targets in the plan.</summary>
    public IReadOnlyList<int> Numbers { get; init; } = [];

    /// <summary>Batches.</summary>
    public IReadOnlyList<int> Batches { get; init; } = [];

    /// <summary>Commands, with wildcards <c>*</c> and <c>?</c>, any case.</summary>
    public IReadOnlyList<string> Commands { get; init; } = [];

    /// <summary>One step, by its place in the work, from 1.</summary>
    public int? Step { get; init; }

    /// <summary>One attempt, from 1; null: each target's last.</summary>
    public int? Attempt { get; init; }

    /// <summary>Only of targets that completed.</summary>
    public bool CompletedOnly { get; init; }

    /// <summary>What the rows look like and not the rows: one piece without content for each step, its count that of all its
    /// rows.</summary>
    public bool SetsOnly { get; init; }
}

/// <summary>Which documents to read. What is null or empty does not limit.</summary>
public sealed record DocumentFilter
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>Names of documents, exactly.</summary>
    public IReadOnlyList<string> Documents { get; init; } = [];

    /// <summary>Names of targets, with wildcards <c>*</c> and <c>?</c>, any case.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Positions of targets in the plan.</summary>
    public IReadOnlyList<int> Numbers { get; init; } = [];
}

/// <summary>A document of a run.</summary>
/// <param name="JobId">The job's id.</param>
/// <param name="Number">The target's position in the plan, from 1.</param>
/// <param name="Name">The target's name.</param>
/// <param name="Attempt">The attempt that kept it, from 1.</param>
/// <param name="Document">What it is.</param>
/// <param name="Content">Its bytes.</param>
public sealed record RunDocument(string JobId, int Number, string Name, int Attempt, string Document, ReadOnlyMemory<byte> Content)
{
    /// <summary>Its bytes read as UTF-8.</summary>
    public string Text => System.Text.Encoding.UTF8.GetString(Content.Span);
}

/// <summary>One attempt at a target.</summary>
public sealed record AttemptRecord
{
    /// <summary>The job's id.</summary>
    public required string JobId { get; init; }

    /// <summary>The target's position in the plan, from 1.</summary>
    public int Number { get; init; }

    /// <summary>The target's name.</summary>
    public required string Name { get; init; }

    /// <summary>From 1.</summary>
    public int Attempt { get; init; }

    /// <summary>The worker that had it, with its site; null: it was worked on where its job was run.</summary>
    public string? Worker { get; init; }

    /// <summary>How it ended, or the phase it is in.</summary>
    public TargetState State { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When the session was open, or null.</summary>
    public DateTimeOffset? ConnectedAt { get; init; }

    /// <summary>When it ended, or null.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What went wrong, or null.</summary>
    public RunError? Error { get; init; }
}

/// <summary>One line of a job's history.</summary>
/// <param name="Sequence">Rises through the store.</param>
/// <param name="JobId">The job.</param>
/// <param name="At">When.</param>
/// <param name="What">A word: created, taken, state, request, warning.</param>
/// <param name="Text">A sentence.</param>
/// <param name="Who">user@host and process, or empty for what the job did by itself.</param>
public sealed record JobRecord(long Sequence, string JobId, DateTimeOffset At, string What, string Text, string Who);

/// <summary>What can be asked of a job's owner.</summary>
public enum JobRequestKind
{
    /// <summary>Stop when the batch has ended.</summary>
    StopAfterBatch,
    /// <summary>Stop now, at safe points.</summary>
    StopNow,
    /// <summary>Pause when the batch has ended.</summary>
    PauseAfterBatch,
    /// <summary>Pause now: what runs is finished, nothing starts.</summary>
    PauseNow,
    /// <summary>Go on after a pause.</summary>
    Resume,
    /// <summary>Pause now: the job's process comes near the memory that it may use.</summary>
    PauseForMemory,
}

/// <summary>A request that was left for a job's owner.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Who">By whom.</param>
/// <param name="At">When.</param>
public sealed record JobRequest(JobRequestKind Kind, string Who, DateTimeOffset At);

/// <summary>A state of a job as a reader saw it; opaque.</summary>
/// <param name="Local">Commits of this process.</param>
/// <param name="Stored">Commits of all processes.</param>
public readonly record struct ChangeMark(long Local, long Stored);
