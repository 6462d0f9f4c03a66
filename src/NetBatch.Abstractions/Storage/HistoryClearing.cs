namespace NetBatch;

/// <summary>What of the history is to be forgotten. At least one of the two limits is given.</summary>
public sealed record HistoryClearing
{
    /// <summary>Only jobs that ended longer ago than this; null: whenever they ended.</summary>
    public TimeSpan? OlderThan { get; init; }

    /// <summary>How many of the newest jobs of each name are kept whatever their age; null: none.</summary>
    public int? KeepLast { get; init; }

    /// <summary>Only jobs of these names, with wildcards; empty: all.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Also jobs with targets whose outcome is unknown: their device locks are freed with them.</summary>
    public bool WithUnknown { get; init; }

    /// <summary>The jobs that it means, oldest first. Jobs that run, or can be resumed, are never among them.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: neither limit was given, or one is
    /// negative.</exception>
    public async Task<IReadOnlyList<BatchJob>> ChooseAsync(IJobStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(time);
        if (OlderThan is null && KeepLast is null)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, "Nothing says what to clear.",
                "Give an age (OlderThan), a number to keep (KeepLast), or both.");
        }

        if (OlderThan < TimeSpan.Zero || KeepLast < 0)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, "OlderThan and KeepLast cannot be negative.");
        }

        var until = time.GetUtcNow() - (OlderThan ?? TimeSpan.Zero);
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        List<BatchJob> chosen = [];
        await foreach (var job in store.ListAsync(new JobFilter { Names = Names }, cancellationToken).ConfigureAwait(false))
        {
            var rank = seen[job.Name] = seen.GetValueOrDefault(job.Name) + 1;
            var mayGo = job.State.IsFinal() && job.Owner is null && (WithUnknown || job.Counts.OutcomeUnknown == 0);
            if (mayGo && rank > (KeepLast ?? 0) && (OlderThan is null || (job.EndedAt ?? job.CreatedAt) < until))
            {
                chosen.Add(job);
            }
        }

        chosen.Reverse();
        return chosen;
    }

    /// <summary>Forgets jobs that were chosen and gives their space back.</summary>
    public static async Task<HistoryCleared> ClearAsync(IJobStore store, IReadOnlyList<BatchJob> jobs, Requester who,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(jobs);
        var before = store.Size;
        var gone = await store.RemoveAllAsync([.. jobs.Select(job => job.Id)], who, cancellationToken).ConfigureAwait(false);
        return new HistoryCleared(gone.Count, before, store.Size);
    }
}

/// <summary>What a clearing did.</summary>
/// <param name="Jobs">How many jobs were forgotten.</param>
/// <param name="BytesBefore">Size of the store before, in bytes.</param>
/// <param name="BytesAfter">Size of the store after, in bytes.</param>
public sealed record HistoryCleared(int Jobs, long BytesBefore, long BytesAfter);
