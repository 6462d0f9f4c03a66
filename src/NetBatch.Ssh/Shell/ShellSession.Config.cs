using System.Text.RegularExpressions;
using NetBatch.Platforms;

namespace NetBatch.Ssh.Shell;

/// <content>Changing the configuration.</content>
internal sealed partial class ShellSession
{
    private const int MostLevels = 8;

    // A commit that tells of its progress is waited for, but not for ever.
    private const int SettleSilences = 6;
    private readonly SectionWatch sections = new();
    private int sent;

    /// <inheritdoc/>
    public string? EnterCommand { get; set; }

    /// <inheritdoc/>
    public string? CommitCommand { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<string> AllowedNotices
    {
        set => line.Answers.Allow(value);
    }

    /// <inheritdoc/>
    public TimeSpan? CommitLimit { get; set; }

    /// <inheritdoc/>
    public TimeSpan? SaveLimit { get; set; }

    /// <inheritdoc/>
    public bool AbortsSections => Platform.Config?.SectionAbort is not null;

    /// <inheritdoc/>
    public bool HasCandidate =>
        Platform.Config is { Commit: not null } config && config.CandidatePrompt?.IsMatch(line.ConfigPrompt ?? "") != false;

    private ConfigModeRules Config => Platform.Config ?? throw new NetBatchException(
        ErrorCode.ConfigUnavailable, $"The platform '{Platform.Name}' declares no way to change its configuration.",
        "Add 'config:' to its platform file.");

    /// <inheritdoc/>
    public async Task<StepOutcome> EnterConfigAsync(IStepRecorder output, CancellationToken cancellationToken)
    {
        sent = 0;
        var rules = Config;
        await RaisePrivilegeAsync(cancellationToken).ConfigureAwait(false);
        if ((EnterCommand ?? rules.Exclusive ?? rules.Enter) is not { } command)
        {
            return new StepOutcome();
        }

        CommandText.Ensure(command);
        var capture = new Capture(output);
        // IOS has names of its own for its two prompts ("prompt" and "hostname").
        var reply = await line.ExchangeAsync(
            new Exchange { Text = command, Output = capture, EntersConfig = true, Silence = Silence }, cancellationToken)
            .ConfigureAwait(false);
        sections.Begin(reply.Prompt, HostName);
        return line.Mode is { Config: true } && reply.Refusal is null
            ? new StepOutcome()
            : new StepOutcome(new RunError(
                ErrorCode.ConfigUnavailable,
                $"Config mode could not be entered by '{command}': {CommandText.Quote(reply.Refusal ?? capture.LastLine)}",
                "See who else is changing the device, and whether the account may."));
    }

    /// <inheritdoc/>
    public async Task<StepOutcome> ConfigureAsync(DeviceCommand line, IStepRecorder output, CancellationToken cancellationToken)
    {
        CommandText.Ensure(line.Text, lines: true);
        if (this.line.Bytes.Problem(line.Text) is { } lacking)
        {
            return new StepOutcome(lacking.ToRunError());
        }

        IReadOnlyList<string> texts = line.Text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        var answers = AnswerPatterns.Compile(line.Answers, Platform.Enter);
        while (true)
        {
            sent++;
            sections.Before(this.line.LastPrompt, HostName);
            var reply = await this.line.ExchangeAsync(
                new Exchange
                {
                    Text = texts[0],
                    MoreLines = [.. texts.Skip(1)],
                    Output = output,
                    Changes = true,
                    MoreMarkers = Config.LineErrors,
                    Ordered = answers,
                    Silence = Silence,
                },
                cancellationToken).ConfigureAwait(false);
            if (reply.Refusal is { } words)
            {
                return new StepOutcome(Rejected(texts[0], words));
            }

            if (line.OpensSection && sections.Problem(reply, HostName) is { } outside)
            {
                return new StepOutcome(new RunError(
                    ErrorCode.CommandRejected,
                    $"'{CommandText.Quote(texts[0])}' did not enter its section: {outside}. Nothing below it was sent.",
                    "Try the line by hand: what belongs into the section would have gone elsewhere."));
            }

            if (Config.Enter is not null && this.line.Mode is { Config: false })
            {
                throw new NetBatchException(
                    ErrorCode.UnexpectedMode, $"The line '{CommandText.Quote(texts[0])}' left config mode.",
                    "Leave out lines that end config mode: it is entered and left for you.");
            }

            if (reply.LinesLeft.Count == 0)
            {
                return new StepOutcome();
            }

            texts = reply.LinesLeft;
        }
    }

    /// <inheritdoc/>
    public async Task<StepOutcome> CommitAsync(IStepRecorder output, CancellationToken cancellationToken)
    {
        if (!HasCandidate)
        {
            return new StepOutcome();
        }

        var commit = CommitCommand ?? Config.Commit!;
        var reply = await SettleAsync(
            new Exchange { Text = commit, Output = output, Standing = Config.CommitAnswers, MoreMarkers = Config.CommitErrors,
                Done = Config.CommitDone, Silence = CommitLimit ?? line.Timings.Settle },
            cancellationToken).ConfigureAwait(false);
        if (reply.Refusal is { } words)
        {
            return new StepOutcome(
                new RunError(ErrorCode.CommitFailed, $"The device refused the commit: {CommandText.Quote(words)}", NoticeAdvice(words)));
        }

        if (Config.CommitDone is not null ? !reply.IsDone : Config.CommitSilent && reply.Said is not null)
        {
            throw new NetBatchException(
                ErrorCode.CommitFailed,
                $"The device did not answer '{CommandText.Quote(commit)}' as it answers a commit that worked: '"
                    + $"{CommandText.Quote(reply.Said ?? "")}'.",
                "Look at the device: whether the commit took effect is not known.");
        }

        return new StepOutcome();
    }

    /// <inheritdoc/>
    public async Task<bool> AbortAsync(IStepRecorder output, CancellationToken cancellationToken)
    {
        if (Config.SectionAbort is { } abort)
        {
            return await AbortSectionsAsync(abort, output, cancellationToken).ConfigureAwait(false);
        }

        var unmade = HasCandidate || sent == 0;
        foreach (var command in Config.Abort)
        {
            if (line.Mode is { Config: true } && (HasCandidate || Config.Commit is null))
            {
                var reply = await SettleAsync(command, output, Platform.LogoutAnswers, null, cancellationToken).ConfigureAwait(false);
                unmade &= reply.Refusal is null;
            }
        }

        var left = await LeaveConfigAsync(output, cancellationToken).ConfigureAwait(false);
        return unmade && left.Error is null;
    }

    /// <inheritdoc/>
    public async Task<StepOutcome> LeaveConfigAsync(IStepRecorder output, CancellationToken cancellationToken)
    {
        string? words = null;
        for (var i = 0; i < MostLevels && line.Mode is { Config: true } && Config.Leave is { } leave; i++)
        {
            var reply = await SettleAsync(leave, output, [], null, cancellationToken).ConfigureAwait(false);
            words ??= reply.Refusal;
        }

        return Config.Leave is null || line.Mode is { Config: false }
            ? new StepOutcome(words is null ? null : Rejected(Config.Leave!, words))
            : new StepOutcome(new RunError(ErrorCode.UnexpectedMode, $"Config mode could not be left by '{Config.Leave}'."));
    }

    /// <inheritdoc/>
    public async Task<StepOutcome> SaveAsync(IStepRecorder output, CancellationToken cancellationToken)
    {
        if (Platform.Save is not { } save)
        {
            return new StepOutcome();
        }

        var entered = false;
        if (save.InConfig && line.Mode is { Config: false })
        {
            entered = true;
            await SettleAsync(Config.Enter!, output, [], null, cancellationToken).ConfigureAwait(false);
        }

        var reply = await SettleAsync(
            new Exchange { Text = save.Send, Output = output, Standing = save.Answers, Done = save.Done,
                Silence = SaveLimit ?? line.Timings.Settle },
            cancellationToken).ConfigureAwait(false);
        if (entered)
        {
            await LeaveConfigAsync(output, cancellationToken).ConfigureAwait(false);
        }

        return new StepOutcome(
            reply.Refusal is { } words ? Rejected(save.Send, words)
            : save.Done is not null && !reply.IsDone
                ? new RunError(ErrorCode.CommandRejected,
                    $"The device did not say that it saved: '{CommandText.Quote(reply.Said ?? "")}' came to '{save.Send}'.",
                    "Look at the device, then save again.")
                : null);
    }

    /// <inheritdoc/>
    public async Task<StepOutcome> RunCommandsAsync(
        IReadOnlyList<string> commands, IReadOnlyList<KnownAnswer> answers, IStepRecorder output, CancellationToken cancellationToken)
    {
        await RaisePrivilegeAsync(cancellationToken).ConfigureAwait(false);
        foreach (var command in commands)
        {
            var reply = await SettleAsync(command, output, [.. answers, .. Config.CommitAnswers], Config.CommitErrors, cancellationToken)
                .ConfigureAwait(false);
            if (reply.Refusal is { } words)
            {
                if (line.Mode is { Config: true })
                {
                    await AbortAsync(output, cancellationToken).ConfigureAwait(false);
                }

                return new StepOutcome(Rejected(command, words));
            }
        }

        return line.Mode is { Config: true } ? await LeaveConfigAsync(output, cancellationToken).ConfigureAwait(false) : new StepOutcome();
    }

    /// <summary>Leaves each open section without saving it.</summary>
    private async Task<bool> AbortSectionsAsync(string abort, IStepRecorder output, CancellationToken cancellationToken)
    {
        for (var i = 0; i < MostLevels && line.Mode is { Config: true }; i++)
        {
            var reply = await SettleAsync(abort, output, Platform.LogoutAnswers, null, cancellationToken).ConfigureAwait(false);
            if (reply.Refusal is not null)
            {
                break;
            }
        }

        return line.Mode is { Config: false };
    }

    private Task<Reply> SettleAsync(
        string command, IStepRecorder output, IReadOnlyList<KnownAnswer> answers, Regex? markers, CancellationToken cancellationToken) =>
            SettleAsync(
            new Exchange { Text = command, Output = output, Standing = answers, MoreMarkers = markers, Silence = line.Timings.Settle },
                cancellationToken);

    /// <summary>An exchange that no deadline cuts: it has its own limits.</summary>
    private async Task<Reply> SettleAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        // The words of a commit hold what a user wrote.
        CommandText.Ensure(exchange.Text);
        var most = exchange.Silence * SettleSilences;
        using var limit = new CancellationTokenSource(most, line.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await line.ExchangeAsync(exchange with { Changes = true }, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new NetBatchException(ErrorCode.PromptTimeout, $"'{exchange.Text}' had not ended after {most.TotalSeconds:0} s.");
        }
    }
}
