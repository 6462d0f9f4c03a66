using NetBatch.Platforms;

namespace NetBatch.Ssh.Shell;

/// <summary>Judges the end of the output of a step: pager, prompt, question, or nothing yet.</summary>
internal sealed class StepJudge(SessionRules platform, PromptMatcher prompts, ShellTimings timings)
{
    private readonly AnswerRules rules = new(platform);

    /// <summary>What a command asks for next, at the moment.</summary>
    public IReadOnlyList<KnownAnswer> Answers { get; set; } = [];

    /// <summary>Whether the step may give the device another name.</summary>
    public bool MayRename { get; init; }

    /// <summary>Whether the device is known to echo.</summary>
    public bool EchoRequired { get; init; }

    /// <summary>Whether the answer of a line that sets the session up is read: it says nothing.</summary>
    public bool Silent { get; init; }

    /// <summary>Whether the next command may go out at the last prompt at once: its echo will tell whether it was one.</summary>
    public bool MaySendAhead { get; set; }

    /// <summary>Whether the next command went out and its echo is waited for.</summary>
    public bool SentAhead { get; set; }

    /// <summary>Whether a device without a prompt may be reading a text line by line.</summary>
    public bool MayReadText { get; set; }

    /// <summary>Judges.</summary>
    public PendingMatch Judge(OutputReader reader)
    {
        var tail = reader.Tail;
        var open = tail.OpenLine;
        var found = FindPrompt(tail);
        // A prompt at the end is younger than one above a message, which was drawn anew.
        if (found is not { HostFits: true } && reader.EchoDone && prompts.FindUnderLog(tail, rules) is { } under)
        {
            return new PendingMatch(
                new ReadOutcome(ReadOutcomeKind.Prompt, under.Start, under), SentAhead ? timings.AheadLost : timings.UnderLog);
        }

        if (open < 0 || open == tail.Length)
        {
            return MayReadText && reader.EchoDone
                ? new PendingMatch(new ReadOutcome(ReadOutcomeKind.TextInput), timings.TextInput) : PendingMatch.Nothing;
        }

        if (found is not null && OfPrompt(reader, found) is { Outcome: not null } pending)
        {
            return pending;
        }

        if (tail.Length - open <= 512 && Pager(tail, open) is { } pager)
        {
            return new PendingMatch(pager, timings.Pager);
        }

        if (!reader.EchoDone)
        {
            return PendingMatch.Nothing;
        }

        var text = VisibleText.OfLines(tail.Bytes);
        foreach (var answer in Answers)
        {
            if (answer.Expect.IsMatch(text))
            {
                return new PendingMatch(new ReadOutcome(ReadOutcomeKind.Question, tail.Length, Answer: answer), timings.Question);
            }
        }

        var last = VisibleText.OfLine(tail.Bytes[open..]);
        if (rules.IsQuestion(last))
        {
            return new PendingMatch(new ReadOutcome(ReadOutcomeKind.Unanswered, tail.Length), timings.Unanswered);
        }

        // Whatever ends like this waits for somebody; a text that is read line by line may have such a line too.
        if (!MayReadText && rules.MayAsk(last) && !rules.IsLog(last) && platform.Busy?.IsMatch(last) != true)
        {
            return new PendingMatch(new ReadOutcome(ReadOutcomeKind.Unanswered, tail.Length), timings.LikeQuestion);
        }

        return MayReadText ? new PendingMatch(new ReadOutcome(ReadOutcomeKind.TextInput), timings.TextInput) : PendingMatch.Nothing;
    }

    private PromptMatch? FindPrompt(OutputTail tail)
    {
        var prompt = prompts.Find(tail);
        // Where nothing renames the host, "textr1#" is r1's prompt behind a text, not that of another host.
        return prompt is null || (!prompt.HostFits && !MayRename) ? prompts.FindBehind(tail) ?? prompt : prompt;
    }

    private PendingMatch OfPrompt(OutputReader reader, PromptMatch prompt)
    {
        var quiet = prompt switch
        {
            { HostFits: false } => MayRename ? timings.Renamed : (TimeSpan?)null,
            // Its echo has yet to come, unless what is typed ahead is lost on this device.
            _ when SentAhead => timings.AheadLost,
            { Inline: true } => timings.Behind,
            { Seen: false } => timings.Fits,
            // A config line that says nothing: the first thing behind its echo is the prompt. No output can look
            // like that, and a long config would pay the pause at every line.
            { Mode.Config: true, Start: 0 } when reader.EchoDone && EchoRequired && reader.Written == 0 && MayRename => TimeSpan.Zero,
            { Start: 0 } when Silent && reader.EchoSeen && reader.Written == 0 => TimeSpan.Zero,
            _ when MaySendAhead && reader.EchoDone && prompt.Text == prompts.Last => TimeSpan.Zero,
            _ => timings.Exact,
        };
        if (quiet is null)
        {
            return PendingMatch.Nothing;
        }

        if (!reader.EchoDone)
        {
            // A prompt before the command's echo is an old one.
            if (EchoRequired)
            {
                return PendingMatch.Nothing;
            }

            quiet = timings.NoEcho;
        }

        // Where lines come in drops, a pause that ends nothing is longer.
        var drip = 3 * reader.Drip < timings.MostDrip ? 3 * reader.Drip : timings.MostDrip;
        return new PendingMatch(
            new ReadOutcome(ReadOutcomeKind.Prompt, prompt.Start, prompt), quiet > TimeSpan.Zero && drip > quiet ? drip : quiet.Value);
    }

    private ReadOutcome? Pager(OutputTail tail, int open)
    {
        // Latin-1 keeps an index of the text an index of the bytes.
        var line = System.Text.Encoding.Latin1.GetString(tail.Bytes[open..]);
        foreach (var pager in platform.Pagers)
        {
            var match = pager.Expect.Match(line);
            if (match.Success)
            {
                return new ReadOutcome(ReadOutcomeKind.Pager, open + match.Index, Answer: pager);
            }
        }

        return null;
    }
}
