namespace NetBatch;

/// <summary>What a run of a job is made of.</summary>
internal sealed record JobServices(
    JobSpec Spec,
    WorkKind Kind,
    TargetStates States,
    Breaker Breaker,
    IJobOwnership Ownership,
    JobWriter Writer,
    ITargetExecutor Executor,
    TimeProvider Time,
    Random Random,
    Func<int, Task<WorkSpec>> WorkOf,
    IReadOnlySet<int> Unverified);

/// <summary>Goes through jobs that this process owns.</summary>
/// <param name="store">Where jobs are kept.</param>
/// <param name="catalog">The kinds of work.</param>
/// <param name="executor">Where targets are worked on.</param>
/// <param name="endOrphans">Ends the children of a dead owner, before anything connects.</param>
/// <param name="time">The clock.</param>
/// <param name="random">For the jitter of retries.</param>
public sealed class JobRunner(
    IJobStore store,
    WorkCatalog catalog,
    ITargetExecutor executor,
    Func<IReadOnlyList<ChildProcess>, Task> endOrphans,
    TimeProvider time,
    Random random)
{
    private static readonly TimeSpan RequestPoll = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ReservePoll = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Goes through a job until it has ended, is lost, or the host exits; then gives the ownership up.
    /// A paused job stays owned and paused until a request comes.
    /// </summary>
    /// <param name="ownership">This process's right to run it.</param>
    /// <param name="start">How it is begun again; null for a new job.</param>
    /// <param name="hostExit">The process is to end: stop now, at safe points, and leave the job resumable.</param>
    /// <returns>The state it was left in; Interrupted where it was lost.</returns>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.StoreUnusable"/>: the job could not be recorded and was cut
    /// off; <see cref="ErrorCode.IllegalState"/>: workers go on with it, and this process has none.</exception>
    public async Task<JobState> RunAsync(IJobOwnership ownership, RunStart? start, CancellationToken hostExit)
    {
        ArgumentNullException.ThrowIfNull(ownership);
        using var writer = new JobWriter(ownership, time);
        var left = JobState.Interrupted;
        try
        {
            EnsureReach(ownership);
            await endOrphans(ownership.Orphans).ConfigureAwait(false);
            var (job, parts) = await PrepareAsync(ownership, writer, start ?? new RunStart()).ConfigureAwait(false);
            var attempt = JobFingerprint.NextAttempt(job);
            var gate = new JobGate(store, job, parts.Spec, async cancellationToken =>
                JobFingerprint.Of(await FingerprintAsync(parts, cancellationToken).ConfigureAwait(false), attempt));
            var (hold, refusal) = await LookAsync(gate).ConfigureAwait(false);
            var open = hold is null && refusal is null && parts.Spec.Rules.Window?.IsOpen(time.GetUtcNow()) != false;
            var reserved = open && await ownership.ReserveSessionsAsync(Sessions(parts), parts.Spec.Rules.Priority, hostExit)
                .ConfigureAwait(false);
            using var run = new JobRun(parts, job.State, attempt,
                hold ?? (refusal is null ? null : new JobHold(WaitReason.Dependency, refusal)), reserved);
            if (refusal is not null)
            {
                run.Post(new Signal.Refused(refusal));
            }

            left = await DriveAsync(run, parts, gate, hold, reserved, hostExit).ConfigureAwait(false);
        }
        catch (NetBatchException lost) when (lost.Code == ErrorCode.LeaseLost)
        {
            // Another process owns the job now and will say how it ends.
        }
        finally
        {
            await ownership.ReleaseAsync(CancellationToken.None).ConfigureAwait(false);
        }

        return writer.Failure is { Code: not ErrorCode.LeaseLost } failure ? throw failure : left;
    }

    /// <summary>What workers go on with can be ended only by who can ask them.</summary>
    private void EnsureReach(IJobOwnership ownership)
    {
        if (ownership.Adopted is [{ Begun.Worker: var worker }, ..] && !executor.CanAdopt)
        {
            throw new NetBatchException(ErrorCode.IllegalState,
                $"{Counted.Of(ownership.Adopted.Count, "target")} of the job may still be worked on by workers ({worker.Name} in "
                    + $"{worker.Site}), which this process cannot reach.",
                "Let the hub go on with the job.");
        }
    }

    private static int Sessions(JobServices parts) => BatchRange.ThrottleOf(parts.States.Batches, parts.Spec.Rules);

    private static async Task<(JobHold? Hold, string? Refusal)> LookAsync(JobGate gate)
    {
        try
        {
            return (await gate.LookAsync(CancellationToken.None).ConfigureAwait(false), null);
        }
        catch (NetBatchException failed) when (failed.Code == ErrorCode.DependencyFailed)
        {
            return (null, $"{failed.Message} {failed.Remedy}");
        }
    }

    private static Task<string> FingerprintAsync(JobServices parts, CancellationToken cancellationToken) => JobFingerprint.OfAsync(
        parts.Spec,
        parts.States.Targets.ToAsyncEnumerable()
            .Select(async (target, index, _) => (target, await parts.WorkOf(index + 1).ConfigureAwait(false))),
        cancellationToken);

    private async Task<JobState> DriveAsync(JobRun run, JobServices parts, JobGate gate, JobHold? hold, bool reserved,
        CancellationToken hostExit)
    {
        using var ended = new CancellationTokenSource();
        await TakeRequestsAsync(run, parts.Ownership).ConfigureAwait(false);
        var pump = PollAsync(run, parts, gate, hold, reserved, ended.Token);
        using var activity = BatchDiagnostics.Activities.StartActivity("job")?
            .SetTag("netbatch.job", parts.Ownership.JobId).SetTag("netbatch.work", parts.Spec.Work.Kind);
        using var exit = hostExit.UnsafeRegister(_ => run.Post(new Signal.HostExit()), null);
        try
        {
            return await run.GoAsync().ConfigureAwait(false);
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await pump.ConfigureAwait(false);
        }
    }

    /// <summary>Brings the requests of others, the end of what holds the job, and the sessions that were not free at first.</summary>
    private async Task PollAsync(JobRun run, JobServices parts, JobGate gate, JobHold? hold, bool reserved, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(RequestPoll, time);
        var polls = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(ended).ConfigureAwait(false))
            {
                await TakeRequestsAsync(run, parts.Ownership).ConfigureAwait(false);
                if (++polls % (int)(ReservePoll / RequestPoll) != 0)
                {
                    continue;
                }

                if (hold is not null)
                {
                    var (now, refusal) = await LookAsync(gate).ConfigureAwait(false);
                    run.Post(refusal is null ? new Signal.Held(now) : new Signal.Refused(refusal));
                    hold = refusal is null ? now : null;
                    continue;
                }

                if (run.WantsSessions == reserved)
                {
                    continue;
                }

                if (reserved)
                {
                    // A job that waits for its window keeps no sessions from others.
                    await parts.Ownership.ReserveSessionsAsync(0, parts.Spec.Rules.Priority, ended).ConfigureAwait(false);
                    reserved = false;
                    run.Post(new Signal.SessionsFreed());
                }
                else if (await parts.Ownership.ReserveSessionsAsync(Sessions(parts), parts.Spec.Rules.Priority, ended)
                    .ConfigureAwait(false))
                {
                    reserved = true;
                    run.Post(new Signal.SessionsReserved());
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The job has ended.
        }
        catch (NetBatchException failure)
        {
            parts.Writer.Break(failure);
        }
    }

    private static async Task TakeRequestsAsync(JobRun run, IJobOwnership ownership)
    {
        foreach (var request in await ownership.TakeRequestsAsync(CancellationToken.None).ConfigureAwait(false))
        {
            run.Post(new Signal.Asked(request));
        }
    }

    /// <summary>Reads the job as its earlier owners left it and makes ready what is to be done.</summary>
    private async Task<(BatchJob Job, JobServices Parts)> PrepareAsync(IJobOwnership ownership, JobWriter writer, RunStart start)
    {
        var id = ownership.JobId;
        var job = await store.FindAsync(id, CancellationToken.None).ConfigureAwait(false)
            ?? throw new NetBatchException(ErrorCode.JobNotFound, $"There is no job '{id}'.");
        var spec = await store.ReadSpecAsync(id, CancellationToken.None).ConfigureAwait(false);
        var batches = await store.ReadBatchesAsync(id, CancellationToken.None).ConfigureAwait(false);
        List<Target> targets = new(job.TotalTargets);
        List<TargetRun> begun = [];
        await foreach (var run in store.ReadRunsAsync(id, new RunFilter(), CancellationToken.None).ConfigureAwait(false))
        {
            targets.Add(run.Target);
            if (run.State != TargetState.Pending || run.Attempts > 0)
            {
                begun.Add(run);
            }
        }

        var kind = catalog.Find(spec.Work.Kind, spec.Work.Version);
        var states = new TargetStates(targets,
            [.. batches.Select(batch => new PlannedBatch(batch.Number, batch.First, batch.Size, batch.IsCanary))]);
        foreach (var batch in batches)
        {
            states.Restore(batch.Number, batch.State);
        }

        writer.GoOnAfter(begun.Select(run => run.EndedAt ?? run.StartedAt).Append(job.EndedAt).Append(job.StartedAt).Append(job.CreatedAt)
            .Max() ?? default);
        var breaker = new Breaker(spec.Rules);
        HashSet<int> unverified = [];
        foreach (var run in begun)
        {
            states.Restore(run);
            var to = Again(run, kind, start);
            if (run.State == TargetState.OutcomeUnknown && start.Unknown == UnknownDecision.Verify)
            {
                // In the store it stays what it is until the look has ended: a job that ends before that has verified nothing.
                states.Enter(run.Number, TargetState.Pending);
                unverified.Add(run.Number);
            }
            else if (to != run.State)
            {
                states.Enter(run.Number, to);
                writer.Post(new TargetChanged(run.Number, to));
            }
            else if (run.State.IsFailure() && !job.State.IsFinal() && job.Attempt == 1)
            {
                // Failures of the run that is resumed go on counting; a retry starts to count anew.
                breaker.Failed(states.BatchOf(run.Number));
            }
        }

        return (job, new JobServices(spec, kind, states, breaker, ownership, writer, executor, time, random,
            number => WorkOfAsync(id, spec, number), unverified));
    }

    /// <summary>The work with a target's own arguments over it; read when the target is begun, since they may be large.</summary>
    private async Task<WorkSpec> WorkOfAsync(string id, JobSpec spec, int number) =>
        await store.ReadTargetArgsAsync(id, number, CancellationToken.None).ConfigureAwait(false) is { } own
            ? spec.Work with { Args = TargetArguments.Over(spec.Work.Args, own) }
            : spec.Work;

    private static TargetState Again(TargetRun run, WorkKind kind, RunStart start) => run.State switch
    {
        TargetState.OutcomeUnknown when start.Unknown == UnknownDecision.Skip => TargetState.Skipped,
        TargetState.OutcomeUnknown when start.Unknown == UnknownDecision.Repeat => TargetState.Pending,
        TargetState.OutcomeUnknown or TargetState.Completed => run.State,
        _ when run.State.IsInFlight() => run.State, // A worker goes on with it.
        TargetState.Interrupted when kind.Traits.HasFlag(WorkTraits.Resumable) => TargetState.Pending,
        _ when start.Again.Contains(run.Number) => TargetState.Pending,
        _ => run.State,
    };
}
