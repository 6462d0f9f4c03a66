namespace NetBatch.Hosting;

/// <summary>The targets of a job that failed, in the order of their ends; read anew only when there are more or fewer.</summary>
/// <param name="host">The host.</param>
/// <param name="jobId">The job.</param>
public sealed class FailureList(NetBatchHost host, string jobId)
{
    private static readonly RunFilter Failed =
        new() { States = [TargetState.Failed, TargetState.ConnectionFailed, TargetState.OutcomeUnknown] };

    private IReadOnlyList<TargetRun> known = [];

    /// <summary>The failures at the time of a report.</summary>
    public async Task<IReadOnlyList<TargetRun>> ReadAsync(JobStatus status, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(status);
        if (status.Counts.Failures != known.Count)
        {
            List<TargetRun> runs = [];
            await foreach (var run in host.Store.ReadRunsAsync(jobId, Failed, cancellationToken).ConfigureAwait(false))
            {
                runs.Add(run);
            }

            known = [.. runs.OrderBy(run => run.EndedAt).ThenBy(run => run.Number)];
        }

        return known;
    }
}
