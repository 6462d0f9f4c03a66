namespace NetBatch.Hosting;

/// <summary>Which lines of a job's remediations are shown. What is null or empty does not limit.</summary>
public sealed record RemediationView
{
    /// <summary>Names of devices, with wildcards <c>*</c> and <c>?</c>, any case.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Lineages: lines from the top divided by <c> &gt; </c>.</summary>
    public IReadOnlyList<string> Scope { get; init; } = [];

    /// <summary>Rules that put tags on lines, as YAML; null: those of the job.</summary>
    public string? TagRules { get; init; }

    /// <summary>Only lines with one of these tags.</summary>
    public IReadOnlyList<string> IncludeTags { get; init; } = [];

    /// <summary>No line with one of these tags.</summary>
    public IReadOnlyList<string> ExcludeTags { get; init; } = [];

    /// <summary>Whether passwords, keys and communities are shown; else <see cref="SecretRedactor.Mark"/> stands for them.</summary>
    public bool IncludeSecret { get; init; }

    internal bool ChoosesLines => Scope.Count + IncludeTags.Count + ExcludeTags.Count > 0;
}

/// <summary>How a remediation is applied or undone.</summary>
public sealed record ApplyOptions
{
    /// <summary>Names of devices, with wildcards <c>*</c> and <c>?</c>; empty: all that the job has lines for.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Whether a change that fails is taken back.</summary>
    public bool RollbackOnFailure { get; init; } = true;

    /// <summary>After this time a device takes an unconfirmed change back by itself, where it can; 0: never. In whole seconds.</summary>
    public TimeSpan RevertAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Commands that only read, whose rows must be there after the change as before it.</summary>
    public IReadOnlyList<string> Check { get; init; } = [];

    /// <summary>How long lost rows may take to come back before the change is taken back. In whole seconds.</summary>
    public TimeSpan CheckWait { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether the running config is saved even where it was not saved before.</summary>
    public bool Save { get; init; }

    /// <summary>Whether lines may touch what the session itself uses; null: as the job says.</summary>
    public bool? AllowManagementPath { get; init; }

    /// <summary>How much of a running config may be deleted, in percent of its lines; null: as the job says.</summary>
    public double? MaxDeletePercent { get; init; }

    /// <summary>What the commit says of itself, or null.</summary>
    public string? Comment { get; init; }

    /// <summary>Lines (regular expressions) that look like a refusal and are none, beside those that the platform's file lists.</summary>
    public IReadOnlyList<string> AllowNotices { get; init; } = [];

    /// <summary>How long a commit may say nothing, 1 s to 1 day; null: 300 s.</summary>
    public TimeSpan? CommitTimeout { get; init; }

    /// <summary>How long a save may say nothing, 1 s to 1 day; null: 300 s.</summary>
    public TimeSpan? SaveTimeout { get; init; }
}
