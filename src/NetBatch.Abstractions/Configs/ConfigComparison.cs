namespace NetBatch;

/// <summary>What turns a running config into the intended one, and back. Computed only; nothing was sent.</summary>
public sealed record ConfigComparison
{
    /// <summary>The device it is about; null: not said.</summary>
    public string? Device { get; init; }

    /// <summary>The platform whose rules were used.</summary>
    public required string Platform { get; init; }

    /// <summary>Whether the configs agree, as far as the scope goes and whatever tags leave out: nothing is to be done.</summary>
    public bool InSync { get; init; }

    /// <summary>Lines that come.</summary>
    public int Additions { get; init; }

    /// <summary>Lines that go, those of removed sections included.</summary>
    public int Deletions { get; init; }

    /// <summary>Lines that another value replaces.</summary>
    public int Changes { get; init; }

    /// <summary>Deletions in percent of the running lines, 0 to 100.</summary>
    public double DeletePercent { get; init; }

    /// <summary>The lines to send, two blanks a level.</summary>
    public required IReadOnlyList<string> Remediation { get; init => field = ItemList.Lines(value); }

    /// <summary>The lines that lead back afterwards.</summary>
    public required IReadOnlyList<string> Rollback { get; init => field = ItemList.Lines(value); }

    /// <summary>Unified diff: <c>-</c> only running, <c>+</c> only intended, both under their sections.</summary>
    public required IReadOnlyList<string> Diff { get; init => field = ItemList.Lines(value); }

    /// <summary>Tags that the rules gave to lines of the remediation, before any filter; sorted.</summary>
    public IReadOnlyList<string> Tags { get; init => field = ItemList.Of(value); } = ItemList.Of<string>([]);

    /// <summary>Why the lines must not be sent as they are; empty when nothing was found.</summary>
    public IReadOnlyList<ConfigFinding> Findings { get; init => field = ItemList.Of(value); } = ItemList.Of<ConfigFinding>([]);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{(Device is null ? "" : Device + ": ")}{(InSync ? "in sync" : $"{Additions} added, {Deletions} deleted, {Changes} changed")}";
}

/// <summary>Why a change must not be sent as it is.</summary>
/// <param name="Code">DeleteLimit, CutOff, Redacted, ManagementPath or ByHand.</param>
/// <param name="Line">Line number in the text it is about, from 1; 0 when none.</param>
/// <param name="Reason">What was found and what to do.</param>
public sealed record ConfigFinding(string Code, int Line, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Code}: {Reason}";
}
