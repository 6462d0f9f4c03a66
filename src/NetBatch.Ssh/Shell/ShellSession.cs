using System.Globalization;
using NetBatch.Platforms;

namespace NetBatch.Ssh.Shell;

/// <summary>A session at a device's interactive command line.</summary>
internal sealed partial class ShellSession : IDeviceSession, IConfigSession
{
    private readonly ShellLine line;
    private readonly IRunContext run;
    private readonly Device device;
    private bool closed;

    public ShellSession(ShellLine line, IRunContext run, Device device)
    {
        this.line = line;
        this.run = run;
        this.device = device;
    }

    /// <inheritdoc/>
    public string HostName => line.Prompts.Host is { Length: > 0 } host ? host : device.Name;

    private SessionRules Platform => line.Platform;

    private TimeSpan Silence => run.Order.StepTimeout;

    /// <summary>Turns paging off and width up. What the device refuses of it is no harm: its pager is answered.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var accepted = Platform.Prepare.Count > 0;
        foreach (var command in Platform.Prepare)
        {
            var exchange = new Exchange { Text = command, Silent = true, Silence = Silence };
            var reply = await line.ExchangeAsync(exchange, cancellationToken).ConfigureAwait(false);
            accepted &= reply.Words is null;
        }

        line.ForgetLate();
        if (accepted)
        {
            line.PagingIsOff();
        }
    }

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(DeviceCommand command, IStepRecorder output, CancellationToken cancellationToken)
    {
        CommandText.Demand(command.Text);
        var mode = line.Mode;
        var changes = Platform.Commands.Classify(command.Text) == StepEffect.Change;
        var reply = await line.ExchangeAsync(
            new Exchange
            {
                Text = command.Text,
                Output = output,
                Changes = changes,
                Then = changes || command.Answers is { Count: > 0 } || Platform.ExitStatus is not null ? null : command.Then,
                Ordered = AnswerPatterns.Compile(command.Answers, Platform.Enter),
                Silence = Silence,
            },
            cancellationToken).ConfigureAwait(false);
        DemandMode(command.Text, mode!);
        if (reply.HoldsEcho)
        {
            await run.WarnAsync(
                $"The output of '{CommandText.Quote(command.Text)}' holds '{CommandText.Quote(command.Then!)}' where no prompt stood,"
                    + " as if it had been repeated in the middle of it.",
                cancellationToken).ConfigureAwait(false);
        }

        return reply.Words is { } words
            ? new StepOutcome(Rejected(command.Text, words))
            : Platform.ExitStatus is { } status ? await ExitStatusAsync(command.Text, status, cancellationToken).ConfigureAwait(false) : new StepOutcome();
    }

    /// <inheritdoc/>
    public async Task RaisePrivilegeAsync(CancellationToken cancellationToken)
    {
        if (line.Mode!.Privileged || Platform.Privilege is not { } rules)
        {
            return;
        }

        var capture = new Capture();
        await line.ExchangeAsync(
            new Exchange
            {
                Text = rules.Send,
                Output = capture,
                Markers = false,
                Secret = (rules.Password, token => EnableSecret.ResolveAsync(run, device, rules.Send, token)),
                Silence = Silence,
            },
            cancellationToken).ConfigureAwait(false);
        if (line.Mode is { Privileged: false })
        {
            throw new NetBatchException(
                ErrorCode.PrivilegeDenied, $"'{rules.Send}' did not raise privilege: '{CommandText.Quote(capture.LastLine)}'.", "Check the device's EnableCredential.");
        }
    }

    /// <inheritdoc/>
    public async Task<string?> CloseAsync(CancellationToken cancellationToken)
    {
        if (closed)
        {
            return null;
        }

        closed = true;
        try
        {
            await run.EnterAsync(TargetState.Disconnecting, cancellationToken).ConfigureAwait(false);
            // Who has lost the job sends nothing more, not even a logout: cutting the connection frees the line too.
            var problem = run.OwnerLost.IsCancellationRequested || line.IsClosed
                ? null
                : await new ShellLogout(line).RunAsync(cancellationToken).ConfigureAwait(false);
            var late = line.LateBytes == 0 ? null
                : $"{line.LateBytes} bytes came from the device between a prompt and the next command; they stand in no output, so an output may be cut short.";
            return late is null || problem is null ? late ?? problem : $"{late} {problem}";
        }
        finally
        {
            await line.DisposeAsync().ConfigureAwait(false);
        }
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
            // The line is gone either way; who loses the job here hears of it elsewhere.
        }
    }

    private async Task<StepOutcome> ExitStatusAsync(string text, string command, CancellationToken cancellationToken)
    {
        var capture = new Capture();
        await line.ExchangeAsync(new Exchange { Text = command, Output = capture, Markers = false, Silence = Silence }, cancellationToken).ConfigureAwait(false);
        return int.TryParse(capture.LastLine, NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? new StepOutcome(status == 0 ? null : ExecSession.Failed(text, status), status)
            : new StepOutcome();
    }

    private RunError Rejected(string command, string words) =>
        new(ErrorCode.CommandRejected, $"The device rejected '{CommandText.Quote(command)}': {CommandText.Quote(words)}", NoticeAdvice(words));

    /// <summary>What to do where a line that counts as a refusal is none; null: the platform's file knows it for one.</summary>
    private string? NoticeAdvice(string words) => Platform.Errors?.IsMatch(words) == true ? null
        : "Where this line only informs, allow it by -AllowNotice (--allow-notice) with a part of it, or list it under 'notices' in the platform's file.";

    private void DemandMode(string command, PlatformMode before)
    {
        if (line.Mode != before)
        {
            throw new NetBatchException(
                ErrorCode.UnexpectedMode,
                $"'{CommandText.Quote(command)}' left the session in mode '{line.Mode!.Name}' instead of '{before.Name}'.",
                "Commands must end in the mode they began in; config lines have their own kind of work, 'config'.");
        }
    }
}
