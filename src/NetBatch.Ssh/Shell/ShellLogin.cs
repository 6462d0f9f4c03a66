using NetBatch.Platforms;

namespace NetBatch.Ssh.Shell;

/// <summary>From the open channel to a learned prompt: answers what is known to come before it, and nothing else.</summary>
internal sealed class ShellLogin(ShellLine line, TimeSpan timeout, ShellIdentity? identity = null)
{
    private const int MostInterrupts = 6;
    private const int MostPrompts = 6;
    private const int MostWakes = 3;
    private int wakes;
    private NetBatchException? refusal;

    /// <summary>Learns the prompt. It is believed when Enter gives the same one again: a banner's line does not repeat.</summary>
    /// <exception cref="NetBatchException">A connect-class code.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        PromptMatch? before = null;
        for (var i = 0; i < MostPrompts; i++)
        {
            var prompt = await PromptAsync(before, cancellationToken).ConfigureAwait(false);
            if (prompt.Mode.OnLogin is { } command)
            {
                before = null;
                await line.SendAsync(command + line.Platform.Enter, cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (IsAgain(prompt, before))
            {
                line.Prompts.Forget();
                line.Arrive(prompt);
                await LeaveConfigAsync(prompt, cancellationToken).ConfigureAwait(false);
                return;
            }

            before = prompt;
            await line.SendAsync(line.Platform.Enter, cancellationToken).ConfigureAwait(false);
        }

        throw new NetBatchException(
            ErrorCode.LoginTimeout,
            $"The login has no steady prompt: after Enter it showed '{CommandText.Quote(before?.Text ?? "")}' and then another.",
            "Check the device's -Platform.");
    }

    /// <summary>A console may have been left in config mode: whatever stands there is somebody's.</summary>
    private async Task LeaveConfigAsync(PromptMatch prompt, CancellationToken cancellationToken)
    {
        if (!prompt.Mode.Config || line.Platform.Config is not { Enter: not null, Leave: { } leave } config)
        {
            return;
        }

        if (config.Commit is not null)
        {
            throw new NetBatchException(
                ErrorCode.UnexpectedMode,
                $"The login found itself in somebody's configuration: '{CommandText.Quote(prompt.Text)}'.",
                "Log in by hand, see what stands in the candidate, and leave config mode.");
        }

        await line.ExchangeAsync(new Exchange { Text = leave, Markers = false, Silence = timeout }, cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task<PromptMatch> PromptAsync(PromptMatch? before, CancellationToken cancellationToken)
    {
        var expectation = new ReadExpectation
        {
            Judge = reader => Judge(reader, before),
            Silence = timeout,
            Left = () => timeout - line.Time.GetElapsedTime(line.Channel.LaunchedAt),
        };
        for (var interrupts = 0; ;)
        {
            var outcome = await line.ExpectAsync(expectation, cancellationToken).ConfigureAwait(false);
            if (outcome.Kind == ReadOutcomeKind.Prompt)
            {
                await line.Reader.FinishAsync(outcome.Cut, cancellationToken).ConfigureAwait(false);
                return outcome.Prompt!;
            }

            if (outcome.Kind == ReadOutcomeKind.TextInput)
            {
                wakes++;
                await line.SendAsync(line.Platform.Enter, cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (outcome.Kind is not (ReadOutcomeKind.Question or ReadOutcomeKind.Pager) || interrupts++ == MostInterrupts)
            {
                throw await RefusedAsync(outcome.Kind).ConfigureAwait(false);
            }

            // "Your password has expired. Change now? [Y/N]": whoever declines may come in all the same, or not.
            refusal ??= Refusal(VisibleText.OfLines(line.Reader.Tail.Bytes));
            var asked = line.Reader.LastLine;
            await line.Reader.FinishAsync(outcome.Cut, cancellationToken).ConfigureAwait(false);
            if (identity?.Questions.Contains(outcome.Answer!) == true)
            {
                await line.SendSecretAsync(await identity.AnswerAsync(outcome.Answer!, asked, cancellationToken).ConfigureAwait(false)
                    + line.Platform.Enter, cancellationToken).ConfigureAwait(false);
                continue;
            }

            await line.SendAsync(outcome.Answer!.Send, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A prompt may count or tell the time: its mode and its host stay.</summary>
    private static bool IsAgain(PromptMatch prompt, PromptMatch? before) =>
        before is not null
        && (prompt.Text == before.Text || (prompt.Mode == before.Mode && prompt.Host.Length > 0 && prompt.Host == before.Host));

    /// <summary>
    /// How long what looks like a prompt must stand. The first gets Enter at once, which tells what it was; a command instead
    /// of Enter waits, and so does every further Enter, for the first has yet to be answered. What Enter brings again is the prompt;
    /// where a terminal echoes it waits a moment, for another may come that would be taken for the first command's.
    /// </summary>
    private TimeSpan Quiet(OutputReader reader, PromptMatch prompt, PromptMatch? before)
    {
        if (prompt.Mode.OnLogin is not null)
        {
            return line.Timings.First;
        }

        var nothingElse = reader.Written == 0 && reader.Tail.Bytes[..prompt.Start].Trim("\r\n "u8).IsEmpty;
        return before is null || (nothingElse && line.Platform.ReadsAhead && IsAgain(prompt, before)) ? TimeSpan.Zero
            : prompt.Text == before.Text ? line.Timings.Exact : line.Timings.First;
    }

    private PendingMatch Judge(OutputReader reader, PromptMatch? before)
    {
        var prompt = line.Prompts.Find(reader.Tail);
        var text = VisibleText.OfLines(reader.Tail.Bytes);
        var asked = Asked(text);
        if (prompt is null && asked is null && line.Prompts.FindUnderLog(reader.Tail, line.Answers) is { } under)
        {
            return new PendingMatch(new ReadOutcome(ReadOutcomeKind.Prompt, under.Start, under), line.Timings.UnderLog);
        }

        if (prompt is not null && asked is null)
        {
            return new PendingMatch(new ReadOutcome(ReadOutcomeKind.Prompt, prompt.Start, prompt), Quiet(reader, prompt, before));
        }

        if (asked is not null)
        {
            return new PendingMatch(new ReadOutcome(ReadOutcomeKind.Question, reader.Tail.Length, Answer: asked), line.Timings.Question);
        }

        if (Refusal(text) is not null)
        {
            return new PendingMatch(new ReadOutcome(ReadOutcomeKind.Unanswered), line.Timings.Unanswered);
        }

        return before is null && wakes < MostWakes && !MayAsk(reader, text)
            ? new PendingMatch(new ReadOutcome(ReadOutcomeKind.TextInput), line.Timings.SilentConsole)
            : PendingMatch.Nothing;
    }

    /// <summary>A console says nothing, or nothing more than its server's words, until somebody is there, and a prompt behind a text
    /// without a line end is found at its second coming: both get Enter. What may be a question never does, however much was logged
    /// below it: it would be the answer.</summary>
    private bool MayAsk(OutputReader reader, string text) =>
        text.Split('\n').LastOrDefault(one => !string.IsNullOrWhiteSpace(one) && !line.Answers.IsLog(one.TrimStart())) is { } last
            ? line.Answers.MayAsk(last) : reader.Tail.Length > 0 && reader.Written > 0;

    /// <summary>The login question at the end of a text, or null.</summary>
    private KnownAnswer? Asked(string text) =>
        (identity?.Questions ?? []).Concat(line.Platform.Interrupts).Concat(line.Platform.Pagers)
            .FirstOrDefault(answer => answer.Expect.IsMatch(text));

    private NetBatchException? Refusal(string text)
    {
        if (line.Platform.SessionLimit?.IsMatch(text) == true)
        {
            return new NetBatchException(
                ErrorCode.SessionLimit,
                $"The device has no free session: '{CommandText.Quote(line.Reader.LastLine)}'.",
                "End sessions on the device, or lower the batch size or -MaxPerGroup.");
        }

        return line.Platform.PasswordExpired?.IsMatch(text) == true
            ? new NetBatchException(
                ErrorCode.PasswordExpired, $"The login's password must be changed: '{CommandText.Quote(line.Reader.LastLine)}'.",
                "Log in by hand and change it.")
            : null;
    }

    private async ValueTask<NetBatchException> RefusedAsync(ReadOutcomeKind kind)
    {
        if ((Refusal(VisibleText.OfLines(line.Reader.Tail.Bytes)) ?? (kind == ReadOutcomeKind.Closed ? refusal : null)) is { } refused)
        {
            return refused;
        }

        var last = CommandText.Quote(line.Reader.LastLine);
        if (kind == ReadOutcomeKind.Closed)
        {
            var error = line.Channel.Ending.IsCompleted ? (await line.Channel.Ending.ConfigureAwait(false)).Error : null;
            return error is { IsConnectClass: true }
                ? new NetBatchException(error.Code, error.Message, error.Remedy)
                : new NetBatchException(
                    ErrorCode.ConnectionClosed,
                    "The device closed the session before its first prompt." + (last.Length > 0 ? $" Its last words: '{last}'." : ""),
                    "Check that the account may open a shell on the device.");
        }

        return new NetBatchException(
            ErrorCode.LoginTimeout,
            $"No prompt within {timeout.TotalSeconds:0.#} s."
                + (last.Length > 0 ? $" The last line was '{last}'." : " The device said nothing."),
            "Check -Platform where the last line is a prompt; raise -LoginTimeout where the device is slow.");
    }
}
