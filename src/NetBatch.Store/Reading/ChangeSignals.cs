namespace NetBatch.Store;

/// <summary>Wakes those in this process who wait for a job to change.</summary>
internal sealed class ChangeSignals
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Signal> signals = new(StringComparer.Ordinal);

    /// <summary>How many commits have changed the job since it was asked for first.</summary>
    public long Count(string jobId)
    {
        lock (gate)
        {
            return Of(jobId).Count;
        }
    }

    /// <summary>A task that ends with the next change after so many; ended already where there were more.</summary>
    public Task After(string jobId, long count)
    {
        lock (gate)
        {
            var signal = Of(jobId);
            return signal.Count != count ? Task.CompletedTask : signal.Next.Task;
        }
    }

    /// <summary>Called after a commit, ours or another's. A job that nobody here has asked for leaves nothing behind.</summary>
    public void Changed(IEnumerable<string> jobIds)
    {
        lock (gate)
        {
            foreach (var id in jobIds)
            {
                if (signals.TryGetValue(id, out var signal))
                {
                    signal.Count++;
                    signal.Next.SetResult();
                    signal.Next = New();
                }
            }
        }
    }

    private Signal Of(string jobId)
    {
        if (!signals.TryGetValue(jobId, out var signal))
        {
            signals.Add(jobId, signal = new Signal());
        }

        return signal;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Signal
    {
        public long Count { get; set; }

        public TaskCompletionSource Next { get; set; } = New();
    }
}
