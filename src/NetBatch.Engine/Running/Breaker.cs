namespace NetBatch;

/// <summary>Trips when too many targets have failed: nothing new starts, what runs is finished, the rest is skipped.</summary>
internal sealed class Breaker(JobRules rules)
{
    private readonly Dictionary<int, int> byBatch = [];
    private int total;

    public string? Reason { get; private set; }

    public bool Tripped => Reason is not null;

    /// <summary>Counts a failure of an earlier owner of the job, for a job that is resumed.</summary>
    public void Failed(PlannedBatch batch)
    {
        total++;
        byBatch[batch.Number] = byBatch.GetValueOrDefault(batch.Number) + 1;
        Check(batch);
    }

    private void Check(PlannedBatch batch)
    {
        if (Tripped)
        {
            return;
        }

        var here = byBatch[batch.Number];
        if (rules.MaxFailures is { } limit)
        {
            var count = limit.IsPercent ? here : total;
            if (count >= limit.TripsAt(batch.Size))
            {
                Reason = limit.IsPercent
                    ? $"{here} of {batch.Size} targets of batch {batch.Number} failed; MaxFailures is {limit}."
                    : $"{Counted.Of(total, "target")} failed; MaxFailures is {limit}.";
                return;
            }
        }

        if (batch.IsCanary)
        {
            var most = rules.CanaryMaxFailures ?? new FailureLimit(1, false);
            if (here >= most.TripsAt(batch.Size))
            {
                Reason = $"{here} of {batch.Size} targets of canary batch {batch.Number} failed; CanaryMaxFailures is {most}.";
            }
        }
    }
}
