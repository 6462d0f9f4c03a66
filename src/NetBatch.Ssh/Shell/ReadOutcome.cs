using NetBatch.Platforms;

namespace NetBatch.Ssh.Shell;

/// <summary>What the end of the device's output looks like once the bytes have stopped.</summary>
internal enum ReadOutcomeKind
{
    /// <summary>A prompt: the step has ended.</summary>
    Prompt,
    /// <summary>A pager waits for a key.</summary>
    Pager,
    /// <summary>A question that has an answer.</summary>
    Question,
    /// <summary>A question that nobody gave an answer to.</summary>
    Unanswered,
    /// <summary>A device that reads a text line by line, without a prompt.</summary>
    TextInput,
    /// <summary>A prompt and behind it the echo of the command that went out ahead.</summary>
    Ahead,
    /// <summary>The channel has ended.</summary>
    Closed,
    /// <summary>Nothing came for as long as the step may be silent, or by its deadline.</summary>
    Silence,
}

/// <summary>What was seen.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Cut">From here on the tail is no output.</param>
/// <param name="Prompt">The prompt, where it is one.</param>
/// <param name="Answer">What the text is answered with, where it is known.</param>
internal sealed record ReadOutcome(ReadOutcomeKind Kind, int Cut = 0, PromptMatch? Prompt = null, KnownAnswer? Answer = null);

/// <summary>What the end looks like, and how long the bytes must have stopped for it to be believed.</summary>
internal readonly record struct PendingMatch(ReadOutcome? Outcome, TimeSpan Quiet)
{
    public static PendingMatch Nothing => default;
}

/// <summary>How one exchange with the device is read.</summary>
internal sealed class ReadExpectation
{
    /// <summary>Judges the end of what came.</summary>
    public required Func<OutputReader, PendingMatch> Judge { get; init; }

    /// <summary>How long nothing may come.</summary>
    public required TimeSpan Silence { get; init; }

    /// <summary>When all must have come, on the clock's timestamps, or null.</summary>
    public Func<TimeSpan>? Left { get; init; }

    /// <summary>Where the output goes, or null.</summary>
    public IStepRecorder? Output { get; init; }

    /// <summary>Finds the echo; null where none is expected.</summary>
    public EchoFilter? Echo { get; set; }

    /// <summary>The words of a first line of output that is prompt and command drawn once more; null: it is looked for no more.</summary>
    public string[]? SecondEcho { get; set; }

    /// <summary>The command that went out ahead, or null.</summary>
    public AheadEcho? Ahead { get; set; }

    /// <summary>Whether the device is known to echo: no prompt counts before the echo.</summary>
    public bool EchoRequired { get; init; }

    /// <summary>Reads the answer line by line, or null.</summary>
    public AnswerWatch? Answer { get; init; }

    /// <summary>Bytes of output that were handed on.</summary>
    public long Written { get; set; }
}
