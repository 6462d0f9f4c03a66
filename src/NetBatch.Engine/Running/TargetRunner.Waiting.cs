namespace NetBatch;

/// <summary>What a target waits for before it is worked on: somebody who can, its device's lock, a place again.</summary>
internal sealed partial class TargetRunner
{
    private static readonly TimeSpan LockPoll = TimeSpan.FromSeconds(1);

    private readonly DeviceLock deviceLock = new(job, target, number);
    private TaskCompletionSource<bool>? place;

    /// <summary>Gives it the place that it asked for, or tells it that there will be none.</summary>
    public void GivePlace(bool granted) => place?.TrySetResult(granted);

    /// <summary>False: it is not begun; how it stands is written.</summary>
    private async Task<bool> EnterAsync() =>
        await PresenceAsync().ConfigureAwait(false) && await LockAsync().ConfigureAwait(false);

    /// <summary>Waits, without a place, until somebody can work on it. False: stopped meanwhile.</summary>
    private async Task<bool> PresenceAsync()
    {
        if (job.Executor.Absence(target) is null)
        {
            return true;
        }

        for (var told = ""; job.Executor.Absence(target) is { } absence;)
        {
            if (told != absence)
            {
                GoWithoutPlace(new RunError(ErrorCode.WorkerLost, told = absence));
            }

            try
            {
                await job.Executor.AbsenceChangedAsync(target, job.NoRetry).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                await GiveUpAsync().ConfigureAwait(false);
                return false;
            }
        }

        return await PlaceAgainAsync().ConfigureAwait(false);
    }

    /// <summary>What waits needs no place, and does not keep others from theirs.</summary>
    private void GoWithoutPlace(RunError? why = null)
    {
        State = TargetState.Waiting;
        if (!verify)
        {
            job.Writer.Post(new TargetChanged(number, State, why));
        }

        job.Tell(new Signal.PlaceFreed(this, State));
    }

    /// <summary>Waits for a place. False: there will be none.</summary>
    private async Task<bool> PlaceAgainAsync()
    {
        place = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        job.Tell(new Signal.PlaceWanted(this));
        if (!await place.Task.WaitAsync(job.Control.OwnerLost).ConfigureAwait(false)
            || !await PauseAsync(job.Pacer.Take()).ConfigureAwait(false))
        {
            await GiveUpAsync().ConfigureAwait(false);
            return false;
        }

        startedAt = job.Time.GetTimestamp(); // The wait is no time of the target's own.
        return true;
    }

    /// <summary>Locks the device where the plan changes it. False: it stays locked by another, and the target has failed.</summary>
    private async Task<bool> LockAsync()
    {
        IReadOnlyList<string> keys;
        try
        {
            keys = await deviceLock.KeysAsync(work).ConfigureAwait(false);
        }
        catch (NetBatchException lost) when (lost.Code == ErrorCode.WorkerLost)
        {
            return await EnterAsync().ConfigureAwait(false);
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
            GoWithoutPlace();
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
                return await PlaceAgainAsync().ConfigureAwait(false);
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
}
