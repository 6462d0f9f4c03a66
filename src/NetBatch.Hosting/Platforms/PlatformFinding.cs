using NetBatch.Platforms;

namespace NetBatch.Hosting;

/// <summary>What the check of a platform file says: a problem, or a line of a transcript that the file's rules recognize.</summary>
/// <param name="Kind"><c>problem</c>, or of a transcript's line <c>prompt</c>, <c>error</c>, <c>pager</c> or <c>question</c>.</param>
/// <param name="Line">The line of the transcript; null for a problem, whose message names its own.</param>
/// <param name="Mode">The mode of a prompt.</param>
/// <param name="Device">The device's name in a prompt.</param>
/// <param name="Command">What was typed behind a prompt.</param>
/// <param name="Effect"><c>Read</c> or <c>Change</c>: what that command is taken for.</param>
/// <param name="Text">The problem, or the line.</param>
/// <param name="Remedy">What to do about a problem.</param>
public sealed record PlatformFinding(
    string Kind, int? Line, string? Mode, string? Device, string? Command, string? Effect, string Text, string? Remedy)
{
    internal static PlatformFinding Of(NetBatchException problem) =>
        new("problem", null, null, null, null, null, problem.Message, problem.Remedy);

    internal static PlatformFinding Of(TranscriptLine line) =>
        new(line.Kind, line.Line, line.Mode, line.Host, line.Command, line.Effect?.ToString(), line.Text, null);
}

/// <summary>What the check of a platform file found.</summary>
/// <param name="Platform">What the file declares; null: it cannot be told.</param>
/// <param name="Findings">Problems, then what the rules recognize in a transcript.</param>
/// <param name="Form">The file in the form of today, where it has a former one; else null.</param>
public sealed record PlatformCheck(ListedPlatform? Platform, IReadOnlyList<PlatformFinding> Findings, string? Form)
{
    /// <summary>Whether the file can be used.</summary>
    public bool IsValid => Findings.All(finding => finding.Kind != "problem");
}
