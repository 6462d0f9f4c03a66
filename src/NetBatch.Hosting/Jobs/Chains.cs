namespace NetBatch.Hosting;

/// <summary>Jobs that depend on each other.</summary>
/// <param name="store">Where jobs are kept.</param>
/// <param name="jobs">Begins them again.</param>
public sealed class Chains(IJobStore store, JobControl jobs)
{
    /// <summary>The jobs that a job is in a chain with, each after those that it depends on.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.JobNotFound"/>.</exception>
    public async Task<IReadOnlyList<ChainedJob>> ReadAsync(string jobId, CancellationToken cancellationToken)
    {
        await store.GetAsync(jobId, cancellationToken).ConfigureAwait(false);
        var links = await store.ReadLinksAsync(jobId, cancellationToken).ConfigureAwait(false);
        var on = links.ToLookup(link => link.JobId);
        Dictionary<string, int> depths = [];
        List<ChainedJob> chain = [];
        foreach (var id in links.SelectMany(link => (string[])[link.JobId, link.OnId]).Append(jobId).Distinct().OrderBy(Depth)
            .ThenBy(id => id, StringComparer.Ordinal))
        {
            if (await store.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } job)
            {
                chain.Add(new ChainedJob(
                    id, job.Name, job.State, Depth(id), [.. on[id].Select(link => link.OnId)], on[id].FirstOrDefault()?.After ?? default,
                    job.WaitReason, job.EndReason, job.Message));
            }
        }

        return chain;

        // A job can depend on older ones only: there is no way round.
        int Depth(string id)
        {
            if (!depths.TryGetValue(id, out var depth))
            {
                depths[id] = depth = on[id].Select(link => Depth(link.OnId) + 1).DefaultIfEmpty().Max();
            }

            return depth;
        }
    }

    /// <summary>
    /// Begins again what did not complete in a job, and after it the jobs behind it in the chain that did not complete
    /// either: they wait for it as they did at first.
    /// </summary>
    /// <returns>The jobs that were begun again, in the order of the chain.</returns>
    /// <exception cref="NetBatchException">As <see cref="JobControl.RetryAsync"/>, for the first of them.</exception>
    public async Task<IReadOnlyList<BatchJob>> RetryAsync(string jobId, CancellationToken cancellationToken)
    {
        List<BatchJob> begun = [await jobs.RetryAsync(jobId, new RunFilter(), cancellationToken).ConfigureAwait(false)];
        HashSet<string> behind = [jobId];
        foreach (var link in await ReadAsync(jobId, cancellationToken).ConfigureAwait(false))
        {
            if (link.DependsOn.Any(behind.Contains))
            {
                behind.Add(link.Id);
                if (link.State.IsFinal() && link.State != JobState.Completed)
                {
                    begun.Add(await jobs.RetryAsync(link.Id, new RunFilter(), cancellationToken).ConfigureAwait(false));
                }
            }
        }

        return begun;
    }
}
