namespace NetBatch;

/// <summary>What the end of the jobs that a job depends on must be.</summary>
public enum DependencyRule
{
    /// <summary>Every one Completed.</summary>
    Success,
    /// <summary>Every one ended, however.</summary>
    Completion,
}

/// <summary>A job of a chain, as it is listed: after those that it depends on.</summary>
/// <param name="Id">The job.</param>
/// <param name="Name">What people call it.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Depth">0 where it depends on nothing; else one more than the deepest of those that it depends on.</param>
/// <param name="DependsOn">The jobs that it depends on.</param>
/// <param name="After">What their end must be.</param>
/// <param name="WaitReason">Why it waits.</param>
/// <param name="EndReason">Why it ended.</param>
/// <param name="Message">A sentence on its state, or null.</param>
public sealed record ChainedJob(
    string Id, string Name, JobState State, int Depth, IReadOnlyList<string> DependsOn, DependencyRule After, WaitReason WaitReason,
    EndReason EndReason, string? Message)
{
    /// <summary>Ids of the jobs that it depends on.</summary>
    public IReadOnlyList<string> DependsOn { get; init => field = ItemList.Of(value); } = ItemList.Of(DependsOn);
}

/// <summary>That one job depends on another.</summary>
/// <param name="JobId">The one that waits.</param>
/// <param name="OnId">The one that it waits for; it may have been removed since.</param>
/// <param name="After">What the other's end must be.</param>
public sealed record JobLink(string JobId, string OnId, DependencyRule After);
