using NetBatch.Platforms;

namespace NetBatch.Ssh.Work;

/// <summary>What a config job sends to a device of one platform; null: nothing of that kind.</summary>
/// <param name="Enter">Enters config mode.</param>
/// <param name="EnterArms">Whether entering sets the device's timer, and so changes something.</param>
/// <param name="Lines">The lines, texts folded.</param>
/// <param name="Commit">Commits the candidate.</param>
/// <param name="Leave">Leaves config mode.</param>
/// <param name="Save">Saves the running config.</param>
/// <param name="Abort">Leaves the change unmade.</param>
/// <param name="Answers">What lines ask.</param>
/// <param name="Rules">The platform's rules.</param>
internal sealed record ConfigForm(
    string? Enter,
    bool EnterArms,
    IReadOnlyList<string> Lines,
    string? Commit,
    string? Leave,
    string? Save,
    string Abort,
    IReadOnlyList<ExpectedAnswer> Answers,
    ConfigModeRules? Rules)
{
    /// <summary>Lines that a user declares to be notices.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>How long a commit may say nothing, or null.</summary>
    public TimeSpan? CommitLimit { get; init; }

    /// <summary>How long a save may say nothing, or null.</summary>
    public TimeSpan? SaveLimit { get; init; }

    public static ConfigForm Of(ConfigChange change, SessionRules platform)
    {
        var rules = platform.Config;
        var timed = change.RevertAfter is { } time ? (Rules: platform.Safety.TimedRevert ?? throw NoTimer(platform), Time: time) : default;
        return new ConfigForm(
            timed.Rules?.Enter is { } enter ? SafetyText.Fill(enter, change) : rules?.Exclusive ?? rules?.Enter,
            timed.Rules?.ArmsFirst == true,
            ConfigText.Fold(change.Lines, rules),
            CommitWords(platform, timed.Rules, change),
            rules?.Leave,
            change.Save ? platform.Save?.Send : null,
            rules?.SectionAbort ?? string.Join("; ",
                [.. rules?.Abort ?? [], .. rules?.Leave is { } leave ? [leave] : Array.Empty<string>()]),
            change.Answers,
            rules)
        {
            Notices = change.AllowNotices,
            CommitLimit = change.CommitTimeout,
            SaveLimit = change.SaveTimeout,
        };
    }

    private static string? CommitWords(SessionRules platform, TimedRevertRules? timed, ConfigChange change)
    {
        var (plain, commented) = timed?.Commit is { } confirmed ? (confirmed, timed.CommitComment)
            : change.Mark is not null && platform.Safety.Checkpoint?.Own is { } own ? (own.Commit, own.CommitComment)
            : (platform.Config?.Commit, platform.Config?.CommitComment);
        (plain, commented) = (plain is null ? null : SafetyText.Fill(plain, change),
            commented is null ? null : SafetyText.Fill(commented, change));
        return change.Comment is { } comment && commented is not null ? commented.Replace("{comment}", comment, StringComparison.Ordinal)
            : plain;
    }

    private static NetBatchException NoTimer(SessionRules platform) => new(
        ErrorCode.InvalidArgument, $"The platform '{platform.Name}' has no change that the device takes back by itself.",
        "Set no time for it.");
}
