using System.Text.RegularExpressions;

namespace NetBatch.Platforms;

/// <summary>How the configuration is changed.</summary>
public sealed record ConfigModeRules
{
    /// <summary>Enters config mode; null: lines are taken where the session is.</summary>
    public string? Enter { get; init; }

    /// <summary>Enters config mode and keeps others out, or null.</summary>
    public string? Exclusive { get; init; }

    /// <summary>Leaves config mode, or null.</summary>
    public string? Leave { get; init; }

    /// <summary>Makes the candidate the running config; null: each line works at once.</summary>
    public string? Commit { get; init; }

    /// <summary>Commits with a comment, at the mark <c>{comment}</c>; or null.</summary>
    public string? CommitComment { get; init; }

    /// <summary>What a commit may ask.</summary>
    public IReadOnlyList<KnownAnswer> CommitAnswers { get; init; } = [];

    /// <summary>Line beginnings that say a commit failed, beside the platform's error markers.</summary>
    public Regex? CommitErrors { get; init; }

    /// <summary>What a commit that worked prints; null: see <see cref="CommitSilent"/>.</summary>
    public Regex? CommitDone { get; init; }

    /// <summary>Whether a commit that worked prints nothing but notices and log lines.</summary>
    public bool CommitSilent { get; init; }

    /// <summary>Leaves the open section without saving it, where a section is saved by the line that closes it; or null.</summary>
    public string? SectionAbort { get; init; }

    /// <summary>Whether a quoted value may go on over several lines, which the device reads until the quotes are closed.</summary>
    public bool QuotedLines { get; init; }

    /// <summary>Line beginnings that say a config line was refused, beside the platform's error markers: what is an
    /// answer to a question may be a refusal of a config line.</summary>
    public Regex? LineErrors { get; init; }

    /// <summary>Leaves the change unmade.</summary>
    public IReadOnlyList<string> Abort { get; init; } = [];

    /// <summary>The config prompt that a device with a candidate shows, where not every device of the platform has one.</summary>
    public Regex? CandidatePrompt { get; init; }

    /// <summary>Lines behind which a text follows that the device reads without a prompt, to a line that has the group
    /// <c>mark</c> again, or to <see cref="TextCloses"/>.</summary>
    public Regex? TextOpens { get; init; }

    /// <summary>The line that ends such a text, where it is always the same.</summary>
    public Regex? TextCloses { get; init; }

    /// <summary>Lines that open a section. Where there is no <see cref="SectionCloses"/>, indentation shows how far it goes.</summary>
    public Regex? SectionOpens { get; init; }

    /// <summary>Lines that close such a section.</summary>
    public Regex? SectionCloses { get; init; }
}
