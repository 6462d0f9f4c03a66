using NetBatch.Platforms;

namespace NetBatch.Ssh.Shell;

/// <summary>Logs out, so that the device's line is free at once: from wherever the session stands, within a bound.</summary>
internal sealed class ShellLogout(ShellLine line)
{
    private const int Most = 8;

    private string TooLong =>
        $"The device did not end the session within {line.Timings.Logout.TotalSeconds:0.#} s of its logout; the connection was cut.";

    /// <summary>Logs out.</summary>
    /// <returns>Null, or a sentence on what did not work.</returns>
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        using var bound = new CancellationTokenSource(line.Timings.Logout, line.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        try
        {
            if (!line.InStep && !await RecoverAsync(both.Token).ConfigureAwait(false))
            {
                return line.IsClosed ? null : "The device showed no prompt to log out at; the connection was cut.";
            }

            return await LeaveAsync(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (both.IsCancellationRequested)
        {
            return TooLong;
        }
        catch (Exception problem) when (problem is NetBatchException or IOException or InvalidOperationException)
        {
            return line.IsClosed || line.Channel.Ending.IsCompleted ? null : $"The logout did not work: {problem.Message}";
        }
    }

    /// <summary>Ends what runs, to a prompt.</summary>
    private async Task<bool> RecoverAsync(CancellationToken cancellationToken)
    {
        await line.SendAsync(line.Platform.Interrupt, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < Most; i++)
        {
            var outcome = await WatchAsync([], line.Timings.Logout / 2, cancellationToken).ConfigureAwait(false);
            switch (outcome.Kind)
            {
                case ReadOutcomeKind.Prompt:
                    line.Arrive(outcome.Prompt!);
                    return true;
                case ReadOutcomeKind.Pager:
                    line.Reader.CutPager(outcome.Cut);
                    await line.SendAsync("q", cancellationToken).ConfigureAwait(false);
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    private async Task<string?> LeaveAsync(CancellationToken cancellationToken)
    {
        if (line.Mode is { Config: true } && line.Platform.Config is { } config)
        {
            // Whoever cut the work has not committed: nothing of a candidate may be left behind, and no question about it.
            foreach (var command in HasCandidate(config) ? config.Abort : [])
            {
                await ExchangeAsync(command, cancellationToken).ConfigureAwait(false);
            }

            // Where the line that closes a section saves it, only the abort leaves without that.
            for (var i = 0; i < Most && line.Mode is { Config: true }
                && (config.SectionAbort ?? (config.Enter is null ? null : config.Leave)) is { } leave; i++)
            {
                var prompt = line.LastPrompt?.Text;
                await ExchangeAsync(leave, cancellationToken).ConfigureAwait(false);
                if (config.SectionAbort is not null && line.LastPrompt?.Text == prompt)
                {
                    // No section is open: what the prompt shows is a context, which ends with the session.
                    break;
                }
            }
        }

        for (var i = 0; i < Most; i++)
        {
            foreach (var command in line.Platform.Logout)
            {
                await line.SendAsync(command + line.Platform.Enter, cancellationToken).ConfigureAwait(false);
            }

            switch (await EndedAsync(cancellationToken).ConfigureAwait(false))
            {
                case ReadOutcomeKind.Closed:
                    return null;
                case ReadOutcomeKind.Silence:
                    return TooLong;
                default:
                    // A further prompt: of the shell below this one.
                    break;
            }
        }

        return "The device answers its logout with prompts; the connection was cut.";
    }

    private bool HasCandidate(ConfigModeRules config) =>
        config.Commit is not null && config.CandidatePrompt?.IsMatch(line.ConfigPrompt ?? "") != false;

    private async Task ExchangeAsync(string command, CancellationToken cancellationToken)
    {
        if (line.InStep && line.Mode is { Config: true })
        {
            await line.ExchangeAsync(
                new Exchange { Text = command, Changes = true, Markers = false, Standing = line.Platform.LogoutAnswers,
                    Silence = line.Timings.Logout },
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for the end, a further prompt, or nothing.</summary>
    private async Task<ReadOutcomeKind> EndedAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var outcome = await WatchAsync(line.Platform.LogoutAnswers, line.Timings.Logout, cancellationToken).ConfigureAwait(false);
            switch (outcome.Kind)
            {
                case ReadOutcomeKind.Question:
                    await line.Reader.FinishAsync(outcome.Cut, cancellationToken).ConfigureAwait(false);
                    await line.SendAsync(outcome.Answer!.Send, cancellationToken).ConfigureAwait(false);
                    break;
                case ReadOutcomeKind.Prompt:
                    await line.Reader.FinishAsync(outcome.Cut, cancellationToken).ConfigureAwait(false);
                    return ReadOutcomeKind.Prompt;
                default:
                    return outcome.Kind == ReadOutcomeKind.Closed ? ReadOutcomeKind.Closed : ReadOutcomeKind.Silence;
            }
        }
    }

    private ValueTask<ReadOutcome> WatchAsync(IReadOnlyList<KnownAnswer> answers, TimeSpan silence, CancellationToken cancellationToken)
    {
        // After an interrupt or a logout any prompt of the platform will do, whatever host it names.
        var judge = new StepJudge(line.Platform, line.Prompts, line.Timings) { MayRename = true, Answers = answers };
        return line.ExpectAsync(new ReadExpectation { Judge = judge.Judge, Silence = silence }, cancellationToken);
    }
}
