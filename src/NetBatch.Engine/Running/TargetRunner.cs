namespace NetBatch;

/// <summary>
/// One target in flight: its lock, its attempts, the delays between them. Also the owner as the executor sees it:
/// gives each report to the store and decides on retries.
/// </summary>
internal sealed partial class TargetRunner(TargetRunnerServices job, Target target, int number, PlannedBatch batch, Func<int> nextAttempt,
    bool verify = false, AdoptedOrder? adopted = null) : IRunOwner
{
    // Output is waited for only when there is much of it, so that a device that talks faster than the disk writes is held back.
    private const int MuchOutput = 256 * 1024;

    // What has not come back by then holds nobody else up any longer.
    private static readonly TimeSpan AwayWithPlace = TimeSpan.FromSeconds(30);

    private WorkSpec work = job.Spec.Work;
    private long startedAt = job.Time.GetTimestamp();
    private TimeSpan retryDelay;
    private ReportSequence? reports;
    private int attempt;
    private int retries;
    private bool changed;
    private volatile bool away;

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
            if (adopted is not null || await EnterAsync().ConfigureAwait(false))
            {
                while (await AttemptAsync().ConfigureAwait(false))
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

    public ValueTask ConfirmAsync(CancellationToken cancellationToken) => job.Ownership.ConfirmAsync(cancellationToken);

    /// <summary>What comes of an attempt that is over says nothing any more.</summary>
    public async ValueTask ReportAsync(RunEvent report, CancellationToken cancellationToken)
    {
        if (report.Attempt == attempt && reports is { } sequence)
        {
            await (report.Report == 0 ? WriteAsync(report) : sequence.TakeAsync(report)).ConfigureAwait(false);
        }
    }

    private Task WriteAsync(RunEvent report)
    {
        changed |= report is ChangeBegun;
        switch (report)
        {
            case AttemptEnded ended:
                return job.Writer.WriteAsync(Judge(ended));
            case OrderPlaced or ChangeBegun or ChildStarted or DocumentKept:
            case StepRows { Content.Length: >= MuchOutput }:
            case StepOutput { Bytes.Length: >= MuchOutput }:
                return job.Writer.WriteAsync(report);
            default:
                job.Writer.Post(report);
                break;
        }

        if (report is PhaseEntered { Phase: var phase })
        {
            Entered(phase);
        }

        return Task.CompletedTask;
    }

    private void Entered(TargetState phase)
    {
        if (phase == TargetState.Connected)
        {
            job.Tell(new Signal.Accepted(this));
        }

        var left = phase == TargetState.Away && !away;
        away = phase == TargetState.Away;
        if (left)
        {
            _ = FreePlaceAsync(attempt);
        }
    }

    /// <summary>A target whose worker is away for long gives its place to another; it keeps its device's lock.</summary>
    private async Task FreePlaceAsync(int awayIn)
    {
        await Task.Delay(AwayWithPlace, job.Time, job.Control.OwnerLost).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (away && attempt == awayIn)
        {
            job.Tell(new Signal.PlaceFreed(this, TargetState.Away));
        }
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

    /// <summary>One attempt, and what leads to the next one. False: there is none.</summary>
    private async Task<bool> AttemptAsync()
    {
        State = TargetState.Connecting;
        var end = await ExecuteAsync().ConfigureAwait(false);
        away = false;
        if (State != TargetState.Connecting)
        {
            return State == TargetState.Waiting && await RetryWaitAsync().ConfigureAwait(false);
        }

        // No end was reported: a lost owner may do that, and a lost worker.
        job.Control.OwnerLost.ThrowIfCancellationRequested();
        reports = null;
        switch (end)
        {
            case ExecutionEnd.LetGo:
                return await MoveAsync().ConfigureAwait(false);
            case ExecutionEnd.Unknown:
                await EndHereAsync(TargetState.OutcomeUnknown, new RunError(ErrorCode.OutcomeUnknown,
                    "A change was begun by a worker that was lost, and there is no word of its end.",
                    "Look at the device, then say so: resume with Skip or Repeat; a deployment looks by itself with Verify."))
                    .ConfigureAwait(false);
                return false;
            default:
                throw new InvalidOperationException($"The executor returned without an end for '{target.Name}'.");
        }
    }

    private async Task<ExecutionEnd> ExecuteAsync()
    {
        if (adopted is { } order)
        {
            adopted = null;
            attempt = order.Attempt;
            retries = attempt - 1;
            changed = order.Begun.IsChanging;
            reports = new ReportSequence(WriteAsync, order.Begun.Reports);
            deviceLock.Adopt();
            return await job.Executor.AdoptAsync(Order(), order.Begun, this, job.Control).ConfigureAwait(false);
        }

        attempt = nextAttempt();
        reports = new ReportSequence(WriteAsync);
        changed = false;
        job.Writer.Post(new AttemptStarted(number, attempt, Verify: verify));
        return await job.Executor.ExecuteAsync(Order(), this, job.Control).ConfigureAwait(false);
    }

    /// <summary>Its worker has let it go before it was changed: it begins anew, which costs no retry. False: stopped meanwhile.</summary>
    private async Task<bool> MoveAsync()
    {
        var error = new RunError(ErrorCode.WorkerLost, "The worker was lost before anything was changed.");
        if (job.NoRetry.IsCancellationRequested || !job.MayStart())
        {
            var stopped = job.Control.SafeStop.IsCancellationRequested && !job.HostExit.IsCancellationRequested;
            await EndHereAsync(stopped ? TargetState.Stopped : TargetState.Interrupted, error).ConfigureAwait(false);
            return false;
        }

        await EndHereAsync(TargetState.Interrupted, error, again: true).ConfigureAwait(false);
        return await PresenceAsync().ConfigureAwait(false);
    }

    /// <summary>Ends an attempt of which no end was or will be reported.</summary>
    private Task EndHereAsync(TargetState state, RunError error, bool again = false)
    {
        State = again ? TargetState.Waiting : state;
        Error = error;
        return job.Writer.WriteAsync(new AttemptEnded(state, error) { Number = number, Attempt = attempt, WillRetry = again });
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
        Sealed = job.Spec.Sealed,
        Transcript = job.Spec.Rules.Transcript,
        ConnectTimeout = job.Spec.Rules.ConnectTimeout,
        LoginTimeout = job.Spec.Rules.LoginTimeout,
        HostKeyPolicy = job.Spec.Rules.HostKeyPolicy,
        IsAttended = job.Spec.Rules.IsAttended,
        StepTimeout = job.Spec.Rules.StepTimeout,
        TimeLeft = job.Spec.Rules.TargetTimeout - job.Time.GetElapsedTime(startedAt),
    };

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
