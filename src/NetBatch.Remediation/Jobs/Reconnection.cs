namespace NetBatch.Remediation.Jobs;

/// <summary>
/// The new connection after a change. A device that cannot be reached is tried again: until its own timer has brought it
/// back, where it has one; else for a minute, in which links and protocols may settle.
/// </summary>
internal sealed class Reconnection(IDeviceConnector connector, IRunContext run, Device device, ConfigChange change)
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>Whether the device was out of reach for a while.</summary>
    public bool WasLost { get; private set; }

    /// <summary>Opens the session.</summary>
    /// <exception cref="NetBatchException">OutcomeUnknown: the device stays out of reach.</exception>
    public async Task<IDeviceSession> OpenAsync(NetBatchException? trouble)
    {
        var most = Settling + (change.RevertAfter ?? TimeSpan.Zero);
        var since = run.Time.GetTimestamp();
        while (true)
        {
            try
            {
                return await connector.ConnectAsync(run, device, run.OwnerLost).ConfigureAwait(false);
            }
            catch (NetBatchException problem) when (problem.Code != ErrorCode.LeaseLost)
            {
                WasLost = true;
                var passed = run.Time.GetElapsedTime(since);
                if (passed >= most || run.SafeStop.IsCancellationRequested)
                {
                    throw Unreachable(trouble, problem);
                }

                await PauseAsync(Pause(problem, passed, most)).ConfigureAwait(false);
            }
        }
    }

    private static TimeSpan Pause(NetBatchException problem, TimeSpan passed, TimeSpan most)
    {
        // A login that was refused is tried once more only, when the device must have gone back: accounts lock.
        var pause = problem.ToRunError().IsRetryable ? TimeSpan.FromSeconds(1) + (passed / 4) : most;
        return TimeSpan.FromTicks(
            Math.Min(Math.Min(pause.Ticks, problem.ToRunError().IsRetryable ? LongestPause.Ticks : long.MaxValue), (most - passed).Ticks));
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, run.Time, run.SafeStop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!run.OwnerLost.IsCancellationRequested)
        {
            // Asked once more, then given up.
        }
    }

    private NetBatchException Unreachable(NetBatchException? trouble, NetBatchException problem) => new(
        ErrorCode.OutcomeUnknown,
        $"{trouble?.Message ?? "All lines were sent."} Over a new connection the device could not be reached: {problem.Message}"
        + (change.RevertAfter is { } time
            ? $" Unconfirmed, the device takes the change back by itself {time.TotalSeconds:0} s after it was made." : ""),
        "Look at the device, then resume the job with -Unknown Verify, Skip or Repeat.",
        problem);
}
