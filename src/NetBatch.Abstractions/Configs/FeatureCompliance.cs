namespace NetBatch;

/// <summary>How a device's running config stands to the intended one in one feature. Computed only; no device was asked.</summary>
public sealed record FeatureCompliance
{
    /// <summary>The device; null: not said.</summary>
    public string? Device { get; init; }

    /// <summary>The platform whose rules were used.</summary>
    public required string Platform { get; init; }

    /// <summary>The feature's name.</summary>
    public required string Feature { get; init; }

    /// <summary>Whether the feature is as intended; its order counts where the feature says so.</summary>
    public bool Compliant { get; init; }

    /// <summary>Whether the order of the lines counts.</summary>
    public bool Ordered { get; init; }

    /// <summary>Whether the lines that both configs have stand in the same order.</summary>
    public bool InOrder { get; init; }

    /// <summary>Lines that the running config lacks, each with those above it: <c>router bgp 65000 &gt; neighbor ...</c>.</summary>
    public required IReadOnlyList<string> Missing { get; init => field = ItemList.Lines(value); }

    /// <summary>Lines that it has beyond the intended ones.</summary>
    public required IReadOnlyList<string> Extra { get; init => field = ItemList.Lines(value); }

    /// <inheritdoc/>
    public override string ToString() => $"{(Device is null ? "" : Device + ": ")}{Feature} {(Compliant ? "compliant" : "not compliant")}";
}

/// <summary>How many devices of a fleet are as intended in one feature.</summary>
public sealed record FeatureShare
{
    /// <summary>The feature's name.</summary>
    public required string Feature { get; init; }

    /// <summary>Devices that were judged.</summary>
    public int Devices { get; init; }

    /// <summary>Those that are as intended.</summary>
    public int Compliant { get; init; }

    /// <summary>The same in percent, 0 to 100; 100 only where all are.</summary>
    public double Percent { get; init; }

    /// <summary>The devices that are not, in the order in which they were judged.</summary>
    public required IReadOnlyList<string> NotCompliant { get; init => field = ItemList.Lines(value); }

    /// <summary>The shares of features, in the order in which they first come up.</summary>
    /// <param name="results">The results of the fleet.</param>
    public static IReadOnlyList<FeatureShare> Of(IEnumerable<FeatureCompliance> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return [.. results.GroupBy(one => one.Feature, StringComparer.Ordinal).Select(Of)];
    }

    private static FeatureShare Of(IGrouping<string, FeatureCompliance> feature)
    {
        var (all, good) = (feature.Count(), feature.Count(one => one.Compliant));
        return new FeatureShare
        {
            Feature = feature.Key,
            Devices = all,
            Compliant = good,
            // Rounded down: 999 of 1,000 are not all.
            Percent = Math.Floor(1000.0 * good / all) / 10,
            NotCompliant = [.. feature.Where(one => !one.Compliant).Select(one => one.Device ?? "?")],
        };
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Feature}: {Compliant} of {Devices} ({Percent} %)");
}

/// <summary>An object that a config defines and nothing in it names.</summary>
public sealed record UnusedConfigObject
{
    /// <summary>The device whose config it is; null: not said.</summary>
    public string? Device { get; init; }

    /// <summary>The object's name.</summary>
    public required string Name { get; init; }

    /// <summary>The line that defines it.</summary>
    public required string Text { get; init; }

    /// <summary>Its number in the text, from 1.</summary>
    public required int Line { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
