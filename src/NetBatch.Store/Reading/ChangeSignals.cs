namespace NetBatch.Store;

/// <summary>Wakes those in this process who wait for a job to change.</summary>
internal sealed class ChangeSignals
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Signal> signals = new(StringComparer.Ordinal);

    /// <summary>How many commits of this process have changed the job.</summary>
    public long Count(string jobId)
    {
        lock (gate)
        {
            return signals.TryGetValue(jobId, out var signal) ? signal.Count : 0;
        }
    }

    /// <summary>A task that ends with the next change after so many; ended already where there were more.</summary>
    public Task After(string jobId, long count)
    {
        lock (gate)
        {
            if (!signals.TryGetValue(jobId, out var signal))
            {
                signals.Add(jobId, signal = new Signal());
            }

            return signal.Count != count ? Task.CompletedTask : signal.Next.Task;
        }
    }

    /// <summary>Called by the writer after a commit.</summary>
    public void Changed(IEnumerable<string> jobIds)
    {
        lock (gate)
        {
            foreach (var id in jobIds)
            {
                if (!signals.TryGetValue(id, out var signal))
                {
                    signals.Add(id, signal = new Signal());
                }

                signal.Count++;
                signal.Next.SetResult();
                signal.Next = New();
            }
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Signal
    {
        public long Count { get; set; }

        public TaskCompletionSource Next { get; set; } = New();
    }
}
