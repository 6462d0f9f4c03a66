using System.Collections.Concurrent;

namespace NetBatch.Hosting;

/// <summary>Starts, resumes, retries, stops and waits for jobs. What it starts runs in this process until it ends or the process
/// leaves.</summary>
public sealed class JobControl
{
    private readonly ConcurrentDictionary<string, Task<JobState>> running = new(StringComparer.Ordinal);
    private readonly OwnEpochs epochs = new();
    private readonly CancellationTokenSource exit;
    private readonly IJobStore store;
    private readonly Requester me;
    private readonly WorkCatalog kinds;
    private readonly JobValidator maker;
    private readonly JobRunner runner;
    private readonly StatusReader status;
    private readonly PlatformTools platforms;
    private readonly BatchNotifications notifications;
    private readonly NoticeDelivery delivery;
    private readonly SecretSources secrets;
    private readonly HubQueue? hubs;
    private readonly bool isHub;
    private readonly Func<SharedContents> shared;
    private readonly Func<IReadOnlyList<Target>, IReadOnlyList<TransportDecision?>> transportsOf;

    internal JobControl(NetBatchHost host, JobRunner runner, NoticeDelivery delivery, CancellationTokenSource exit)
    {
        (store, me, kinds, platforms, secrets, notifications) =
            (host.Store, host.Me, host.Work, host.Platforms, host.Secrets, host.Notifications);
        (this.runner, this.delivery, this.exit) = (runner, delivery, exit);
        (transportsOf, shared) = (host.TransportsOf, () => host.Shared);
        hubs = host.LeavesJobsToHubs ? new HubQueue(store, me, host.Options.Time) : null;
        isHub = host.Options.HubExecutor is not null;
        maker = new JobValidator(kinds);
        status = new StatusReader(store, host.Options.Time, name => kinds.Kinds.FirstOrDefault(kind => kind.Name == name));
    }

    /// <summary>The kinds of work that jobs can be of, by name.</summary>
    public IReadOnlyList<string> Kinds => [.. kinds.Kinds.Select(kind => kind.Name).Order(StringComparer.Ordinal)];

    /// <summary>Checks a job whole and shows what it would do; keeps and starts nothing.</summary>
    /// <exception cref="NetBatchException">Every problem, a line each.</exception>
    public JobPreview Preview(JobSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        spec = platforms.Named(spec);
        var plan = maker.Plan(spec);
        var kind = kinds.Find(spec.Work.Kind, spec.Work.Version);
        return new JobPreview(plan, kind, [.. plan.Targets.Select(target => kind.Plan(spec.ArgsOf(target), target))],
            transportsOf(plan.Targets), JobPreview.LeastTimeOf(spec.Rules, plan.Targets.Count));
    }

    /// <summary>Checks, keeps and starts a job; it runs in this process until it ends or the host is disposed.</summary>
    /// <exception cref="NetBatchException">Every problem, a line each; or a secret that no source has.</exception>
    public async Task<BatchJob> StartAsync(JobSpec spec, CancellationToken cancellationToken)
    {
        var job = await CreateAsync(spec, cancellationToken).ConfigureAwait(false);
        return await RunAsync(job.Id, null, false, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Checks and keeps a job without starting it, for another process to run.</summary>
    /// <exception cref="NetBatchException">As <see cref="StartAsync"/>.</exception>
    public async Task<BatchJob> CreateAsync(JobSpec spec, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        spec = platforms.Named(spec.Origin is null ? spec : spec with { Rules = spec.Rules with { IsAttended = false } });
        var plan = maker.Plan(spec);
        var most = await store.ReadMaxSessionsAsync(cancellationToken).ConfigureAwait(false);
        if (spec.Rules.ThrottleLimit > most)
        {
            throw new NetBatchException(
                ErrorCode.InvalidRule,
                $"ThrottleLimit is {spec.Rules.ThrottleLimit}; all jobs of this store together may have {most} sessions.",
                "Lower it, or raise the store's MaxSessions.");
        }

        var possible = hubs is null ? OpenFiles.MostSessions : most;
        if (possible == 0 || spec.Rules.ThrottleLimit > possible)
        {
            throw new NetBatchException(ErrorCode.InvalidRule, OpenFiles.Message, OpenFiles.Remedy);
        }

        most = Math.Min(most, possible);
        if (spec.Rules.ThrottleLimit is null && plan.Batches.Any(batch => spec.Rules.Throttle(batch.Size) > most))
        {
            // Nobody asked for more than there is: it goes as fast as the store and this process let one job go.
            spec = spec with { Rules = spec.Rules with { ThrottleLimit = most } };
            plan = maker.Plan(spec);
        }

        await EnsurePreconditionsAsync(spec, cancellationToken).ConfigureAwait(false);
        await shared().EnsureTargetsAsync(spec.Targets, cancellationToken).ConfigureAwait(false);
        hubs?.Ensure(kinds.Find(spec.Work.Kind, spec.Work.Version), spec);
        await EnsureSecretsAsync(spec.Targets, cancellationToken).ConfigureAwait(false);
        spec = hubs is null ? spec : await hubs.SealAsync(spec, secrets, cancellationToken).ConfigureAwait(false);
        var job = await store.CreateAsync(spec, plan, me, cancellationToken).ConfigureAwait(false);
        if (shared().IsShared)
        {
            shared().Approve(await shared().JobAsync(job.Id, cancellationToken).ConfigureAwait(false));
        }

        return job;
    }

    /// <summary>Starts or goes on with a job that nobody runs: pending, paused, interrupted, or stopped short.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="start">What to begin again; null: what has not ended.</param>
    /// <param name="evenWithOpenChanges">Take it over from another machine although changes are open there.</param>
    /// <param name="cancellationToken">Stops before the start.</param>
    /// <exception cref="NetBatchException">Another process runs it, it is over, or a secret is missing.</exception>
    public async Task<BatchJob> RunAsync(string jobId, RunStart? start, bool evenWithOpenChanges, CancellationToken cancellationToken)
    {
        if (shared().IsShared && await shared().JobAsync(jobId, cancellationToken).ConfigureAwait(false) is var work)
        {
            store.Definitions.Approval.Ensure(work.Sort, work.Name, work.Content, work.ChangedBy);
        }

        return await TakeAsync(jobId, start, evenWithOpenChanges, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Begins, or goes on with, a job that was left to hubs. Whoever may write the store may have it run: see
    /// docs/cluster.md.</summary>
    internal Task<BatchJob> RunHandedAsync(HandedJob job, CancellationToken cancellationToken) =>
        TakeAsync(job.JobId, job.Start, false, cancellationToken);

    private async Task<BatchJob> TakeAsync(string jobId, RunStart? start, bool evenWithOpenChanges, CancellationToken cancellationToken)
    {
        if (hubs is not null)
        {
            return await hubs.LeaveAsync(jobId, start ?? new RunStart(), cancellationToken).ConfigureAwait(false);
        }

        if (running.GetValueOrDefault(jobId) is { IsCompleted: false } leaving
            && (await store.GetAsync(jobId, cancellationToken).ConfigureAwait(false)).State.IsFinal())
        {
            // It has ended here and is just being given up: who saw the end and begins again must not find it owned.
            Task given = leaving;
            await given.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var ownership = await store.TakeAsync(jobId, me, evenWithOpenChanges, cancellationToken).ConfigureAwait(false)
            ?? throw new NetBatchException(ErrorCode.JobOwned, $"Another process runs the job '{jobId}'.",
                "Ask it to pause, stop or go on instead; it hears within a second.");
        if ((await store.ReadSpecAsync(jobId, cancellationToken).ConfigureAwait(false)).Notify is { Count: > 0 })
        {
            delivery.Start();
        }

        epochs.Took(ownership);
        var run = running[jobId] = runner.RunAsync(ownership, start, exit.Token);
        var begun = await WhenAsync(jobId, job => run.IsCompleted || job.State.NeedsOwner(), cancellationToken).ConfigureAwait(false);
        if (run.IsFaulted)
        {
            await run.ConfigureAwait(false);
        }

        return begun;
    }

    /// <summary>
    /// Goes on with a paused or interrupted job, here or, where its owner lives, there. An owner that shows no sign of
    /// life is watched for the length of its lease, 10 s, before its job is taken.
    /// </summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.IllegalState"/>: it has ended or runs already.</exception>
    public async Task<BatchJob> ResumeAsync(string jobId, RunStart start, bool evenWithOpenChanges, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(start);
        var job = await store.GetAsync(jobId, cancellationToken).ConfigureAwait(false);
        if (job.Owner is { } owner && job.State is not (JobState.Paused or JobState.Pausing))
        {
            // This process may just have begun to look on: whether the owner lives is known when it renews its lease, or does not.
            job = await WhenAsync(jobId, now => now.Owner is null || now.Owner.Epoch != owner.Epoch || now.Owner.Renewals != owner.Renewals,
                cancellationToken).ConfigureAwait(false);
        }

        await EnsureVerifierAsync(job, start.Unknown, cancellationToken).ConfigureAwait(false);
        var decided = start.Unknown != UnknownDecision.Keep && job.Counts.OutcomeUnknown > 0;
        if ((job.State.IsFinal() && !decided) || job.State is JobState.Running or JobState.Stopping)
        {
            throw new NetBatchException(
                ErrorCode.IllegalState,
                $"The job '{jobId}' is {job.State}; there is nothing to resume.",
                job.State.IsFinal() ? "Begin again what failed with Invoke-BatchRetry (netbatch retry)." : null);
        }

        if (job.Owner is { } there && job.State is JobState.Paused or JobState.Pausing)
        {
            if (secrets.Supplied.Count > 0 && !running.ContainsKey(jobId))
            {
                throw new NetBatchException(
                    ErrorCode.JobOwned,
                    $"The job '{jobId}' is held by process {there.ProcessId} on {there.Host}, which cannot be given a credential from "
                        + $"here.",
                    "Give the credential there, or end that process first; the job stays paused.");
            }

            await store.RequestAsync(jobId, JobRequestKind.Resume, me, cancellationToken).ConfigureAwait(false);
            job = await WhenAsync(jobId, now => now.State != JobState.Paused || now.Owner is null, cancellationToken).ConfigureAwait(false);
            if (job.State != JobState.Paused)
            {
                return job;
            }
        }

        await EnsureSecretsAsync(jobId, run => !run.State.IsFinal() || run.State is TargetState.Interrupted or TargetState.OutcomeUnknown,
            cancellationToken).ConfigureAwait(false);
        return await RunAsync(jobId, start, evenWithOpenChanges, cancellationToken).ConfigureAwait(false);
    }

    private async Task EnsureVerifierAsync(BatchJob job, UnknownDecision unknown, CancellationToken cancellationToken)
    {
        var work = unknown == UnknownDecision.Verify ? (await store.ReadSpecAsync(job.Id, cancellationToken).ConfigureAwait(false)).Work
            : null;
        if (work is not null && kinds.Find(work.Kind, work.Version) is not IOutcomeVerifier)
        {
            throw new NetBatchException(
                ErrorCode.InvalidArgument,
                $"The job '{job.Id}' is of kind '{work.Kind}', which cannot verify what became of a change.",
                "Look at the devices, then resume it with Skip or Repeat.");
        }
    }

    /// <summary>Begins again what did not complete, as a new attempt that keeps the history.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="which">Which of its targets; what completed, and what has an unknown outcome, is never among them.</param>
    /// <param name="cancellationToken">Stops before the start.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.IllegalState"/>: it still runs, or nothing is left to retry.</exception>
    public async Task<BatchJob> RetryAsync(string jobId, RunFilter which, CancellationToken cancellationToken)
    {
        var job = await store.GetAsync(jobId, cancellationToken).ConfigureAwait(false);
        if (!job.State.IsFinal())
        {
            throw new NetBatchException(ErrorCode.IllegalState,
                $"The job '{jobId}' is {job.State}; only a job that has ended can be retried.", "Wait for its end, or resume it.");
        }

        List<int> again = [];
        await foreach (var run in store.ReadRunsAsync(jobId, which, cancellationToken).ConfigureAwait(false))
        {
            if (run.State is not (TargetState.Completed or TargetState.OutcomeUnknown))
            {
                again.Add(run.Number);
            }
        }

        if (again.Count == 0)
        {
            throw new NetBatchException(ErrorCode.IllegalState,
                $"The job '{jobId}' has nothing to retry there: what was chosen completed, or does not exist.");
        }

        var chosen = again.ToHashSet();
        await EnsureSecretsAsync(jobId, run => chosen.Contains(run.Number), cancellationToken).ConfigureAwait(false);
        return await RunAsync(jobId, new RunStart { Again = chosen }, false, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks the owner to stop or pause; where there is none, a job to stop is taken and stopped here.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.IllegalState"/>: it has ended, or nobody runs what is to pause.</exception>
    public async Task RequestAsync(string jobId, JobRequestKind what, CancellationToken cancellationToken)
    {
        var job = await store.GetAsync(jobId, cancellationToken).ConfigureAwait(false);
        if (job.State.IsFinal())
        {
            throw new NetBatchException(ErrorCode.IllegalState, $"The job '{jobId}' has ended ({job.State}).");
        }

        var alone = job.Owner is null || job.State == JobState.Interrupted;
        var stop = what is JobRequestKind.StopNow or JobRequestKind.StopAfterBatch;
        if (alone && !stop)
        {
            throw new NetBatchException(ErrorCode.IllegalState, $"Nobody runs the job '{jobId}'; it is {job.State} already.");
        }

        await store.RequestAsync(jobId, what, me, cancellationToken).ConfigureAwait(false);
        if (alone)
        {
            await TakeAsync(jobId, null, false, cancellationToken).ConfigureAwait(false);
            await WaitAsync(jobId, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until a job stands still: ended, paused, or without an owner.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.LeaseLost"/>: it ran here, and another process has taken it
    /// over.</exception>
    public async Task<BatchJob> WaitAsync(string jobId, CancellationToken cancellationToken)
    {
        var here = running.GetValueOrDefault(jobId);
        var job = await WhenAsync(
            jobId,
            now => IsOver(now) || here is { IsCompleted: true } || TakenOver(now) is not null,
            cancellationToken).ConfigureAwait(false);
        if (TakenOver(job) is { } lost)
        {
            throw lost;
        }

        if (here is { IsFaulted: true })
        {
            await here.ConfigureAwait(false); // It failed here, which the caller has to hear.
        }

        return job;
    }

    // Whatever interrupts a hub, the next one goes on with its jobs.
    private bool IsOver(BatchJob job) => job.State.IsAtRest() && (hubs is null || job.State != JobState.Interrupted);

    /// <summary>That another process has taken over a job that ran here, as the error for whoever follows it; null: none has.</summary>
    /// <param name="job">The job as the store has it now.</param>
    public NetBatchException? TakenOver(BatchJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return epochs.Lost(job, running.GetValueOrDefault(job.Id));
    }

    /// <summary>Ids of the jobs that this process runs now.</summary>
    public IReadOnlyList<string> RunningNow =>
        [.. running.Where(one => !one.Value.IsCompleted).Select(one => one.Key).Order(StringComparer.Ordinal)];

    /// <summary>Ends when this process has given a job up, with the state it left it in; null where it never ran it.</summary>
    public Task<JobState>? Running(string jobId) => running.GetValueOrDefault(jobId);

    private async Task<BatchJob> WhenAsync(string jobId, Func<BatchJob, bool> isSo, CancellationToken cancellationToken)
    {
        while (true)
        {
            var mark = await store.MarkAsync(jobId, cancellationToken).ConfigureAwait(false);
            var job = await store.GetAsync(jobId, cancellationToken).ConfigureAwait(false);
            if (isSo(job))
            {
                return job;
            }

            await store.WaitForChangeAsync(jobId, mark, TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The live report of a job.</summary>
    public Task<JobStatus> StatusAsync(string jobId, bool detailed, CancellationToken cancellationToken) =>
        status.ReadAsync(jobId, detailed, cancellationToken);

    /// <summary>Stops what runs here at its next safe point and leaves it resumable: this process is to end. The store stays
    /// open.</summary>
    public async Task LeaveAsync()
    {
        await exit.CancelAsync().ConfigureAwait(false);
        // Each job's own failure is told to whoever waits for that job; here only their ends count.
        Task all = Task.WhenAll(running.Values);
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Refuses a job whose preconditions can never be met.</summary>
    private async Task EnsurePreconditionsAsync(JobSpec spec, CancellationToken cancellationToken)
    {
        foreach (var id in spec.Rules.DependsOn ?? [])
        {
            await store.GetAsync(id, cancellationToken).ConfigureAwait(false);
        }

        if (spec.Rules.RequireApproval)
        {
            Approvals.EnsureShared(store);
            Approvals.EnsureKnown();
        }

        foreach (var name in spec.Notify ?? [])
        {
            await notifications.FindAsync(name, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task EnsureSecretsAsync(string jobId, Func<TargetRun, bool> needed, CancellationToken cancellationToken)
    {
        List<Target> targets = [];
        await foreach (var run in store.ReadRunsAsync(jobId, new RunFilter(), cancellationToken).ConfigureAwait(false))
        {
            if (needed(run))
            {
                targets.Add(run.Target);
            }
        }

        await EnsureSecretsAsync(targets, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Refuses a job before it begins where a secret is missing: of those that are resolved here, and not by a worker.</summary>
    private async Task EnsureSecretsAsync(IReadOnlyList<Target> targets, CancellationToken cancellationToken)
    {
        if (hubs is not null)
        {
            SecretSources.EnsureElsewhere(targets);
            return;
        }

        var here = isHub ? targets.Where(target => target.SiteOf() is null) : targets;
        await secrets.EnsureAsync(here, cancellationToken).ConfigureAwait(false);
    }
}
