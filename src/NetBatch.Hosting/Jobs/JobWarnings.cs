namespace NetBatch.Hosting;

/// <summary>What is told at a job's end of what its targets warned of: what is no failure and yet not as it should be.</summary>
public static class JobWarnings
{
    private const int MostTold = 10;

    /// <summary>Lines for a person, each of a target; none where nothing was warned of.</summary>
    /// <param name="host">The host.</param>
    /// <param name="jobId">The job.</param>
    /// <param name="since">What was warned of before was told before.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<IReadOnlyList<string>> ReadAsync(NetBatchHost host, string jobId, DateTimeOffset since,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(host);
        var filter = new EventFilter { JobIds = [jobId], Whats = ["warning"], Since = since };
        var (told, more) = (new List<string>(), 0);
        await foreach (var one in host.Store.ReadEventsAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            if (told.Count < MostTold)
            {
                told.Add(one.Text);
            }
            else
            {
                more++;
            }
        }

        return more == 0 ? told
            : [.. told, $"{Counted.Of(more, "more warning")}: Get-BatchEvent {jobId} (netbatch events {jobId})."];
    }
}
