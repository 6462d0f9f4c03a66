using System.Text.RegularExpressions;

namespace NetBatch.Platforms;

/// <summary>What a device has to take a change back.</summary>
/// <param name="TimedRevert">How it does so by itself after a time; null: it cannot, or it is not used.</param>
/// <param name="Checkpoint">How it goes back to a kept configuration; null as above.</param>
public sealed record SafetyRules(TimedRevertRules? TimedRevert, CheckpointRules? Checkpoint);

/// <summary>
/// How the device takes a change back by itself. In its texts stand <c>{minutes}</c>, <c>{seconds}</c> or <c>{clock}</c>
/// (HH:MM:SS) for the time, and <c>{name}</c> for the change's own name.
/// </summary>
public sealed record TimedRevertRules
{
    /// <summary>What the running config must match for it, or null.</summary>
    public string? Needs { get; init; }

    /// <summary>The same for people, or null.</summary>
    public string? NeedsTitle { get; init; }

    /// <summary>Enters config mode; null: as always.</summary>
    public string? Enter { get; init; }

    /// <summary>Commits; null: as always.</summary>
    public string? Commit { get; init; }

    /// <summary>Commits with a comment for <c>{comment}</c>; null: such a commit keeps none.</summary>
    public string? CommitComment { get; init; }

    /// <summary>Whether the timer runs from entering config mode on.</summary>
    public bool ArmsFirst => Enter is not null && Commit is null;

    /// <summary>Make the change work for good, from a new session.</summary>
    public required IReadOnlyList<string> Confirm { get; init; }

    /// <summary>Take it back now.</summary>
    public required IReadOnlyList<string> Revert { get; init; }

    /// <summary>
    /// End what may be left of it where nothing of it is in effect; null: as <see cref="Confirm"/>, which then confirms
    /// nothing.
    /// </summary>
    public IReadOnlyList<string>? Disarm { get; init; }

    /// <summary>
    /// Tells whether a change waits to be confirmed, where confirming one that does not would make something else work; null: there it
    /// says nothing.
    /// </summary>
    public ArmedRules? Armed { get; init; }

    /// <summary>
    /// Shows the config that taking it back now leads to, where that is the one before the last commit, whoever made it; or
    /// null: it leads back to
    /// where the timer was set.
    /// </summary>
    public ShowRules? Target { get; init; }

    /// <summary>Seconds, least.</summary>
    public required int Least { get; init; }

    /// <summary>Seconds, most.</summary>
    public required int Most { get; init; }

    /// <summary>What these commands ask.</summary>
    public IReadOnlyList<KnownAnswer> Answers { get; init; } = [];
}

/// <summary>How the device tells that a change waits to be confirmed.</summary>
/// <param name="Show">The command.</param>
/// <param name="Match">Regular expression on what it shows, with <c>{name}</c> for the change's own name.</param>
public sealed record ArmedRules(string Show, string Match)
{
    /// <summary>Whether the change of a name waits.</summary>
    public bool Has(string shown, string name) =>
        Regex.IsMatch(shown, Match.Replace("{name}", Regex.Escape(name), StringComparison.Ordinal), RegexOptions.CultureInvariant,
            TimeSpan.FromSeconds(5));
}

/// <summary>
/// How the device keeps its configuration and goes back to it; <c>{name}</c> stands for what it is called. Nothing makes and
/// drops it where the device keeps each commit by itself.
/// </summary>
/// <param name="Make">Make it.</param>
/// <param name="Restore">Go back to it.</param>
/// <param name="Drop">Throw it away.</param>
/// <param name="Answers">What these commands ask.</param>
public sealed record CheckpointRules(
    IReadOnlyList<string> Make, IReadOnlyList<string> Restore, IReadOnlyList<string> Drop, IReadOnlyList<KnownAnswer> Answers)
{
    /// <summary>How a change's own commit is named and found again, where the device can undo one commit alone; or null.</summary>
    public OwnCommitRules? Own { get; init; }
}

/// <summary>
/// How a commit is named, so that it alone is undone and what others committed since stays. <c>{name}</c> stands for what it
/// is called, and in the checkpoint's <c>restore</c> <c>{id}</c> for what the device calls it.
/// </summary>
/// <param name="Commit">Commits under the name.</param>
/// <param name="CommitComment">The same with a comment for <c>{comment}</c>.</param>
/// <param name="List">Shows the commits.</param>
/// <param name="Id">Regular expression on that; its group <c>id</c> is the device's own name of the commit called <c>{name}</c>.</param>
public sealed record OwnCommitRules(string Commit, string CommitComment, string List, string Id)
{
    /// <summary>What the device calls a commit, from its list; null: it is not in there.</summary>
    public string? Find(string list, string name)
    {
        var match = Regex.Match(list, Id.Replace("{name}", Regex.Escape(name), StringComparison.Ordinal), RegexOptions.CultureInvariant,
            TimeSpan.FromSeconds(5));
        return match.Success ? match.Groups["id"].Value : null;
    }
}
