using System.Runtime.CompilerServices;

namespace NetBatch.Hosting;

/// <summary>Jobs that wait for another account's look, and the group that shares the store.</summary>
public sealed class Approvals
{
    private readonly IJobStore store;
    private readonly Requester me;
    private readonly WorkCatalog kinds;
    private readonly Func<IReadOnlyList<Target>, IReadOnlyList<TransportDecision?>> transportsOf;
    private readonly TimeProvider time;

    internal Approvals(
        IJobStore store, Requester me, WorkCatalog kinds, Func<IReadOnlyList<Target>, IReadOnlyList<TransportDecision?>> transportsOf,
        TimeProvider time) =>
        (this.store, this.me, this.kinds, this.transportsOf, this.time) = (store, me, kinds, transportsOf, time);

    /// <summary>Gives the store to a group, whose members may then approve each other's jobs.</summary>
    /// <exception cref="NetBatchException">There is no such group, or the files cannot be given to it.</exception>
    public Task ShareStoreAsync(string group, CancellationToken cancellationToken) => store.Approvals.ShareAsync(group, cancellationToken);

    /// <summary>What a kept job does: its plan, with the exact steps of every target.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.JobNotFound"/>.</exception>
    public async Task<JobPreview> PreviewAsync(string jobId, CancellationToken cancellationToken)
    {
        var spec = await store.ReadSpecAsync(jobId, cancellationToken).ConfigureAwait(false);
        var batches = await store.ReadBatchesAsync(jobId, cancellationToken).ConfigureAwait(false);
        var kind = kinds.Find(spec.Work.Kind, spec.Work.Version);
        List<Target> targets = [];
        List<IReadOnlyList<PlannedStep>> steps = [];
        await foreach (var (target, work) in WorkOfAsync(jobId, spec, cancellationToken).ConfigureAwait(false))
        {
            targets.Add(target);
            steps.Add(kind.Plan(work.Args, target));
        }

        var plan = new JobPlan(targets,
            [.. batches.Select(batch => new PlannedBatch(batch.Number, batch.First, batch.Size, batch.IsCanary))]);
        return new JobPreview(plan, kind, steps, transportsOf(targets), JobPreview.LeastTimeOf(spec.Rules, targets.Count));
    }

    /// <summary>What an approval of a job binds: its rules, its work, its targets, the arguments of each, and the attempt that is
    /// next.</summary>
    public async Task<string> FingerprintAsync(string jobId, CancellationToken cancellationToken)
    {
        var job = await store.GetAsync(jobId, cancellationToken).ConfigureAwait(false);
        return JobFingerprint.Of(await ContentAsync(jobId, cancellationToken).ConfigureAwait(false), JobFingerprint.NextAttempt(job));
    }

    /// <summary>What a job is, whichever attempt of it: hash over rules, work, targets and the arguments of each.</summary>
    internal async Task<string> ContentAsync(string jobId, CancellationToken cancellationToken)
    {
        var spec = await store.ReadSpecAsync(jobId, cancellationToken).ConfigureAwait(false);
        return await JobFingerprint.OfAsync(spec, WorkOfAsync(jobId, spec, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Approves a job that another account has made; its owner goes on within a second.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="fingerprint">What was looked at: the approval holds for nothing else.</param>
    /// <param name="cancellationToken">Stops before the approval is kept.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.ApprovalRefused"/>: the store is not shared, the job is this account's own,
    /// or it is not what was looked at; <see cref="ErrorCode.IllegalState"/>: it needs none, or has ended.</exception>
    public async Task<Approval> ApproveAsync(string jobId, string fingerprint, CancellationToken cancellationToken)
    {
        var job = await store.GetAsync(jobId, cancellationToken).ConfigureAwait(false);
        EnsureShared(store);
        EnsureKnown();
        var spec = await store.ReadSpecAsync(jobId, cancellationToken).ConfigureAwait(false);
        if (!spec.Rules.RequireApproval || job.State.IsFinal())
        {
            throw new NetBatchException(
                ErrorCode.IllegalState,
                spec.Rules.RequireApproval ? $"The job '{jobId}' has ended ({job.State})." : $"The job '{jobId}' needs no approval.");
        }

        var maker = Requester.UserOf(job.CreatedBy);
        if (string.Equals(maker, me.User, StringComparison.Ordinal))
        {
            throw new NetBatchException(
                ErrorCode.ApprovalRefused, $"The job '{jobId}' was made by this account, {me.User}.", "Another account has to approve it.");
        }

        var now = await FingerprintAsync(jobId, cancellationToken).ConfigureAwait(false);
        if (now != fingerprint)
        {
            throw new NetBatchException(
                ErrorCode.ApprovalRefused, $"The job '{jobId}' has the fingerprint {now[..12]}, and {fingerprint} was approved.",
                "Look at it again.");
        }

        var approval = new Approval(jobId, now, me, time.GetUtcNow());
        await store.Approvals.SaveAsync(approval, cancellationToken).ConfigureAwait(false);
        return approval;
    }

    /// <summary>Refuses where the kernel would call this account what its starter likes: in a user namespace.</summary>
    internal static void EnsureKnown()
    {
        if (Account.IsInNamespace)
        {
            throw new NetBatchException(
                ErrorCode.ApprovalRefused, $"This process runs in a user namespace, as {Account.Name}: who it is there proves nothing.",
                "Make and approve such jobs outside of it.");
        }
    }

    /// <summary>Refuses where no other account could approve a job.</summary>
    internal static void EnsureShared(IJobStore store)
    {
        if (store.Approvals.Group is null)
        {
            throw new NetBatchException(
                ErrorCode.ApprovalRefused,
                $"The store '{store.Location}' is its owner's alone: there is no other account that could approve a job.",
                "Share it with a group: Set-BatchStore -Group NAME (netbatch store share --group NAME).");
        }
    }

    private async IAsyncEnumerable<(Target Target, WorkSpec Work)> WorkOfAsync(
        string jobId, JobSpec spec, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var run in store.ReadRunsAsync(jobId, new RunFilter(), cancellationToken).ConfigureAwait(false))
        {
            var own = await store.ReadTargetArgsAsync(jobId, run.Number, cancellationToken).ConfigureAwait(false);
            yield return (run.Target, own is null ? spec.Work : spec.Work with { Args = TargetArguments.Over(spec.Work.Args, own) });
        }
    }
}
