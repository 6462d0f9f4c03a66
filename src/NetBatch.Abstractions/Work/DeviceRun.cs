namespace NetBatch;

/// <summary>Work in a session that is closed at the end, whatever happened.</summary>
public static class DeviceRun
{
    /// <summary>The run's target as the device it must be.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: it is something else.</exception>
    public static Device Device(IRunContext run) => (run ?? throw new ArgumentNullException(nameof(run))).Target as Device
        ?? throw new NetBatchException(ErrorCode.InvalidArgument, $"'{run.Target.Name}' is no device.", "Give devices.");

    /// <summary>Connects, works, disconnects. What goes wrong at the end is a warning.</summary>
    public static async Task InSessionAsync(
        IDeviceConnector connector, IRunContext run, Func<IDeviceSession, Task> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connector);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(work);
        var session = await connector.ConnectAsync(run, Device(run), cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            try
            {
                await run.EnterAsync(TargetState.Executing, cancellationToken).ConfigureAwait(false);
                await work(session).ConfigureAwait(false);
            }
            finally
            {
                await CloseAsync(run, session).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Reads a command's output byte for byte, as a step of its own.</summary>
    /// <param name="run">The run.</param>
    /// <param name="session">The session on its device.</param>
    /// <param name="command">The command, which must only read.</param>
    /// <param name="shown">Whether it is the step's output, too.</param>
    /// <param name="most">The most bytes that it may have; null: no limit.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="NetBatchException">The device refused the command, or the session broke; <see cref="ErrorCode.CutOff"/>: it is
    /// longer.</exception>
    public static async Task<byte[]> ReadAsync(
        IRunContext run, IDeviceSession session, string command, bool shown, int? most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(session);
        var step = await run.BeginReadAsync(command, cancellationToken).ConfigureAwait(false);
        var kept = new KeptOutput(most);
        StepOutcome outcome;
        try
        {
            outcome = await session.RunAsync(new DeviceCommand(command), kept, cancellationToken).ConfigureAwait(false);
        }
        catch (NetBatchException problem) when (problem.Code != ErrorCode.LeaseLost)
        {
            await step.EndAsync(problem.ToRunError(), null, run.OwnerLost).ConfigureAwait(false);
            throw;
        }

        if (shown)
        {
            await step.WriteAsync(kept.Bytes, run.OwnerLost).ConfigureAwait(false);
        }

        await step.EndAsync(outcome.Error, outcome.ExitStatus, run.OwnerLost).ConfigureAwait(false);
        return outcome.Error is { } error ? throw new NetBatchException(error.Code, error.Message, error.Remedy) : kept.Bytes;
    }

    /// <summary>Closes; what does not work is a warning.</summary>
    public static async Task CloseAsync(IRunContext run, IDeviceSession session)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(session);
        try
        {
            // Not the run's own token: a stop or a deadline must not leave a line busy on the device.
            if (await session.CloseAsync(run.OwnerLost).ConfigureAwait(false) is { } trouble)
            {
                await run.WarnAsync(trouble, run.OwnerLost).ConfigureAwait(false);
            }
        }
        catch (Exception problem) when (problem is NetBatchException { Code: ErrorCode.LeaseLost }
            || (problem is OperationCanceledException && run.OwnerLost.IsCancellationRequested))
        {
            // The work's own end tells of it.
        }
    }
}
