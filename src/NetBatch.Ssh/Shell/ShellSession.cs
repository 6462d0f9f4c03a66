using System.Globalization;
using System.Text.RegularExpressions;
using NetBatch.Platforms;

namespace NetBatch.Ssh.Shell;

/// <summary>A session at a device's interactive command line.</summary>
internal sealed partial class ShellSession : IDeviceSession, IConfigSession
{
    private readonly ShellLine line;
    private readonly IRunContext run;
    private readonly Device device;
    private readonly List<string> cutShort = [];
    private string? before;
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
        foreach (var step in Platform.Prepare)
        {
            var asks = step.Password is not null;
            (Regex, Func<CancellationToken, ValueTask<string>>)? secret = null;
            if (step.Password is { } password)
            {
                secret = (password, token => EnableSecret.ResolveAsync(run, device, step.Send, token));
            }

            var reply = await line.ExchangeAsync(
                new Exchange
                {
                    Text = step.Send,
                    Silent = !asks,
                    Changes = asks,
                    Standing = step.Answers,
                    Secret = secret,
                    Silence = Silence,
                },
                cancellationToken).ConfigureAwait(false);
            accepted &= reply.Refusal is null;
            if (asks && reply.Refusal is { } words)
            {
                // What unlocks the command line is no matter of taste.
                throw new NetBatchException(ErrorCode.PrivilegeDenied, $"'{step.Send}' was refused: '{CommandText.Quote(words)}'.",
                    "Check the device's EnableCredential.");
            }
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
        CommandText.Ensure(command.Text);
        var mode = line.Mode;
        var changes = Platform.Commands.Classify(command.Text) == StepEffect.Change;
        var late = line.LateBytes;
        var reply = await line.ExchangeAsync(
            new Exchange
            {
                Text = command.Text,
                Output = output,
                Changes = changes,
                Then = MayBeFollowed(command, changes) ? command.Then : null,
                Ordered = AnswerPatterns.Compile(command.Answers, Platform.Enter),
                Silence = Silence,
            },
            cancellationToken).ConfigureAwait(false);
        if (reply.HoldsEcho)
        {
            await run.WarnAsync(
                $"The output of '{CommandText.Quote(command.Text)}' holds '{CommandText.Quote(command.Then!)}' where no prompt stood,"
                    + " as if it had been repeated in the middle of it.",
                cancellationToken).ConfigureAwait(false);
        }

        if (line.LateBytes > late && before is not null)
        {
            cutShort.Add(before);
        }

        before = command.Text;
        if (Platform.Moves?.IsMatch(command.Text) != true)
        {
            EnsureMode(command.Text, mode!);
        }

        return reply.Refusal is { } words
            ? new StepOutcome(Rejected(command.Text, words))
            : Platform.ExitStatus is { } status ? await ExitStatusAsync(command.Text, status, cancellationToken).ConfigureAwait(false)
                : new StepOutcome();
    }

    /// <inheritdoc/>
    public async Task RaisePrivilegeAsync(CancellationToken cancellationToken)
    {
        if (line.Mode!.Privileged || Platform.Privilege is not { } rules)
        {
            return;
        }

        var capture = new Capture();
        var name = rules.User is null ? null : await EnableSecret.UserAsync(run, device, cancellationToken).ConfigureAwait(false);
        await line.ExchangeAsync(
            new Exchange
            {
                Text = rules.Send,
                Output = capture,
                Markers = false,
                Ordered = name is null ? [] : [new KnownAnswer(rules.User!, name + Platform.Enter)],
                Secret = (rules.Password, token => EnableSecret.ResolveAsync(run, device, rules.Send, token)),
                Silence = Silence,
            },
            cancellationToken).ConfigureAwait(false);
        if (line.Mode is { Privileged: false })
        {
            throw new NetBatchException(
                ErrorCode.PrivilegeDenied, $"'{rules.Send}' did not raise privilege: '{CommandText.Quote(capture.LastLine)}'.",
                "Check the device's EnableCredential.");
        }
    }

    /// <summary>Enters the device's context, where it names one.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: the platform knows none, or the device refused
    /// it.</exception>
    public async Task EnterContextAsync(CancellationToken cancellationToken)
    {
        if (device.Context is not { } context)
        {
            return;
        }

        var rules = Platform.Contexts ?? throw new NetBatchException(
            ErrorCode.InvalidArgument, $"'{device.Name}' names the context '{context}', and '{Platform.Name}' declares none.",
            "Leave it out, or add 'contexts:' to its platform file.");
        await RaisePrivilegeAsync(cancellationToken).ConfigureAwait(false);
        foreach (var command in rules.EnterOf(context))
        {
            CommandText.Ensure(command);
            var reply = await line.ExchangeAsync(new Exchange { Text = command, Changes = true, Silence = Silence }, cancellationToken)
                .ConfigureAwait(false);
            if (reply.Refusal is { } words)
            {
                throw new NetBatchException(
                    ErrorCode.UnexpectedMode,
                    $"'{device.Name}' did not enter the context '{context}': '{command}' was answered by '{CommandText.Quote(words)}'.",
                    "Check the context's name on the device.");
            }
        }

        line.ForgetLate();
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
                : $"{line.LateBytes} bytes came from the device between a prompt and the next command; they stand in no output, so "
                    + $"{Which()} may be cut short.";
            return late is null || problem is null ? late ?? problem : $"{late} {problem}";
        }
        finally
        {
            await line.DisposeAsync().ConfigureAwait(false);
        }
    }

    private string Which() => cutShort.Count == 0
        ? "an output"
        : $"the output of {string.Join(", ", cutShort.Distinct().Select(command => $"'{CommandText.Quote(command)}'"))}";

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
        await line.ExchangeAsync(new Exchange { Text = command, Output = capture, Markers = false, Silence = Silence }, cancellationToken)
            .ConfigureAwait(false);
        return int.TryParse(capture.LastLine, NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? new StepOutcome(status == 0 ? null : ExecSession.Failed(text, status), status)
            : new StepOutcome();
    }

    private RunError Rejected(string command, string words) =>
        new(ErrorCode.CommandRejected, $"The device rejected '{CommandText.Quote(command)}': {CommandText.Quote(words)}",
            NoticeAdvice(words));

    /// <summary>What to do where a line that counts as a refusal is none; null: the platform's file knows it for one.</summary>
    private string? NoticeAdvice(string words) => Platform.Errors?.IsMatch(words) == true ? null
        : "Where this line only informs, allow it by -AllowNotice (--allow-notice) with a part of it, or list it under 'notices' in the "
            + "platform's file.";

    /// <summary>Whether the next command may go out as soon as this one's prompt is seen: it asks nothing and stays where it is.</summary>
    private bool MayBeFollowed(DeviceCommand command, bool changes) =>
        !changes && command.Answers is not { Count: > 0 } && Platform.ExitStatus is null && Platform.Moves?.IsMatch(command.Text) != true;

    private void EnsureMode(string command, PlatformMode before)
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
