using NetBatch.Platforms;

namespace NetBatch.Ssh.Shell;

/// <summary>One exchange from its first byte to its prompt: answers pagers and the questions that it has answers to.</summary>
internal sealed class Conversation(ShellLine line, Exchange exchange)
{
    private readonly StepJudge judge = new(line.Platform, line.Prompts, line.Timings)
    {
        MayRename = exchange.Changes || exchange.EntersConfig,
        EchoRequired = line.Echoes == true,
        Silent = exchange.Silent,
        MaySendAhead = line.ReadsAhead && exchange.Then is not null,
    };

    private int answered;
    private int linesSent;
    private int secretsGiven;

    /// <summary>Carries it out.</summary>
    public async Task<Reply> RunAsync(CancellationToken cancellationToken)
    {
        var answer = !exchange.Markers ? null : new AnswerWatch(line.Answers, exchange.Changes)
        {
            More = exchange.MoreMarkers,
            Done = exchange.Done,
            Own = [exchange.Text.Trim(), .. exchange.MoreLines.Select(text => text.Trim())],
            Answered = exchange.Standing,
            EveryLine = exchange.Changes || exchange.EntersConfig,
        };
        var isSent = line.TakeAhead();
        var expectEcho = !isSent && exchange.Text.Length > 0 && line.Echoes != false;
        var expectation = new ReadExpectation
        {
            Judge = judge.Judge,
            Silence = exchange.Silence,
            Output = exchange.Output,
            Answer = answer,
            Echo = expectEcho ? new EchoFilter(exchange.Text) : null,
            SecondEcho = expectEcho && line.Platform.EchoesTwice ? SecondEcho() : null,
            EchoRequired = line.Echoes == true,
        };
        judge.MayReadText = exchange.MoreLines.Count > 0;
        Await();
        if (!isSent)
        {
            await line.SendAsync(exchange.Text + line.Platform.Enter, cancellationToken).ConfigureAwait(false);
        }

        while (true)
        {
            var outcome = await line.ExpectAsync(expectation, cancellationToken).ConfigureAwait(false);
            switch (outcome.Kind)
            {
                case ReadOutcomeKind.Prompt when MaySendAhead(outcome.Prompt!):
                    expectation.Ahead = new AheadEcho(line.Prompts, line.Answers, outcome.Prompt!, exchange.Then!);
                    judge.SentAhead = true;
                    await line.SendAsync(exchange.Then + line.Platform.Enter, cancellationToken).ConfigureAwait(false);
                    break;
                case ReadOutcomeKind.Prompt or ReadOutcomeKind.Ahead:
                    if (expectEcho)
                    {
                        line.LearnEcho(expectation.Echo is { IsDone: true });
                    }

                    await line.Reader.FinishAsync(outcome.Cut, cancellationToken, outcome.Prompt!.End).ConfigureAwait(false);
                    line.NoteLate(line.Reader.BeforeEcho, exchange.Text);
                    line.Arrive(outcome.Prompt!);
                    EndAhead(outcome.Kind);
                    return new Reply(outcome.Prompt!, answer?.Words, [.. exchange.MoreLines.Skip(linesSent)])
                    {
                        Said = answer?.Said,
                        HoldsEcho = expectation.Ahead is { Elsewhere: true },
                        IsDone = answer?.IsDone == true,
                    };
                case ReadOutcomeKind.Pager:
                    NoMoreAhead();
                    line.Reader.CutPager(outcome.Cut);
                    await line.SendAsync(outcome.Answer!.Send, cancellationToken).ConfigureAwait(false);
                    break;
                case ReadOutcomeKind.Question when exchange.Secret is { } secret && ReferenceEquals(outcome.Answer!.Expect, secret.Ask):
                    await line.Reader.FinishAsync(outcome.Cut, cancellationToken).ConfigureAwait(false);
                    if (secretsGiven++ > 0)
                    {
                        // Asked again: it was refused. A second try could lock an account.
                        throw new NetBatchException(
                            ErrorCode.PrivilegeDenied, $"The device refused the secret for '{CommandText.Quote(exchange.Text)}'.",
                            "Check the device's EnableCredential.");
                    }

                    await line.SendSecretAsync(await secret.Give(cancellationToken).ConfigureAwait(false) + line.Platform.Enter,
                        cancellationToken).ConfigureAwait(false);
                    break;
                case ReadOutcomeKind.Question:
                    NoMoreAhead();
                    await line.Reader.FinishAsync(outcome.Cut, cancellationToken).ConfigureAwait(false);
                    Answered(outcome.Answer!);
                    Await();
                    await line.SendAsync(outcome.Answer!.Send, cancellationToken).ConfigureAwait(false);
                    break;
                case ReadOutcomeKind.TextInput:
                    await SendLinesAsync(cancellationToken).ConfigureAwait(false);
                    break;
                case ReadOutcomeKind.Closed:
                    throw await line.ClosedAsync(exchange.Text).ConfigureAwait(false);
                default:
                    throw NoPrompt(outcome.Kind);
            }
        }
    }

    private string[] SecondEcho() =>
        $"{line.LastPrompt?.Text} {exchange.Text}".Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private bool MaySendAhead(PromptMatch prompt) =>
        judge is { MaySendAhead: true, SentAhead: false } && !prompt.Inline && prompt.Text == line.Prompts.Last
        && AheadEcho.Suits(prompt, exchange.Then!);

    private void NoMoreAhead()
    {
        line.StopReadingAhead();
        judge.MaySendAhead = false;
    }

    /// <summary>The next command is on its way where its echo has come. Without one it was lost, and goes out again by itself.</summary>
    private void EndAhead(ReadOutcomeKind how)
    {
        if (how == ReadOutcomeKind.Ahead)
        {
            line.SentAhead(exchange.Then!);
        }
        else if (judge.SentAhead)
        {
            line.StopReadingAhead();
        }
    }

    /// <summary>An answer is given once; those before it were for questions that did not come.</summary>
    private void Answered(KnownAnswer answer)
    {
        for (var i = answered; i < exchange.Ordered.Count; i++)
        {
            if (ReferenceEquals(exchange.Ordered[i], answer))
            {
                answered = i + 1;
                return;
            }
        }
    }

    /// <summary>What may be asked next.</summary>
    private void Await()
    {
        var next = exchange.Standing.Concat(exchange.Ordered.Skip(answered));
        judge.Answers = [.. exchange.Secret is { } secret ? next.Append(new KnownAnswer(secret.Ask, "")) : next];
    }

    private async ValueTask SendLinesAsync(CancellationToken cancellationToken)
    {
        judge.MayReadText = false;
        foreach (var text in exchange.MoreLines.Skip(linesSent))
        {
            linesSent++;
            await line.SendAsync(text + line.Platform.Enter, cancellationToken).ConfigureAwait(false);
        }
    }

    private NetBatchException NoPrompt(ReadOutcomeKind kind)
    {
        var command = CommandText.Quote(exchange.Text);
        var last = CommandText.Quote(line.Reader.LastLine);
        return kind == ReadOutcomeKind.Unanswered
            ? new NetBatchException(
                ErrorCode.PromptTimeout,
                $"'{command}' asks '{last}' and no answer to that was given.",
                "Give the answer with the command (answers: expect and answer), or use a form of the command that does not ask.")
            : new NetBatchException(
                ErrorCode.PromptTimeout,
                $"No prompt within {exchange.Silence.TotalSeconds:0.#} s of silence after '{command}'."
                    + (last.Length > 0 ? $" The last line was '{last}'." : " The device said nothing."),
                "Raise -StepTimeout where the command is silent for long; check -Platform where the last line is a prompt.");
    }
}
