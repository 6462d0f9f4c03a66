using NetBatch.Platforms;
using NetBatch.Ssh.Shell;

namespace NetBatch.Ssh.Work;

/// <summary>What no change may hold, whatever kind makes it.</summary>
internal static class ConfigChecks
{
    /// <summary>The comment stands in the line that commits, so it must be nothing but words.</summary>
    public static IEnumerable<WorkProblem> Comment(string? comment) =>
        comment is null || comment.All(c => char.IsAsciiLetterOrDigit(c) || " .,:_/#+=()-".Contains(c, StringComparison.Ordinal))
            ? []
            : [new WorkProblem("args.comment",
                $"The comment '{CommandText.Quote(comment)}' has characters that a command line may read otherwise.",
                "Use letters, digits, spaces and . , : _ / # + = ( ) -")];

    /// <summary>Lines that are the platform's own words for config mode. What stands within a banner is its text.</summary>
    public static IEnumerable<WorkProblem> Lines(IReadOnlyList<string> lines, SessionRules platform)
    {
        if (platform.Config is not { } config)
        {
            yield return new WorkProblem(
                "targets", $"The platform '{platform.Name}' declares no way to change its configuration.",
                "Leave its devices out, or add 'config:' to its file.", ErrorCode.InvalidPlatform);
            yield break;
        }

        string?[] own = config.Enter is null ? [] : [config.Enter, config.Exclusive, config.Leave, config.Commit, .. config.Abort];
        var given = lines.Select(line => line.TrimEnd()).ToList();
        foreach (var line in ConfigText.Fold(lines, config))
        {
            if (own.Contains(line.Trim(), StringComparer.OrdinalIgnoreCase))
            {
                yield return new WorkProblem(
                    $"args.lines[{given.IndexOf(line)}]", $"'{line.Trim()}' is no config line on '{platform.Name}'.",
                    "Leave it out: config mode is entered, committed and left for you.");
            }
        }
    }
}
