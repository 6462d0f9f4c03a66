namespace NetBatch.Hosting;

/// <summary>How jobs on databases are gone through where nothing else is said.</summary>
public static class DataRules
{
    /// <summary>As all jobs, with 30 minutes for an instance: queries take longer than commands.</summary>
    public static JobRules Usual { get; } = new() { TargetTimeout = TimeSpan.FromMinutes(30) };

    /// <summary>Pipelines one after the other, or all at once.</summary>
    public static JobRules Pipelines(bool parallel) =>
        parallel ? Usual with { BatchSize = BatchSize.Parse("0") } : Usual with { ThrottleLimit = 1 };
}
