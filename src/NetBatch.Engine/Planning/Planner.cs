namespace NetBatch;

/// <summary>Lays the targets of a job out in numbered batches.</summary>
public static class Planner
{
    /// <summary>
    /// Makes the plan: each target in exactly one batch, no batch larger than its size, <c>NeverTogether</c> and
    /// <c>CanaryBy</c> kept, else in the order given. Linear in the number of targets.
    /// </summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.NoTargets"/>; <see cref="ErrorCode.InvalidRule"/>:
    /// the first batch cannot hold one of each.</exception>
    public static JobPlan Plan(IReadOnlyList<Target> targets, JobRules rules)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(rules);
        if (targets.Count == 0)
        {
            throw new NetBatchException(ErrorCode.NoTargets, "No target was selected.",
                "Name at least one; an empty selection never means everything.");
        }

        var canaries = Canaries(targets, rules.CanaryBy);
        var batches = new BatchFiller(rules.BatchSize, targets.Count);
        var batchOf = new int[targets.Count];
        foreach (var index in canaries)
        {
            batchOf[index] = batches.Place(Values(targets[index], rules.NeverTogether));
            if (batchOf[index] != 1)
            {
                throw new NetBatchException(
                    ErrorCode.InvalidRule,
                    $"CanaryBy {string.Join(",", rules.CanaryBy)} needs {canaries.Count} targets in the first batch, which cannot hold "
                        + $"them: BatchSize is {rules.BatchSize}"
                    + (rules.NeverTogether.Count > 0 ? $" and NeverTogether is {string.Join(",", rules.NeverTogether)}." : "."),
                    $"Let BatchSize begin with at least {canaries.Count}, or choose by fewer labels.");
            }
        }

        var chosen = canaries.ToHashSet();
        for (var index = 0; index < targets.Count; index++)
        {
            if (!chosen.Contains(index))
            {
                batchOf[index] = batches.Place(Values(targets[index], rules.NeverTogether));
            }
        }

        return Lay(targets, batchOf, batches.Sizes, rules.BatchSize.Canaries);
    }

    private static List<int> Canaries(IReadOnlyList<Target> targets, IReadOnlyList<string> labels)
    {
        List<int> first = [];
        if (labels.Count > 0)
        {
            HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
            for (var index = 0; index < targets.Count; index++)
            {
                // A unit separator cannot stand in a label that somebody typed.
                if (seen.Add(string.Join('\u001f', labels.Select(label => targets[index].Label(label)))))
                {
                    first.Add(index);
                }
            }
        }

        return first;
    }

    private static IEnumerable<string> Values(Target target, IReadOnlyList<string> labels)
    {
        foreach (var label in labels)
        {
            if (target.Label(label) is { Length: > 0 } value)
            {
                yield return $"{label}\u001f{value}";
            }
        }
    }

    private static JobPlan Lay(IReadOnlyList<Target> targets, int[] batchOf, IReadOnlyList<int> sizes, int canaries)
    {
        var batches = new PlannedBatch[sizes.Count];
        var next = new int[sizes.Count];
        for (int batch = 0, first = 1; batch < batches.Length; first += sizes[batch++])
        {
            batches[batch] = new PlannedBatch(batch + 1, first, sizes[batch], batch < canaries);
            next[batch] = first - 1;
        }

        var ordered = new Target[targets.Count];
        for (var index = 0; index < targets.Count; index++)
        {
            ordered[next[batchOf[index] - 1]++] = targets[index];
        }

        return new JobPlan(ordered, batches);
    }

    /// <summary>
    /// Puts one target after the other into the first batch that has room and in which none of its values has been.
    /// A value's batches only rise, so one number a value tells where to look on; full batches are stepped over by
    /// a path-halving "next with room" list. Both together keep the whole linear.
    /// </summary>
    private sealed class BatchFiller(BatchSize size, int total)
    {
        private readonly List<int> counts = [];
        private readonly List<int> withRoom = [];
        private readonly Dictionary<string, int> lastBatch = new(StringComparer.OrdinalIgnoreCase);

        public IReadOnlyList<int> Sizes => counts;

        public int Place(IEnumerable<string> values)
        {
            var own = values.ToArray();
            var least = own.Select(value => lastBatch.GetValueOrDefault(value)).DefaultIfEmpty(0).Max();
            var batch = WithRoom(least);
            if (batch == counts.Count)
            {
                counts.Add(0);
                withRoom.Add(batch);
            }

            if (++counts[batch] == size.Of(batch + 1, total))
            {
                withRoom[batch] = batch + 1;
            }

            foreach (var value in own)
            {
                lastBatch[value] = batch + 1;
            }

            return batch + 1;
        }

        private int WithRoom(int batch)
        {
            while (batch < withRoom.Count && withRoom[batch] != batch)
            {
                var next = withRoom[batch];
                if (next < withRoom.Count)
                {
                    withRoom[batch] = withRoom[next];
                }

                batch = next;
            }

            return batch;
        }
    }
}
