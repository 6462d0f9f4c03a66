using System.Text.Json;

namespace NetBatch.Remediation.Jobs;

/// <summary>Arguments of the kinds <c>remediation</c>, <c>apply</c> and <c>undo</c>, read from their JSON.</summary>
internal sealed record RemediationArgs
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web);

    /// <summary>The running config; null: read from the device.</summary>
    public string? Running { get; init; }

    /// <summary>The config that the device should have.</summary>
    public string? Intended { get; init; }

    /// <summary>Lineages that the intended config speaks of; empty: it is whole.</summary>
    public IReadOnlyList<string> Scope { get; init; } = [];

    /// <summary>Tag rules as YAML, or null.</summary>
    public string? TagRules { get; init; }

    public IReadOnlyList<string> IncludeTags { get; init; } = [];

    public IReadOnlyList<string> ExcludeTags { get; init; } = [];

    public double MaxDeletePercent { get; init; } = ConfigGuard.DefaultMaxDeletePercent;

    public bool AllowManagementPath { get; init; }

    /// <summary>The job that computed what is sent here.</summary>
    public string? Job { get; init; }

    /// <summary>The lines that were reviewed.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>The config that the change left behind (undo).</summary>
    public string? After { get; init; }

    /// <summary>The config to go back to (undo).</summary>
    public string? Before { get; init; }

    public bool RollbackOnFailure { get; init; } = true;

    /// <summary>Seconds; 0: no change that the device takes back by itself.</summary>
    public int RevertAfter { get; init; } = 300;

    /// <summary>Commands whose rows must be there after the change as before it.</summary>
    public IReadOnlyList<string> Check { get; init; } = [];

    /// <summary>Seconds in which lost rows may come back.</summary>
    public int CheckWait { get; init; } = 60;

    public bool Save { get; init; }

    public string? Comment { get; init; }

    /// <summary>Lines (regular expressions) that look like a refusal and are none.</summary>
    public IReadOnlyList<string> AllowNotices { get; init; } = [];

    /// <summary>Seconds for which a commit may say nothing; null: 300.</summary>
    public double? CommitTimeout { get; init; }

    /// <summary>Seconds for which a save may say nothing; null: 300.</summary>
    public double? SaveTimeout { get; init; }

    public static RemediationArgs Read(JsonElement args) => args.Deserialize<RemediationArgs>(Form) ?? new RemediationArgs();
}
