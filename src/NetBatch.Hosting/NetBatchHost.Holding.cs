namespace NetBatch.Hosting;

/// <summary>Jobs that are held back: by other jobs, by approval; and the group that shares the store.</summary>
public sealed partial class NetBatchHost
{
    /// <summary>Gives the store to a group, whose members may then approve each other's jobs.</summary>
    /// <exception cref="NetBatchException">There is no such group, or the files cannot be given to it.</exception>
    public Task ShareStoreAsync(string group, CancellationToken cancellationToken) => Store.Approvals.ShareAsync(group, cancellationToken);

    /// <summary>What a kept job does: its plan, with the exact steps of every target.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.JobNotFound"/>.</exception>
    public async Task<JobPreview> PreviewAsync(string jobId, CancellationToken cancellationToken)
    {
        var spec = await Store.ReadSpecAsync(jobId, cancellationToken).ConfigureAwait(false);
        var batches = await Store.ReadBatchesAsync(jobId, cancellationToken).ConfigureAwait(false);
        var kind = Work.Find(spec.Work.Kind, spec.Work.Version);
        List<Target> targets = [];
        List<IReadOnlyList<PlannedStep>> steps = [];
        await foreach (var (target, work) in WorkOfAsync(jobId, spec, cancellationToken).ConfigureAwait(false))
        {
            targets.Add(target);
            steps.Add(kind.Plan(work.Args, target));
        }

        var plan = new JobPlan(targets, [.. batches.Select(batch => new PlannedBatch(batch.Number, batch.First, batch.Size, batch.IsCanary))]);
        return new JobPreview(plan, kind, steps, TransportsOf(targets), LeastTime(spec.Rules, targets.Count));
    }

    /// <summary>What an approval of a job binds: its work, its targets, and the arguments of each.</summary>
    public async Task<string> FingerprintAsync(string jobId, CancellationToken cancellationToken)
    {
        var spec = await Store.ReadSpecAsync(jobId, cancellationToken).ConfigureAwait(false);
        return await JobFingerprint.OfAsync(spec.Work, WorkOfAsync(jobId, spec, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Approves a job that another account has made; its owner goes on within a second.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="fingerprint">What was looked at: the approval holds for nothing else.</param>
    /// <param name="cancellationToken">Stops before the approval is kept.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.ApprovalRefused"/>: the store is not shared, the job is this account's own,
    /// or it is not what was looked at; <see cref="ErrorCode.IllegalState"/>: it needs none, or has ended.</exception>
    public async Task<Approval> ApproveAsync(string jobId, string fingerprint, CancellationToken cancellationToken)
    {
        var job = await FindAsync(jobId, cancellationToken).ConfigureAwait(false);
        DemandGroup();
        var spec = await Store.ReadSpecAsync(jobId, cancellationToken).ConfigureAwait(false);
        if (!spec.Rules.RequireApproval || job.State.IsFinal())
        {
            throw new NetBatchException(
                ErrorCode.IllegalState, spec.Rules.RequireApproval ? $"The job '{jobId}' has ended ({job.State})." : $"The job '{jobId}' needs no approval.");
        }

        var maker = job.CreatedBy[..Math.Max(0, job.CreatedBy.LastIndexOf('@'))];
        if (string.Equals(maker, Me.User, StringComparison.Ordinal))
        {
            throw new NetBatchException(
                ErrorCode.ApprovalRefused, $"The job '{jobId}' was made by this account, {Me.User}.", "Another account has to approve it.");
        }

        var now = await FingerprintAsync(jobId, cancellationToken).ConfigureAwait(false);
        if (now != fingerprint)
        {
            throw new NetBatchException(
                ErrorCode.ApprovalRefused, $"The job '{jobId}' has the fingerprint {now[..12]}, and {fingerprint} was approved.", "Look at it again.");
        }

        var approval = new Approval(jobId, now, Me, Options.Time.GetUtcNow());
        await Store.Approvals.SaveAsync(approval, cancellationToken).ConfigureAwait(false);
        return approval;
    }

    /// <summary>The jobs that a job is in a chain with, each after those that it depends on.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.JobNotFound"/>.</exception>
    public async Task<IReadOnlyList<ChainedJob>> ChainAsync(string jobId, CancellationToken cancellationToken)
    {
        await FindAsync(jobId, cancellationToken).ConfigureAwait(false);
        var links = await Store.ReadLinksAsync(jobId, cancellationToken).ConfigureAwait(false);
        var on = links.ToLookup(link => link.JobId);
        Dictionary<string, int> depths = [];
        List<ChainedJob> chain = [];
        foreach (var id in links.SelectMany(link => (string[])[link.JobId, link.OnId]).Append(jobId).Distinct().OrderBy(Depth).ThenBy(id => id, StringComparer.Ordinal))
        {
            if (await Store.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } job)
            {
                chain.Add(new ChainedJob(
                    id, job.Name, job.State, Depth(id), [.. on[id].Select(link => link.OnId)], on[id].FirstOrDefault()?.After ?? default, job.WaitReason, job.EndReason, job.Message));
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
    /// <exception cref="NetBatchException">As <see cref="RetryAsync"/>, for the first of them.</exception>
    public async Task<IReadOnlyList<BatchJob>> RetryChainAsync(string jobId, CancellationToken cancellationToken)
    {
        List<BatchJob> begun = [await RetryAsync(jobId, new RunFilter(), cancellationToken).ConfigureAwait(false)];
        HashSet<string> behind = [jobId];
        foreach (var link in await ChainAsync(jobId, cancellationToken).ConfigureAwait(false))
        {
            if (link.DependsOn.Any(behind.Contains))
            {
                behind.Add(link.Id);
                if (link.State.IsFinal() && link.State != JobState.Completed)
                {
                    begun.Add(await RetryAsync(link.Id, new RunFilter(), cancellationToken).ConfigureAwait(false));
                }
            }
        }

        return begun;
    }

    /// <summary>Refuses a job whose holding back cannot work.</summary>
    private async Task DemandHoldsAsync(JobSpec spec, CancellationToken cancellationToken)
    {
        foreach (var id in spec.Rules.DependsOn ?? [])
        {
            await FindAsync(id, cancellationToken).ConfigureAwait(false);
        }

        if (spec.Rules.RequireApproval)
        {
            DemandGroup();
        }

        await Notifications.DemandAsync(spec.Notify, cancellationToken).ConfigureAwait(false);
    }

    private void DemandGroup()
    {
        if (Store.Approvals.Group is null)
        {
            throw new NetBatchException(
                ErrorCode.ApprovalRefused,
                $"The store '{Store.Location}' is its owner's alone: there is no other account that could approve a job.",
                "Share it with a group: Set-BatchStore -Group NAME (netbatch store share --group NAME).");
        }
    }

    private async IAsyncEnumerable<(Target Target, WorkSpec Work)> WorkOfAsync(
        string jobId, JobSpec spec, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var run in Store.ReadRunsAsync(jobId, new RunFilter(), cancellationToken).ConfigureAwait(false))
        {
            var own = await Store.ReadTargetArgsAsync(jobId, run.Number, cancellationToken).ConfigureAwait(false);
            yield return (run.Target, own is null ? spec.Work : spec.Work with { Args = TargetArguments.Over(spec.Work.Args, own) });
        }
    }
}
