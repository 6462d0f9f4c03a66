using System.Text.RegularExpressions;

namespace NetBatch.Remediation;

/// <summary>Objects of a section that commands take away by their names: what is theirs goes, in the sections below, too.</summary>
internal sealed class RemovedObjects
{
    private readonly Dictionary<LeafRule, HashSet<string>> names = [];

    private RemovedObjects()
    {
    }

    /// <summary>The commands that take them away.</summary>
    public HashSet<string> Commands { get; } = new(StringComparer.Ordinal);

    /// <summary>Those of which the section holds lines; null: there are none.</summary>
    public static RemovedObjects? Of(ConfigNode config, ConfigNode commands, RuleState state)
    {
        RemovedObjects? removed = null;
        foreach (var rule in state.Of(RuleKind.NamedObject).Where(r => r.Founder is not null))
        {
            Regex[] forms = [.. new[] { rule.Text, rule.Remove }.Where(form => form.Length > 0).Select(form =>
                new Regex("^" + Regex.Escape(form).Replace(@"\\1", @"(\S+)", StringComparison.Ordinal) + "$"))];
            var known = new Lazy<HashSet<string>>(() =>
                config.Children.Select(line => Name(line, rule)).OfType<string>().ToHashSet(StringComparer.Ordinal));
            foreach (var command in commands.Children)
            {
                foreach (var match in forms.Select(form => form.Match(command.Text)).Where(m => m.Success))
                {
                    if (known.Value.Contains(match.Groups[1].Value))
                    {
                        removed ??= new RemovedObjects();
                        if (!removed.names.TryGetValue(rule, out var gone))
                        {
                            removed.names.Add(rule, gone = new HashSet<string>(StringComparer.Ordinal));
                        }

                        gone.Add(match.Groups[1].Value);
                        removed.Commands.Add(command.Text);
                    }
                }
            }
        }

        return removed;
    }

    /// <summary>A copy of the section without their lines.</summary>
    public ConfigNode Without(ConfigNode section)
    {
        var left = new ConfigNode(section.Above, section.Text, section.LineNumber);
        foreach (var child in section.Children.Where(c => !IsTheirs(c)))
        {
            var emptied = child.Count > 0 ? Without(child) : null;
            if (emptied is null || emptied.Count > 0)
            {
                left.AddCopy(emptied ?? child);
            }
        }

        return left;
    }

    private bool IsTheirs(ConfigNode line) =>
        names.Any(gone => Name(line, gone.Key) is { } name && gone.Value.Contains(name));

    private static string? Name(ConfigNode line, LeafRule rule) =>
        rule.Search!.Match(line.Text) is { Success: true } match ? match.Groups[1].Value : null;
}
