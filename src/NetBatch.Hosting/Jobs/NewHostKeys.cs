namespace NetBatch.Hosting;

/// <summary>What is told at a job's end of first host keys that it has accepted.</summary>
public static class NewHostKeys
{
    private const int MostNamed = 20;

    /// <summary>Lines for a person; none where no key was new.</summary>
    /// <param name="host">The host.</param>
    /// <param name="jobId">The job.</param>
    /// <param name="since">What was accepted before was told before.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<IReadOnlyList<string>> ReadAsync(NetBatchHost host, string jobId, DateTimeOffset since,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(host);
        var filter = new EventFilter { JobIds = [jobId], Whats = ["hostkey"], Since = since };
        var events = await host.Store.ReadEventsAsync(filter, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        return events.Count == 0 ? [] :
        [
            $"{Counted.Of(events.Count, "new host key")} {(events.Count == 1 ? "was" : "were")} accepted; compare and approve: "
                + $"Get-BatchHostKey, Approve-BatchHostKey (netbatch hostkeys list, pin).",
            .. events.Take(MostNamed).Select(one => "  " + one.Text),
            .. events.Count > MostNamed
                ? (string[])[$"  and {events.Count - MostNamed} more: Get-BatchEvent {jobId} (netbatch events {jobId})."] : [],
        ];
    }
}
