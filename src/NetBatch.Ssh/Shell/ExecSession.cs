using NetBatch.Platforms;
using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Shell;

/// <summary>A device whose commands each go through a channel of their own and end with an exit status.</summary>
internal sealed class ExecSession(ExecOpener opener, SessionRules platform, IRunContext run, Device device) : IDeviceSession
{
    private bool raised;
    private bool isRoot;
    private int sent;
    private bool closed;

    /// <inheritdoc/>
    public string HostName { get; private set; } = device.Name;

    /// <inheritdoc/>
    public bool HasCandidate => false;

    /// <summary>The error of a command that ended with a status other than zero.</summary>
    public static RunError Failed(string command, int status) =>
        new(ErrorCode.ExitStatus, $"'{CommandText.Quote(command)}' ended with exit status {status}.");

    /// <summary>Opens the first channel: learns the host's name and whether the login is root, where the platform tells how.</summary>
    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        if (platform.Probe is not { } probe)
        {
            return;
        }

        var capture = new Capture();
        await SendAsync(probe, null, capture, cancellationToken).ConfigureAwait(false);
        var lines = capture.Lines;
        HostName = lines is [{ Length: > 0 } host, ..] ? host : device.Name;
        isRoot = lines is [_, "0", ..];
    }

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(DeviceCommand command, IStepRecorder output, CancellationToken cancellationToken)
    {
        CommandText.Ensure(command.Text);
        return await CommandAsync(command, output, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task RaisePrivilegeAsync(CancellationToken cancellationToken)
    {
        if (raised || isRoot || platform.Privilege is not { } rules)
        {
            return;
        }

        if (!rules.Send.StartsWith("sudo", StringComparison.Ordinal))
        {
            throw new NetBatchException(
                ErrorCode.PrivilegeDenied, $"'{device.Name}' cannot raise privilege by '{rules.Send}' on an exec channel.",
                "Set the device's Channel to Shell.");
        }

        raised = true;
        var (status, _) = await ElevatedAsync("true", new Capture(), cancellationToken).ConfigureAwait(false);
        if (status != 0)
        {
            raised = false;
            throw new NetBatchException(
                ErrorCode.PrivilegeDenied, $"sudo refused the login on '{device.Name}' (exit status {status}).",
                "Check the device's EnableCredential and its sudoers.");
        }
    }

    /// <inheritdoc/>
    public async Task<StepOutcome> EnterConfigAsync(IStepRecorder output, CancellationToken cancellationToken)
    {
        if (platform.Config is not { Enter: null })
        {
            return new StepOutcome(new RunError(
                ErrorCode.ConfigUnavailable, $"Config mode of '{platform.Name}' needs a shell, and '{device.Name}' has exec channels.",
                "Set the device's Channel to Shell."));
        }

        sent = 0;
        await RaisePrivilegeAsync(cancellationToken).ConfigureAwait(false);
        return new StepOutcome();
    }

    /// <inheritdoc/>
    public async Task<StepOutcome> ConfigureAsync(DeviceCommand line, IStepRecorder output, CancellationToken cancellationToken)
    {
        CommandText.Ensure(line.Text, lines: true);
        sent++;
        return await CommandAsync(line, output, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<StepOutcome> CommitAsync(IStepRecorder output, CancellationToken cancellationToken) => Task.FromResult(new StepOutcome());

    /// <inheritdoc/>
    public Task<bool> AbortAsync(IStepRecorder output, CancellationToken cancellationToken) => Task.FromResult(sent == 0);

    /// <inheritdoc/>
    public Task<StepOutcome> LeaveConfigAsync(IStepRecorder output, CancellationToken cancellationToken) =>
        Task.FromResult(new StepOutcome());

    /// <inheritdoc/>
    public Task<StepOutcome> SaveAsync(IStepRecorder output, CancellationToken cancellationToken) => Task.FromResult(new StepOutcome());

    /// <inheritdoc/>
    public async Task<string?> CloseAsync(CancellationToken cancellationToken)
    {
        if (!closed)
        {
            closed = true;
            await run.EnterAsync(TargetState.Disconnecting, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await CloseAsync(run.OwnerLost).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is NetBatchException or OperationCanceledException)
        {
            // No channel is open between commands; who loses the job here hears of it elsewhere.
        }
    }

    private async Task<StepOutcome> CommandAsync(DeviceCommand command, IStepRecorder output, CancellationToken cancellationToken)
    {
        if (command.Answers is { Count: > 0 })
        {
            throw new NetBatchException(
                ErrorCode.InvalidArgument, $"'{CommandText.Quote(command.Text)}' has answers, and an exec channel asks nothing.",
                "Set the device's Channel to Shell.");
        }

        var (status, words) = raised
            ? await ElevatedAsync(command.Text, output, cancellationToken).ConfigureAwait(false)
            : await SendAsync(command.Text, null, output, cancellationToken).ConfigureAwait(false);
        var error = words is not null
            ? new RunError(ErrorCode.CommandRejected,
                $"The device rejected '{CommandText.Quote(command.Text)}': {CommandText.Quote(words)}")
            : status is > 0 ? Failed(command.Text, status.Value) : null;
        return new StepOutcome(error, status);
    }

    private async Task<(int? Status, string? Words)> ElevatedAsync(string command, IStepRecorder output,
        CancellationToken cancellationToken)
    {
        // -S reads the secret from the standard input, so that it stands in no command line; -n asks for none.
        var secret = device.EnableCredential is null
            ? null
            : await EnableSecret.ResolveAsync(run, device, "sudo", cancellationToken).ConfigureAwait(false) + "\n";
        var quoted = "'" + command.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
        return await SendAsync($"sudo {(secret is null ? "-n" : "-S -p ''")} -- sh -c {quoted}", secret, output, cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task<(int? Status, string? Words)> SendAsync(string command, string? input, IStepRecorder output,
        CancellationToken cancellationToken)
    {
        var channel = await opener.OpenAsync(command, cancellationToken).ConfigureAwait(false);
        await using (channel.ConfigureAwait(false))
        {
            return await ExecReader.RunAsync(channel, platform, DeviceBytes.Of(device, draws: false), run, command, input, output,
                cancellationToken).ConfigureAwait(false);
        }
    }
}
