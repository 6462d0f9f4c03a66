using NetBatch.Platforms;

namespace NetBatch.Ssh.Shell;

/// <summary>Judges the end of the output of a step: pager, prompt, question, or nothing yet.</summary>
internal sealed class StepJudge(SessionRules platform, PromptBook prompts, ShellTimings timings)
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
    public Glance Judge(Screen screen)
    {
        var tail = screen.Tail;
        var open = tail.OpenLine;
        var found = FindPrompt(tail);
        // A prompt at the end is younger than one above a message, which was drawn anew.
        if (found is not { HostFits: true } && screen.EchoDone && prompts.FindUnderLog(tail, rules) is { } under)
        {
            return new Glance(new Sight(SightKind.Prompt, under.Start, under), SentAhead ? timings.AheadLost : timings.UnderLog);
        }

        if (open < 0 || open == tail.Length)
        {
            return MayReadText && screen.EchoDone ? new Glance(new Sight(SightKind.TextInput), timings.TextInput) : Glance.Nothing;
        }

        if (found is not null && OfPrompt(screen, found) is { Sight: not null } glance)
        {
            return glance;
        }

        if (tail.Length - open <= 512 && Pager(tail, open) is { } pager)
        {
            return new Glance(pager, timings.Pager);
        }

        if (!screen.EchoDone)
        {
            return Glance.Nothing;
        }

        var text = VisibleText.OfLines(tail.Bytes);
        foreach (var answer in Answers)
        {
            if (answer.Expect.IsMatch(text))
            {
                return new Glance(new Sight(SightKind.Question, tail.Length, Answer: answer), timings.Question);
            }
        }

        var last = VisibleText.OfLine(tail.Bytes[open..]);
        if (rules.IsQuestion(last))
        {
            return new Glance(new Sight(SightKind.Unanswered, tail.Length), timings.Unanswered);
        }

        // Whatever ends like this waits for somebody; a text that is read line by line may have such a line too.
        if (!MayReadText && rules.MayAsk(last) && !rules.IsLog(last) && platform.Busy?.IsMatch(last) != true)
        {
            return new Glance(new Sight(SightKind.Unanswered, tail.Length), timings.LikeQuestion);
        }

        return MayReadText ? new Glance(new Sight(SightKind.TextInput), timings.TextInput) : Glance.Nothing;
    }

    private PromptMatch? FindPrompt(Tail tail)
    {
        var prompt = prompts.Find(tail);
        // Where nothing renames the host, "textr1#" is r1's prompt behind a text, not that of another host.
        return prompt is null || (!prompt.HostFits && !MayRename) ? prompts.FindBehind(tail) ?? prompt : prompt;
    }

    private Glance OfPrompt(Screen screen, PromptMatch prompt)
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
            { Mode.Config: true, Start: 0 } when screen.EchoDone && EchoRequired && screen.Written == 0 && MayRename => TimeSpan.Zero,
            { Start: 0 } when Silent && screen.EchoSeen && screen.Written == 0 => TimeSpan.Zero,
            _ when MaySendAhead && screen.EchoDone && prompt.Text == prompts.Last => TimeSpan.Zero,
            _ => timings.Exact,
        };
        if (quiet is null)
        {
            return Glance.Nothing;
        }

        if (!screen.EchoDone)
        {
            // A prompt before the command's echo is an old one.
            if (EchoRequired)
            {
                return Glance.Nothing;
            }

            quiet = timings.NoEcho;
        }

        // Where lines come in drops, a pause that ends nothing is longer.
        var drip = 3 * screen.Drip < timings.MostDrip ? 3 * screen.Drip : timings.MostDrip;
        return new Glance(new Sight(SightKind.Prompt, prompt.Start, prompt), quiet > TimeSpan.Zero && drip > quiet ? drip : quiet.Value);
    }

    private Sight? Pager(Tail tail, int open)
    {
        // Latin-1 keeps an index of the text an index of the bytes.
        var line = System.Text.Encoding.Latin1.GetString(tail.Bytes[open..]);
        foreach (var pager in platform.Pagers)
        {
            var match = pager.Expect.Match(line);
            if (match.Success)
            {
                return new Sight(SightKind.Pager, open + match.Index, Answer: pager);
            }
        }

        return null;
    }
}
