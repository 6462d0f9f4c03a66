namespace NetBatch;

/// <summary>Which events to read. What is null or empty does not limit.</summary>
public sealed record EventFilter
{
    /// <summary>Ids of jobs.</summary>
    public IReadOnlyList<string> JobIds { get; init; } = [];

    /// <summary>Names of jobs, with wildcards <c>*</c> and <c>?</c>, any case.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Words of <see cref="BatchEvent.What"/>, any case.</summary>
    public IReadOnlyList<string> Whats { get; init; } = [];

    /// <summary>Who did it, as <c>user</c> or <c>user@host</c>, with wildcards, any case.</summary>
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>Happened at or after.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Happened before.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Only those with a greater <see cref="BatchEvent.Sequence"/>.</summary>
    public long After { get; init; }
}

/// <summary>One line of the audit trail: who, when, from which process, did or asked what.</summary>
public sealed record BatchEvent
{
    /// <summary>Rises through the store.</summary>
    public long Sequence { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The job's id.</summary>
    public required string JobId { get; init; }

    /// <summary>The job's name.</summary>
    public string JobName { get; init; } = "";

    /// <summary>A word: created, taken, state, request, warning, removed.</summary>
    public required string What { get; init; }

    /// <summary>A sentence.</summary>
    public string Text { get; init; } = "";

    /// <summary>The account; empty for what the job did by itself.</summary>
    public string User { get; init; } = "";

    /// <summary>The machine; empty for what the job did by itself.</summary>
    public string Host { get; init; } = "";

    /// <summary>What was running there, such as <c>pwsh</c> or <c>netbatch</c>.</summary>
    public string Program { get; init; } = "";

    /// <summary>Its process id, or null.</summary>
    public int? ProcessId { get; init; }
}
