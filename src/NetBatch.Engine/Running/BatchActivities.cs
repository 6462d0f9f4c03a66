using System.Diagnostics;

namespace NetBatch;

/// <summary>The activities of the batches under way; several at once where no boundary stands between them. Only the job's own loop calls
/// it.</summary>
internal sealed class BatchActivities : IDisposable
{
    private readonly Dictionary<int, Activity> open = [];

    /// <summary>Does something within a batch's activity, which begins with the first call.</summary>
    public void Within(PlannedBatch batch, Action action)
    {
        // Null unless somebody listens.
        var outer = Activity.Current;
        if (!open.ContainsKey(batch.Number) && BatchDiagnostics.Activities.StartActivity("batch") is { } begun)
        {
            open[batch.Number] = begun.SetTag("netbatch.batch", batch.Number).SetTag("netbatch.targets", batch.Size)
                .SetTag("netbatch.canary", batch.IsCanary);
        }

        Activity.Current = open.GetValueOrDefault(batch.Number) ?? outer;
        action();
        Activity.Current = outer;
    }

    /// <summary>Ends a batch's activity.</summary>
    public void End(PlannedBatch batch, BatchState state)
    {
        if (open.Remove(batch.Number, out var activity))
        {
            activity.SetTag("netbatch.state", state.ToString()).Dispose();
        }
    }

    /// <summary>Ends those whose batches are left in the middle.</summary>
    public void Dispose()
    {
        foreach (var activity in open.Values)
        {
            activity.Dispose();
        }
    }
}
