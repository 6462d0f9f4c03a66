namespace NetBatch;

/// <summary>Figures over the jobs of a window.</summary>
public sealed record JobMeasure
{
    /// <summary>Jobs made at or after; null: from the first one on.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Jobs made before; null: to the last one.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>How many jobs.</summary>
    public int Jobs { get; init; }

    /// <summary>Jobs by state, most first.</summary>
    public IReadOnlyList<CountOf> ByState { get; init => field = ItemList.Of(value); } = ItemList.Of<CountOf>([]);

    /// <summary>Jobs by kind of work, most first.</summary>
    public IReadOnlyList<CountOf> ByKind { get; init => field = ItemList.Of(value); } = ItemList.Of<CountOf>([]);

    /// <summary>Targets of all these jobs.</summary>
    public int Targets => Counts.Total;

    /// <summary>How many targets stand in each state.</summary>
    public TargetCounts Counts { get; init; } = TargetCounts.None;

    /// <summary>Completed targets in percent of those that completed or failed, 0 to 100; null where none did.</summary>
    public double? SuccessRate { get; init; }

    /// <summary>How long the last attempt at a target took, of targets that completed or failed.</summary>
    public TimeSpread Duration { get; init; } = TimeSpread.None;

    /// <summary>How long it took to open the session, of targets where it was opened.</summary>
    public TimeSpread ConnectTime { get; init; } = TimeSpread.None;

    /// <summary>Error codes of the targets that did not complete, most first.</summary>
    public IReadOnlyList<CountOf> Failures { get; init => field = ItemList.Of(value); } = ItemList.Of<CountOf>([]);

    /// <summary>Devices by mean duration of their completed runs, slowest first.</summary>
    public IReadOnlyList<DeviceMeasure> Slowest { get; init => field = ItemList.Of(value); } = ItemList.Of<DeviceMeasure>([]);

    /// <summary>Devices that completed some runs and failed or had to be retried in others, most of these first.</summary>
    public IReadOnlyList<DeviceMeasure> Flakiest { get; init => field = ItemList.Of(value); } = ItemList.Of<DeviceMeasure>([]);
}

/// <summary>A name and how often it occurs.</summary>
/// <param name="Name">The name.</param>
/// <param name="Count">How often.</param>
public sealed record CountOf(string Name, int Count)
{
    /// <summary>Both, in words.</summary>
    public override string ToString() => $"{Count} {Name}";
}

/// <summary>How times are spread, to the millisecond, by the nearest-rank method.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="P50">Half of them are no longer.</param>
/// <param name="P95">95 percent of them are no longer.</param>
/// <param name="Max">The longest.</param>
public sealed record TimeSpread(int Count, TimeSpan P50, TimeSpan P95, TimeSpan Max)
{
    /// <summary>No time at all.</summary>
    public static TimeSpread None { get; } = new(0, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>The figures in seconds.</summary>
    public override string ToString() => Count == 0
        ? "none"
        : FormattableString.Invariant($"p50 {P50.TotalSeconds:0.0} s, p95 {P95.TotalSeconds:0.0} s, max {Max.TotalSeconds:0.0} s");
}

/// <summary>Figures of one device.</summary>
public sealed record DeviceMeasure
{
    /// <summary>Its name.</summary>
    public required string Device { get; init; }

    /// <summary>In how many jobs it completed or failed.</summary>
    public int Runs { get; init; }

    /// <summary>In how many it completed.</summary>
    public int Completed { get; init; }

    /// <summary>In how many it failed, was not reached, or ended unknown.</summary>
    public int Failures { get; init; }

    /// <summary>In how many it needed more than one attempt.</summary>
    public int Retried { get; init; }

    /// <summary>Completed in percent of all, 0 to 100.</summary>
    public double SuccessRate => Runs == 0 ? 0 : 100.0 * Completed / Runs;

    /// <summary>Mean duration of its completed runs.</summary>
    public TimeSpan MeanDuration { get; init; }

    /// <summary>Longest duration of its completed runs.</summary>
    public TimeSpan MaxDuration { get; init; }

    /// <summary>Which device, and how often it completed.</summary>
    public override string ToString() => $"{Device} {Completed}/{Runs}";
}
