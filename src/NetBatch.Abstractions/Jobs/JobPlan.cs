namespace NetBatch;

/// <summary>The targets of a job laid out in numbered batches.</summary>
/// <param name="Targets">All targets in the order they are gone through; the position is the target's number less one.</param>
/// <param name="Batches">The batches, in order; each takes up where the one before ends.</param>
public sealed record JobPlan(IReadOnlyList<Target> Targets, IReadOnlyList<PlannedBatch> Batches);

/// <summary>One batch of a plan.</summary>
/// <param name="Number">From 1.</param>
/// <param name="First">Number of its first target, from 1.</param>
/// <param name="Size">How many targets it has, at least 1.</param>
/// <param name="IsCanary">Whether one failure in it stops the job.</param>
public sealed record PlannedBatch(int Number, int First, int Size, bool IsCanary)
{
    /// <summary>Number of its last target.</summary>
    public int Last => First + Size - 1;
}
