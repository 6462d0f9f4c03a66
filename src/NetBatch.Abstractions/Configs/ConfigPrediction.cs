namespace NetBatch;

/// <summary>What a config will be after commands. Computed only; nothing was sent.</summary>
public sealed record ConfigPrediction
{
    /// <summary>The device it is about; null: not said.</summary>
    public string? Device { get; init; }

    /// <summary>The platform whose rules were used.</summary>
    public required string Platform { get; init; }

    /// <summary>The config afterwards, a line each, two blanks a level; lines that the commands touch come first in their
    /// section.</summary>
    public required IReadOnlyList<string> Config { get; init => field = ItemList.Lines(value); }

    /// <summary>Unified diff: <c>-</c> what goes, <c>+</c> what comes, both under their sections.</summary>
    public required IReadOnlyList<string> Diff { get; init => field = ItemList.Lines(value); }

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', Config);
}
