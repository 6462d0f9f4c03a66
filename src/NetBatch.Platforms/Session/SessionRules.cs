using System.Text.RegularExpressions;

namespace NetBatch.Platforms;

/// <summary>How a command line behaves, as its platform file declares it.</summary>
public sealed record SessionRules
{
    /// <summary>The platform's name.</summary>
    public required string Name { get; init; }

    /// <summary>The platform's name for people.</summary>
    public required string Title { get; init; }

    /// <summary>Whether commands go through a shell or a channel each.</summary>
    public DeviceChannel Channel { get; init; }

    /// <summary>Whether a terminal is asked for.</summary>
    public bool Terminal { get; init; }

    /// <summary>What the Enter key sends.</summary>
    public required string Enter { get; init; }

    /// <summary>What interrupts a running command.</summary>
    public required string Interrupt { get; init; }

    /// <summary>
    /// Whether the device itself repeats what is typed, when it reads it: what is typed ahead stands behind the next prompt and
    /// never in the middle of an output, as a terminal's own echo would.
    /// </summary>
    public bool ReadsAhead { get; init; }

    /// <summary>Whether prompt and command may be drawn once more when Enter is pressed, before the output.</summary>
    public bool EchoesTwice { get; init; }

    /// <summary>From so many characters on, a prompt may show only the beginning of the host's name; 0: it never does.</summary>
    public int HostnameKept { get; init; }

    /// <summary>What divides the host's name from a context behind it, where the prompt does not tell them apart; else empty.</summary>
    public string ContextAfter { get; init; } = "";

    /// <summary>The levels of the command line, in the order in which their prompts are tried; at least one.</summary>
    public required IReadOnlyList<PlatformMode> Modes { get; init; }

    /// <summary>Commands of the session alone that turn paging off and width up. Never anything that writes the config.</summary>
    public IReadOnlyList<PrepareStep> Prepare { get; init; } = [];

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

    /// <summary>Line beginnings that say something went wrong. Of a change each such line is a refusal, unless it is among
    /// <see cref="Notices"/> or <see cref="LogLines"/>.</summary>
    public Regex? Marks { get; init; }

    /// <summary>Marked line beginnings that only inform.</summary>
    public Regex? Notices { get; init; }

    /// <summary>Beginnings of lines that the device logs to its terminals in between.</summary>
    public Regex? LogLines { get; init; }

    /// <summary>Beginnings of lines that announce a message to all terminals, whose text stands on the lines below.</summary>
    public Regex? LogHeads { get; init; }

    /// <summary>Beginnings of lines at which the device works and asks nothing, though they end as a question does.</summary>
    public Regex? Busy { get; init; }

    /// <summary>Whole lines that stand before every answer and say nothing of it, such as the time.</summary>
    public Regex? Headers { get; init; }

    /// <summary>How the shell asks who logs in; null: it does not.</summary>
    public LoginRules? Login { get; init; }

    /// <summary>Whether the device draws its command line by cursor positions instead of line feeds.</summary>
    public bool CursorDrawing { get; init; }

    /// <summary>How a context of the device (a virtual domain, a logical system) is entered and left; null: nothing is known of
    /// any.</summary>
    public ContextRules? Contexts { get; init; }

    /// <summary>Commands that lead from one place of the command line to another, and may end in another mode than they began in; or
    /// null.</summary>
    public Regex? Moves { get; init; }

    /// <summary>Which commands only read.</summary>
    public required CommandRules Commands { get; init; }

    /// <summary>How privilege is raised; null: it is not.</summary>
    public PrivilegeRules? Privilege { get; init; }

    /// <summary>How the configuration is changed; null: nothing is known of it.</summary>
    public ConfigModeRules? Config { get; init; }

    /// <summary>How the running config is saved; null: the device saves by itself, or nothing is known of it.</summary>
    public SaveRules? Save { get; init; }

    /// <summary>How the configuration is shown; null: nothing is known of it.</summary>
    public ShowRules? Show { get; init; }

    /// <summary>What the device has to take a change back.</summary>
    public required SafetyRules Safety { get; init; }

    /// <summary>Commands that end the session.</summary>
    public IReadOnlyList<string> Logout { get; init; } = [];

    /// <summary>Questions that a logout may ask.</summary>
    public IReadOnlyList<KnownAnswer> LogoutAnswers { get; init; } = [];

    /// <summary>Prints the exit status of the command before it, in a shell; or null.</summary>
    public string? ExitStatus { get; init; }

    /// <summary>Prints the host's name and, on a second line, the login's user id, by an exec channel; or null.</summary>
    public string? Probe { get; init; }
}
