namespace NetBatch;

/// <summary>What changed between two versions of a device's configuration.</summary>
public sealed record ConfigVersionComparison
{
    /// <summary>The device's name.</summary>
    public required string Device { get; init; }

    /// <summary>Which of its texts.</summary>
    public required string Part { get; init; }

    /// <summary>The number of the earlier version; 0: there is none before.</summary>
    public int From { get; init; }

    /// <summary>The number of the later version.</summary>
    public int To { get; init; }

    /// <summary>When the earlier was read, or null.</summary>
    public DateTimeOffset? FromAt { get; init; }

    /// <summary>When the later was read.</summary>
    public DateTimeOffset ToAt { get; init; }

    /// <summary>Who changed the device, as the later says; or null.</summary>
    public string? Author { get; init; }

    /// <summary>Lines that came.</summary>
    public int Added { get; init; }

    /// <summary>Lines that went.</summary>
    public int Removed { get; init; }

    /// <summary>The unified diff, without what changes by itself; empty where they are the same.</summary>
    public IReadOnlyList<string> Diff { get; init => field = ItemList.Lines(value); } = ItemList.Lines([]);
}

/// <summary>A version of a configuration, shown.</summary>
/// <param name="Version">Which.</param>
/// <param name="Text">Its text; a mark stands for secrets, unless they were asked for.</param>
public sealed record ShownConfigVersion(ConfigVersion Version, string Text);

/// <summary>A device whose history was taken over from another tool's repository.</summary>
public sealed record TakenOverHistory
{
    /// <summary>The device's name.</summary>
    public required string Device { get; init; }

    /// <summary>How many versions were taken over; 0: none, and <see cref="Note"/> says why.</summary>
    public int Versions { get; init; }

    /// <summary>When the first of them was committed, or null.</summary>
    public DateTimeOffset? First { get; init; }

    /// <summary>When the last of them was committed, or null.</summary>
    public DateTimeOffset? Last { get; init; }

    /// <summary>Why nothing was taken over, or null.</summary>
    public string? Note { get; init; }
}
