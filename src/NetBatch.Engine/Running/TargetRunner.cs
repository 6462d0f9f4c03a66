namespace NetBatch;

/// <summary>
/// One target in flight: its lock, its attempts, the delays between them. Also the owner as the executor sees it:
/// gives each report to the store and decides on retries.
/// </summary>
internal sealed class TargetRunner(TargetRunnerServices job, Target target, int number, PlannedBatch batch, Func<int> nextAttempt,
    bool verify = false) : IRunOwner
{
    // Output is waited for only when there is much of it, so that a device that talks faster than the disk writes is held back.
    private const int MuchOutput = 256 * 1024;

    private static readonly TimeSpan LockPoll = TimeSpan.FromSeconds(1);

    private readonly DeviceLock deviceLock = new(job, target, number);
    private WorkSpec work = job.Spec.Work;
    private long startedAt = job.Time.GetTimestamp();
    private TimeSpan retryDelay;
    private TaskCompletionSource<bool>? place;
    private ReportSequence? reports;
    private int attempt;
    private int retries;
    private bool changed;

    public int Number => number;

    public Target Target => target;

    public PlannedBatch Batch => batch;

    public IReadOnlyList<string> CredentialKeys { get; } = CredentialGuard.Keys(target);

    /// <summary>Whether it counts against the throttle; one that waits for a device lock does not.</summary>
    public bool HoldsPlace { get; set; } = true;

    public TargetState State { get; private set; } = TargetState.Pending;

    public RunError? Error { get; private set; }

    /// <summary>Goes through the target's attempts; tells <see cref="Signal.Ended"/> at the end, whatever happens.</summary>
    public async Task GoAsync()
    {
        try
        {
            work = await job.WorkOf(number).ConfigureAwait(false);
            if (await LockAsync().ConfigureAwait(false))
            {
                while (await AttemptAsync().ConfigureAwait(false) && await RetryWaitAsync().ConfigureAwait(false))
                {
                }
            }
        }
        catch (Exception) when (job.Control.OwnerLost.IsCancellationRequested)
        {
            // The job is lost: nothing may be written, and the successor decides.
            State = TargetState.Interrupted;
        }
#pragma warning disable CA1031 // A defect must take neither the job nor the target's end with it; it is recorded for what it is.
        catch (Exception defect)
#pragma warning restore CA1031
        {
            await EndForDefectAsync(defect).ConfigureAwait(false);
        }
        finally
        {
            try
            {
                await deviceLock.FreeAsync().ConfigureAwait(false);
            }
            finally
            {
                job.Tell(new Signal.Ended(this));
            }
        }
    }

    /// <summary>Gives it the place that it asked for, or tells it that there will be none.</summary>
    public void GivePlace(bool granted) => place?.TrySetResult(granted);

    public ValueTask ConfirmAsync(CancellationToken cancellationToken) => job.Ownership.ConfirmAsync(cancellationToken);

    /// <summary>What comes of an attempt that is over says nothing any more.</summary>
    public async ValueTask ReportAsync(RunEvent report, CancellationToken cancellationToken)
    {
        if (report.Attempt == attempt && reports is not null)
        {
            await reports.TakeAsync(report).ConfigureAwait(false);
        }
    }

    private Task WriteAsync(RunEvent report)
    {
        changed |= report is ChangeBegun;
        switch (report)
        {
            case AttemptEnded ended:
                return job.Writer.WriteAsync(Judge(ended));
            case ChangeBegun or ChildStarted or DocumentKept:
            case StepRows { Content.Length: >= MuchOutput }:
            case StepOutput { Bytes.Length: >= MuchOutput }:
                return job.Writer.WriteAsync(report);
            default:
                job.Writer.Post(report);
                break;
        }

        if (report is PhaseEntered { Phase: TargetState.Connected })
        {
            job.Tell(new Signal.Accepted(this));
        }

        return Task.CompletedTask;
    }

    private AttemptEnded Judge(AttemptEnded ended)
    {
        var left = job.Spec.Rules.TargetTimeout - job.Time.GetElapsedTime(startedAt);
        retryDelay = RetryDelay.Of(job.Spec.Rules.RetryDelay, retries + 1, job.Random.NextDouble());
        var again = ended.State == TargetState.ConnectionFailed
            && ended.Error is { IsRetryable: true }
            && retries < job.Spec.Rules.RetryCount
            && left > retryDelay + job.Pacer.Due
            && !job.NoRetry.IsCancellationRequested
            && job.MayStart();
        if (ended.State == TargetState.Stopped && job.HostExit.IsCancellationRequested)
        {
            // What was changed in part must not be begun again by itself: a person looks first.
            ended = changed
                ? ended with
                {
                    State = TargetState.OutcomeUnknown,
                    Error = new RunError(ErrorCode.OutcomeUnknown, "The process that ran the job ended after changes had been sent.",
                        "Look at the device, then say so: resume with Skip or Repeat; a deployment looks by itself with Verify."),
                }
                : ended with { State = TargetState.Interrupted,
                    Error = new RunError(ErrorCode.OwnerLost, "The process that ran the job ended.") };
        }

        State = again ? TargetState.Waiting : ended.State;
        Error = ended.Error;
        return ended with { WillRetry = again };
    }

    private async Task<bool> AttemptAsync()
    {
        State = TargetState.Connecting;
        attempt = nextAttempt();
        reports = new ReportSequence(WriteAsync);
        changed = false;
        job.Writer.Post(new AttemptStarted(number, attempt, Verify: verify));
        await job.Executor.ExecuteAsync(Order(), this, job.Control).ConfigureAwait(false);
        if (State == TargetState.Connecting)
        {
            // No end was reported: only a lost owner may do that.
            job.Control.OwnerLost.ThrowIfCancellationRequested();
            throw new InvalidOperationException($"The executor returned without an end for '{target.Name}'.");
        }

        return State == TargetState.Waiting;
    }

    /// <summary>False: stopped meanwhile, or the breaker tripped; the last attempt's end stands.</summary>
    private async Task<bool> RetryWaitAsync()
    {
        retries++;
        try
        {
            await Task.Delay(retryDelay, job.Time, job.NoRetry).ConfigureAwait(false);
            await Task.Delay(job.Pacer.Take(), job.Time, job.NoRetry).ConfigureAwait(false);
            if (job.MayStart())
            {
                return true;
            }

            // The window closed meanwhile: the last attempt's end stands.
            State = TargetState.ConnectionFailed;
            await job.Writer.WriteAsync(new TargetChanged(number, State, Error)).ConfigureAwait(false);
            return false;
        }
        catch (OperationCanceledException)
        {
            job.Control.OwnerLost.ThrowIfCancellationRequested();
            State = job.HostExit.IsCancellationRequested ? TargetState.Interrupted : TargetState.ConnectionFailed;
            await job.Writer.WriteAsync(new TargetChanged(number, State, Error)).ConfigureAwait(false);
            return false;
        }
    }

    private WorkOrder Order() => new()
    {
        JobId = job.Ownership.JobId,
        Number = number,
        Attempt = attempt,
        Epoch = job.Ownership.Epoch,
        Work = work,
        Target = target,
        Verify = verify,
        Transcript = job.Spec.Rules.Transcript,
        ConnectTimeout = job.Spec.Rules.ConnectTimeout,
        LoginTimeout = job.Spec.Rules.LoginTimeout,
        HostKeyPolicy = job.Spec.Rules.HostKeyPolicy,
        IsAttended = job.Spec.Rules.IsAttended,
        StepTimeout = job.Spec.Rules.StepTimeout,
        TimeLeft = job.Spec.Rules.TargetTimeout - job.Time.GetElapsedTime(startedAt),
    };

    /// <summary>Locks the device where the plan changes it. False: it stays locked by another, and the target has failed.</summary>
    private async Task<bool> LockAsync()
    {
        IReadOnlyList<string> keys;
        try
        {
            keys = await deviceLock.KeysAsync(work).ConfigureAwait(false);
        }
        catch (NetBatchException unresolved)
        {
            await EndUnstartedAsync(TargetState.ConnectionFailed, unresolved.ToRunError()).ConfigureAwait(false);
            return false;
        }
        catch (OperationCanceledException)
        {
            await GiveUpAsync().ConfigureAwait(false);
            return false;
        }

        return await deviceLock.TryAsync(keys).ConfigureAwait(false) is not { } taken
            || await WaitForLockAsync(keys, taken).ConfigureAwait(false);
    }

    private async Task<bool> WaitForLockAsync(IReadOnlyList<string> keys, string taken)
    {
        var most = job.Spec.Rules.LockTimeout;
        if (most > TimeSpan.Zero)
        {
            State = TargetState.Waiting;
            if (!verify)
            {
                job.Writer.Post(new TargetChanged(number, State));
            }

            job.Tell(new Signal.PlaceFreed(this));
        }

        var since = job.Time.GetTimestamp();
        while (job.Time.GetElapsedTime(since) < most)
        {
            if (!await PauseAsync(LockPoll).ConfigureAwait(false))
            {
                await GiveUpAsync().ConfigureAwait(false);
                return false;
            }

            if (await deviceLock.TryAsync(keys).ConfigureAwait(false) is { } still)
            {
                taken = still;
            }
            else
            {
                place = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
                job.Tell(new Signal.PlaceWanted(this));
                if (!await place.Task.WaitAsync(job.Control.OwnerLost).ConfigureAwait(false)
                    || !await PauseAsync(job.Pacer.Take()).ConfigureAwait(false))
                {
                    await GiveUpAsync().ConfigureAwait(false);
                    return false;
                }

                startedAt = job.Time.GetTimestamp(); // The wait for the lock is no time of the target's own.
                return true;
            }
        }

        await EndUnstartedAsync(TargetState.Failed, new RunError(
            ErrorCode.DeviceLocked,
            $"'{target.Name}' ({taken}) is locked by another job that changes it.",
            "Wait for that job, or set LockTimeout.")).ConfigureAwait(false);
        return false;
    }

    private async Task<bool> PauseAsync(TimeSpan time)
    {
        try
        {
            await Task.Delay(time, job.Time, job.NoRetry).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            job.Control.OwnerLost.ThrowIfCancellationRequested();
            return false;
        }
    }

    /// <summary>Ends a target that never began: a stop or the breaker came while it waited.</summary>
    private async Task GiveUpAsync()
    {
        job.Control.OwnerLost.ThrowIfCancellationRequested();
        State = job.HostExit.IsCancellationRequested ? TargetState.Pending
            : job.Control.SafeStop.IsCancellationRequested ? TargetState.Stopped
            : job.NoRetry.IsCancellationRequested ? TargetState.Skipped
            : TargetState.Pending; // The window closed before it began; it begins when the window opens.
        if (verify)
        {
            // Nobody has looked, so in the store it is what it was.
            State = State == TargetState.Pending ? State : TargetState.OutcomeUnknown;
            return;
        }

        await job.Writer.WriteAsync(new TargetChanged(number, State)).ConfigureAwait(false);
    }

    private async Task EndForDefectAsync(Exception defect)
    {
        try
        {
            await EndUnstartedAsync(TargetState.Failed, RunError.Of(defect)).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A target without an end in the record must end the job: else it would end as if it were done.
        catch (Exception further)
#pragma warning restore CA1031
        {
            State = TargetState.Interrupted;
            job.Writer.Break(JobWriter.FailureOf(further));
        }
    }

    private async Task EndUnstartedAsync(TargetState state, RunError error)
    {
        if (verify)
        {
            (state, error) = (TargetState.OutcomeUnknown, Unverified.Because(error.Message).ToRunError());
        }

        attempt = nextAttempt();
        State = state;
        Error = error;
        job.Writer.Post(new AttemptStarted(number, attempt, TargetState.Waiting, verify));
        await job.Writer.WriteAsync(new AttemptEnded(state, error) { Number = number, Attempt = attempt, Report = 1 })
            .ConfigureAwait(false);
    }
}
