namespace NetBatch;

/// <summary>Which jobs to list. What is null or empty does not limit.</summary>
public sealed record JobFilter
{
    /// <summary>Ids.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>Names, with wildcards <c>*</c> and <c>?</c>, any case.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>States, Interrupted as derived.</summary>
    public IReadOnlyList<JobState> States { get; init; } = [];

    /// <summary>Kinds of work.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>Project, or null; a job of several projects, whose names it has with commas between, is found by each of them.</summary>
    public string? Project { get; init; }

    /// <summary>Tags, all of which the job must have.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Made at or after.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Made before.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Names of targets, with wildcards, of which the job must have one.</summary>
    public IReadOnlyList<string> Devices { get; init; } = [];

    /// <summary>Who made it, as <c>user</c> or <c>user@host</c>, with wildcards, any case.</summary>
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>Priorities, 0 to 100.</summary>
    public IReadOnlyList<int> Priorities { get; init; } = [];

    /// <summary>Names of workflows, with wildcards, any case.</summary>
    public IReadOnlyList<string> Workflows { get; init; } = [];

    /// <summary>How many to leave out at the beginning.</summary>
    public int Skip { get; init; }

    /// <summary>How many to give at most.</summary>
    public int? First { get; init; }
}
