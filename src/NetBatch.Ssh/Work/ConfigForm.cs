using System.Text.Json;
using NetBatch.Ssh.Platforms;

namespace NetBatch.Ssh.Work;

/// <summary>What a config job sends to a device of one platform; null: nothing of that kind.</summary>
/// <param name="Enter">Enters config mode.</param>
/// <param name="Lines">The lines, texts folded.</param>
/// <param name="Commit">Commits the candidate.</param>
/// <param name="Leave">Leaves config mode.</param>
/// <param name="Save">Saves the running config.</param>
/// <param name="Abort">Leaves the change unmade.</param>
/// <param name="Comment">What the commit says of itself.</param>
/// <param name="Answers">What lines ask.</param>
/// <param name="Rules">The platform's rules.</param>
internal sealed record ConfigForm(
    string? Enter,
    IReadOnlyList<string> Lines,
    string? Commit,
    string? Leave,
    string? Save,
    string Abort,
    string? Comment,
    IReadOnlyList<ExpectedAnswer> Answers,
    ConfigRules? Rules)
{
    public static ConfigForm Read(JsonElement args, Platform platform)
    {
        var rules = platform.Config;
        var comment = WorkArgs.Text(args, "comment");
        return new ConfigForm(
            rules?.Exclusive ?? rules?.Enter,
            ConfigText.Fold(WorkArgs.Texts(args, "lines"), rules),
            comment is not null && rules?.CommitComment is { } form ? form.Replace("{comment}", comment, StringComparison.Ordinal) : rules?.Commit,
            rules?.Leave,
            WorkArgs.Flag(args, "save") ? platform.Save?.Send : null,
            string.Join("; ", [.. rules?.Abort ?? [], .. rules?.Leave is { } leave ? [leave] : Array.Empty<string>()]),
            comment,
            WorkArgs.Answers(args),
            rules);
    }
}
