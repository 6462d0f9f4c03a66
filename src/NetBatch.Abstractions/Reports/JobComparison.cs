namespace NetBatch;

/// <summary>How one device fared in two jobs.</summary>
public sealed record JobComparison
{
    /// <summary>The device's name.</summary>
    public required string Device { get; init; }

    /// <summary>In what the two differ most.</summary>
    public ComparisonResult Result { get; init; }

    /// <summary>How it ended in the first job; null: it was not in it.</summary>
    public TargetState? StateBefore { get; init; }

    /// <summary>How it ended in the second job; null: it was not in it.</summary>
    public TargetState? StateAfter { get; init; }

    /// <summary>How long it took in the first job, or null.</summary>
    public TimeSpan? DurationBefore { get; init; }

    /// <summary>How long it took in the second job, or null.</summary>
    public TimeSpan? DurationAfter { get; init; }

    /// <summary>How much longer it took in the second; less than zero: it was faster; null where one is not known.</summary>
    public TimeSpan? DurationChange => DurationAfter - DurationBefore;

    /// <summary>What went wrong in the first job, or null.</summary>
    public RunError? ErrorBefore { get; init; }

    /// <summary>What went wrong in the second job, or null.</summary>
    public RunError? ErrorAfter { get; init; }

    /// <summary>Commands whose output differs, or that only one of the two has.</summary>
    public IReadOnlyList<OutputDifference> Outputs { get; init => field = ItemList.Of(value); } = ItemList.Of<OutputDifference>([]);
}

/// <summary>A command whose output differs between two jobs.</summary>
/// <param name="Command">The command.</param>
/// <param name="Lines">Lines that only the first output has (<c>- </c>) or only the second (<c>+ </c>), in order.</param>
public sealed record OutputDifference(string Command, IReadOnlyList<string> Lines)
{
    /// <summary>Lines that only the first output has (<c>- </c>) or only the second (<c>+ </c>), in order.</summary>
    public IReadOnlyList<string> Lines { get; init => field = ItemList.Lines(value); } = ItemList.Lines(Lines);

    /// <summary>The command and how many lines differ.</summary>
    public override string ToString() => $"{Command} ({Lines.Count})";
}

/// <summary>In what a device differs between two jobs.</summary>
public enum ComparisonResult
{
    /// <summary>It ended alike and answered alike.</summary>
    Same,
    /// <summary>It ended alike and answered otherwise.</summary>
    Output,
    /// <summary>It ended otherwise.</summary>
    Outcome,
    /// <summary>It is in the first job only.</summary>
    OnlyBefore,
    /// <summary>It is in the second job only.</summary>
    OnlyAfter,
}
