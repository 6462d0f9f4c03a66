namespace NetBatch;

/// <summary>What turns one device's running config into the intended one, as a job has computed it.</summary>
public sealed record DeviceRemediation
{
    /// <summary>The job's id.</summary>
    public required string JobId { get; init; }

    /// <summary>The device's position in the plan, from 1.</summary>
    public int Number { get; init; }

    /// <summary>The device's name.</summary>
    public required string Device { get; init; }

    /// <summary>Its platform, or null.</summary>
    public string? Platform { get; init; }

    /// <summary>Where it stands: Completed means that the lines are known.</summary>
    public TargetState State { get; init; }

    /// <summary>The lines to send, in order; empty: nothing is to be done.</summary>
    public IReadOnlyList<string> Remediation { get; init => field = ItemList.Lines(value); } = ItemList.Lines([]);

    /// <summary>The lines that lead back.</summary>
    public IReadOnlyList<string> Rollback { get; init => field = ItemList.Lines(value); } = ItemList.Lines([]);

    /// <summary>Lines that come.</summary>
    public long Additions { get; init; }

    /// <summary>Lines that go.</summary>
    public long Deletions { get; init; }

    /// <summary>Lines that another value replaces.</summary>
    public long Changes { get; init; }

    /// <summary>Why a deployment would be refused as it stands; empty: nothing speaks against it.</summary>
    public IReadOnlyList<string> Findings { get; init => field = ItemList.Lines(value); } = ItemList.Lines([]);

    /// <summary>What went wrong, or null.</summary>
    public RunError? Error { get; init; }
}

/// <summary>A line of a fleet's remediations and the devices that need it.</summary>
public sealed record RemediationChange
{
    /// <summary>The line.</summary>
    public required string Line { get; init; }

    /// <summary>The sections that it stands in, from the top, divided by <c> &gt; </c>; empty at the top.</summary>
    public string Section { get; init; } = "";

    /// <summary>How many devices need it.</summary>
    public int DeviceCount { get; init; }

    /// <summary>Their names, in order.</summary>
    public IReadOnlyList<string> Devices { get; init => field = ItemList.Of(value); } = ItemList.Of<string>([]);

    /// <summary>All tags that the line carries on any of them.</summary>
    public IReadOnlyList<string> Tags { get; init => field = ItemList.Of(value); } = ItemList.Of<string>([]);
}
