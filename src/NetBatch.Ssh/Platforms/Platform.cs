using System.Text.RegularExpressions;

namespace NetBatch.Ssh.Platforms;

/// <summary>How a command line behaves, as its platform file declares it.</summary>
internal sealed record Platform
{
    public required string Name { get; init; }
    public required string Title { get; init; }
    public DeviceChannel Channel { get; init; }
    public bool Terminal { get; init; }

    /// <summary>What the Enter key sends.</summary>
    public required string Enter { get; init; }

    /// <summary>What interrupts a running command.</summary>
    public required string Interrupt { get; init; }

    /// <summary>From so many characters on, a prompt may show only the beginning of the host's name; 0: it never does.</summary>
    public int HostnameKept { get; init; }

    /// <summary>What divides the host's name from a context behind it, where the prompt does not tell them apart; else empty.</summary>
    public string ContextAfter { get; init; } = "";

    public required IReadOnlyList<PlatformMode> Modes { get; init; }

    /// <summary>Commands of the session alone that turn paging off and width up. Never anything that writes the config.</summary>
    public IReadOnlyList<string> Prepare { get; init; } = [];

    /// <summary>Pager texts and the key that each is answered with.</summary>
    public IReadOnlyList<KnownAnswer> Pagers { get; init; } = [];

    /// <summary>What may be asked before the first prompt.</summary>
    public IReadOnlyList<KnownAnswer> Interrupts { get; init; } = [];

    /// <summary>How a question looks that somebody must answer.</summary>
    public Regex? Questions { get; init; }

    /// <summary>Texts of a device that has no free session.</summary>
    public Regex? SessionLimit { get; init; }

    /// <summary>Texts of a login whose password must be changed by a person.</summary>
    public Regex? PasswordExpired { get; init; }

    /// <summary>Line beginnings that say a command was rejected.</summary>
    public Regex? Errors { get; init; }

    public required CommandRules Commands { get; init; }
    public PrivilegeRules? Privilege { get; init; }
    public ConfigRules? Config { get; init; }
    public SaveRules? Save { get; init; }
    public ShowRules? Show { get; init; }
    public TimedRevertRules? TimedRevert { get; init; }
    public CheckpointRules? Checkpoint { get; init; }
    public IReadOnlyList<string> Logout { get; init; } = [];

    /// <summary>Questions that a logout may ask.</summary>
    public IReadOnlyList<KnownAnswer> LogoutAnswers { get; init; } = [];

    /// <summary>Prints the exit status of the command before it, in a shell; or null.</summary>
    public string? ExitStatus { get; init; }

    /// <summary>Prints the host's name and, on a second line, the login's user id, by an exec channel; or null.</summary>
    public string? Probe { get; init; }
}

/// <summary>A text that is known to come, and what is sent then.</summary>
/// <param name="Expect">The end of the output.</param>
/// <param name="Send">What is sent, as it stands.</param>
internal sealed record KnownAnswer(Regex Expect, string Send);

/// <summary>How privilege is raised.</summary>
/// <param name="Send">The command.</param>
/// <param name="Password">How it asks for the secret.</param>
internal sealed record PrivilegeRules(string Send, Regex Password);

/// <summary>How the configuration is changed.</summary>
internal sealed record ConfigRules
{
    /// <summary>Enters config mode; null: lines are taken where the session is.</summary>
    public string? Enter { get; init; }

    /// <summary>Enters config mode and keeps others out, or null.</summary>
    public string? Exclusive { get; init; }

    public string? Leave { get; init; }

    /// <summary>Makes the candidate the running config; null: each line works at once.</summary>
    public string? Commit { get; init; }

    /// <summary>Commits with a comment, at the mark <c>{comment}</c>; or null.</summary>
    public string? CommitComment { get; init; }

    public IReadOnlyList<KnownAnswer> CommitAnswers { get; init; } = [];

    /// <summary>Line beginnings that say a commit failed, beside the platform's error markers.</summary>
    public Regex? CommitErrors { get; init; }

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

    /// <summary>Lines that open a section, where indentation does not show it.</summary>
    public Regex? SectionOpens { get; init; }

    /// <summary>Lines that close such a section.</summary>
    public Regex? SectionCloses { get; init; }
}

/// <summary>How the running config is saved.</summary>
/// <param name="Send">The command.</param>
/// <param name="InConfig">Whether it is a command of config mode.</param>
/// <param name="Answers">What it asks.</param>
internal sealed record SaveRules(string Send, bool InConfig, IReadOnlyList<KnownAnswer> Answers);
