namespace NetBatch;

/// <summary>How a job is begun again.</summary>
public sealed record RunStart
{
    /// <summary>What to do with targets whose change has an unknown end. Default: leave them as they are.</summary>
    public UnknownDecision Unknown { get; init; }

    /// <summary>Numbers of the targets to begin again although they have ended; their history is kept.</summary>
    public IReadOnlyCollection<int> Again { get; init; } = [];
}
