using NetBatch.Platforms;
using NetBatch.Remediation;

namespace NetBatch.Hosting;

/// <summary>Which lines of a config are looked for: at any depth those that pass one test, and those with one of some lineages.</summary>
public sealed class ConfigSearch
{
    private readonly LineRule? rule;
    private readonly IReadOnlyList<IReadOnlyList<LineRule>> lineages;

    /// <summary>Makes a search; all that is given must hold.</summary>
    /// <param name="equal">The line is one of these.</param>
    /// <param name="startsWith">It begins with one of these.</param>
    /// <param name="endsWith">It ends with one of these.</param>
    /// <param name="contains">It holds one of these.</param>
    /// <param name="pattern">A regular expression found in it.</param>
    /// <param name="lineage">It has one of these lineages, as text (<c>router bgp &gt; neighbor</c>).</param>
    /// <exception cref="NetBatchException">Nothing is asked, or a pattern is none.</exception>
    public ConfigSearch(
        IReadOnlyList<string>? equal = null,
        IReadOnlyList<string>? startsWith = null,
        IReadOnlyList<string>? endsWith = null,
        IReadOnlyList<string>? contains = null,
        string? pattern = null,
        IReadOnlyList<string>? lineage = null)
    {
        if ((equal ?? startsWith ?? endsWith ?? contains ?? lineage) is not { Count: > 0 } && pattern is null)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, "The search asks for nothing.",
                "Say what a line equals, begins with, ends with or contains, a regular expression, or a lineage.");
        }

        lineages = [.. (lineage ?? []).Select(LineageText.Parse)];
        try
        {
            rule = equal is null && startsWith is null && endsWith is null && contains is null && pattern is null
                ? null
                : new LineRule(equal, startsWith, endsWith, contains, pattern);
        }
        catch (ArgumentException wrong)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"'{pattern}' is no regular expression: {wrong.Message}", null, wrong);
        }
    }

    internal IEnumerable<ConfigNode> In(ConfigTree tree)
    {
        if (lineages.Count == 0)
        {
            return ConfigEngine.Search(tree, rule!);
        }

        var found = lineages.SelectMany(lineage => ConfigEngine.Search(tree, lineage)).ToHashSet();
        return tree.AllLines().Where(line => found.Contains(line) && (rule is null || rule.IsMatch(line.Text)));
    }
}
