using System.Text.RegularExpressions;
using NetBatch.Platforms;

namespace NetBatch.Ssh.Shell;

/// <summary>One thing sent to the device, and how its answer is read.</summary>
internal sealed record Exchange
{
    /// <summary>The command; empty: only the Enter key.</summary>
    public required string Text { get; init; }

    /// <summary>Where the output goes, or null.</summary>
    public IStepRecorder? Output { get; init; }

    /// <summary>Whether it may change the device: markers count on every line, and the host's name may be another after it.</summary>
    public bool Changes { get; init; }

    /// <summary>Whether it enters config mode, whose prompt may show another name, and which any line of the answer may refuse.</summary>
    public bool EntersConfig { get; init; }

    /// <summary>Whether error markers count.</summary>
    public bool Markers { get; init; } = true;

    /// <summary>Markers of this exchange beside the platform's, or null.</summary>
    public Regex? MoreMarkers { get; init; }

    /// <summary>What says that all is done, or null.</summary>
    public Regex? Done { get; init; }

    /// <summary>Answers in the order in which they are expected, each given once; a question that does not come is passed over.</summary>
    public IReadOnlyList<KnownAnswer> Ordered { get; init; } = [];

    /// <summary>Answers that may be asked for in any order.</summary>
    public IReadOnlyList<KnownAnswer> Standing { get; init; } = [];

    /// <summary>A question for a secret, and what gives the secret when it is asked; the second question is a refusal.</summary>
    public (Regex Ask, Func<CancellationToken, ValueTask<string>> Give)? Secret { get; init; }

    /// <summary>How long nothing may come.</summary>
    public required TimeSpan Silence { get; init; }

    /// <summary>Whether it only sets the session up and says nothing where it is accepted.</summary>
    public bool Silent { get; init; }

    /// <summary>The command that follows at once where this one only reads and asks nothing; null: none.</summary>
    public string? Then { get; init; }

    /// <summary>Further lines of a text that the device reads line by line.</summary>
    public IReadOnlyList<string> MoreLines { get; init; } = [];
}

/// <summary>What the device answered.</summary>
/// <param name="Prompt">The prompt that ended it.</param>
/// <param name="Refusal">The line with an error marker, or null.</param>
/// <param name="LinesLeft">Lines that were not sent, because the device did not read a text.</param>
internal sealed record Reply(PromptMatch Prompt, string? Refusal, IReadOnlyList<string> LinesLeft)
{
    /// <summary>The first line that is neither empty, a log line nor a notice; or null.</summary>
    public string? Said { get; init; }

    /// <summary>Whether the next command, which went out ahead, was repeated in the middle of this one's output.</summary>
    public bool HoldsEcho { get; init; }

    /// <summary>Whether the device said that all is done.</summary>
    public bool IsDone { get; init; }
}
