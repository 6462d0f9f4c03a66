namespace NetBatch;

/// <summary>What lies between two batch boundaries: one batch, or with Rolling all batches of the last entry.</summary>
/// <param name="Batches">Its batches.</param>
/// <param name="Throttle">Targets in flight at once within it.</param>
/// <param name="HasBoundaries">Whether it is a single batch: "after the batch" means its end; without boundaries it means now.</param>
internal sealed record BatchRange(IReadOnlyList<PlannedBatch> Batches, int Throttle, bool HasBoundaries)
{
    /// <summary>The first one after a batch (0: from the start) with something to start, or with something that still goes on from an
    /// earlier owner; or null.</summary>
    public static BatchRange? After(int passed, TargetStates states, JobRules rules)
    {
        for (var index = passed; index < states.Batches.Count; index++)
        {
            var batch = states.Batches[index];
            if (states.Counts(batch) is { Pending: 0, InFlight: 0 })
            {
                continue;
            }

            var rolling = rules.Rolling && batch.Number > rules.BatchSize.Canaries;
            PlannedBatch[] within = rolling ? [.. states.Batches.Skip(index)] : [batch];
            return new BatchRange(within, ThrottleOf(within, rules), !rolling);
        }

        return null;
    }

    /// <summary>Targets in flight at once while such batches are gone through: what a job reserves, and what it uses.</summary>
    public static int ThrottleOf(IEnumerable<PlannedBatch> batches, JobRules rules) =>
        batches.Max(batch => rules.Throttle(batch.Size));
}
