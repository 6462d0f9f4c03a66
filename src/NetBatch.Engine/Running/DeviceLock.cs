namespace NetBatch;

/// <summary>The lock of one target's device, across jobs and processes: taken where the plan changes the device, kept to the target's
/// end.</summary>
internal sealed class DeviceLock(TargetRunnerServices job, Target target, int number)
{
    private bool held;

    /// <summary>What the device is locked by; none: the plan changes nothing, so nothing is locked.</summary>
    /// <exception cref="NetBatchException">The device's address cannot be found.</exception>
    /// <exception cref="OperationCanceledException">The job was stopped.</exception>
    public async Task<IReadOnlyList<string>> KeysAsync(WorkSpec work) =>
        job.Kind.Traits.HasFlag(WorkTraits.MayChange) && job.Kind.Plan(work.Args, target).Any(step => step.Effect == StepEffect.Change)
            ? await job.Executor.LockKeysAsync(work, target, job.Kind.LockKeysAsync, job.Control.SafeStop).ConfigureAwait(false)
            : [];

    /// <summary>The lock that an earlier owner of the job took is held on.</summary>
    public void Adopt() => held = true;

    /// <summary>Takes the lock; else gives what another has of it.</summary>
    public async Task<string?> TryAsync(IReadOnlyList<string> keys)
    {
        if (keys.Count == 0)
        {
            return null;
        }

        var taken = await job.Ownership.LockAsync(keys, number, job.Control.OwnerLost).ConfigureAwait(false);
        held = taken is null;
        return taken;
    }

    /// <summary>Frees it where it was taken.</summary>
    public async Task FreeAsync()
    {
        if (!held || job.Control.OwnerLost.IsCancellationRequested)
        {
            return;
        }

        try
        {
            await job.Ownership.UnlockAsync(number, job.Control.OwnerLost).ConfigureAwait(false);
        }
        catch (Exception lost) when (lost is NetBatchException or OperationCanceledException)
        {
            // The lock goes with the ownership; who takes the job over frees it.
        }
    }
}
