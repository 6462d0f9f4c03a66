using System.Globalization;
using System.Text.RegularExpressions;

namespace NetBatch.Remediation;

/// <summary>
/// Commands on lists whose entries keep their numbers, one after the other: an entry is typed over another one, whose other parts stay, is
/// taken away, or loses parts (<c>undo rule 5 source</c>).
/// </summary>
internal static class PartCommands
{
    /// <summary>Does them.</summary>
    /// <param name="config">The section before.</param>
    /// <param name="commands">The commands.</param>
    /// <param name="future">The section as it will be.</param>
    /// <param name="state">The rules.</param>
    /// <param name="gone">Lines that are replaced.</param>
    /// <returns>The commands.</returns>
    public static HashSet<string> Apply(ConfigNode config, ConfigNode commands, ConfigNode future, RuleState state, HashSet<string> gone)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in state.Of(RuleKind.Ordered).Where(r => r.By == OrderMeans.Overwrite))
        {
            var removed = rule.Remove.Replace("{n}", @"(?<n>\d{1,10})", StringComparison.Ordinal);
            var removal = new Regex($"^{removed}(?<parts>(?: (?:{rule.Lines}))*)$", RegexOptions.CultureInvariant);
            var entries = new SortedDictionary<long, string>();
            foreach (var line in config.Children)
            {
                if (rule.Search!.Match(line.Text) is { Success: true } entry)
                {
                    entries[Number(entry)] = entry.Groups["entry"].Value;
                }
            }

            foreach (var command in commands.Children)
            {
                if (rule.Search!.Match(command.Text) is { Success: true } typed)
                {
                    var body = typed.Groups["entry"].Value;
                    entries[Number(typed)] = entries.TryGetValue(Number(typed), out var old) ? Over(old, body, rule) : body;
                }
                else if (removal.Match(command.Text) is { Success: true } match && entries.TryGetValue(Number(match), out var entry))
                {
                    entries.Remove(Number(match));
                    if (match.Groups["parts"].Length > 0)
                    {
                        entries.Add(Number(match), Without(entry, match.Groups["parts"].Value.Trim().Split(' '), rule));
                    }
                }
                else
                {
                    continue;
                }

                used.Add(command.Text);
            }

            if (used.Count > 0)
            {
                gone.UnionWith(config.Children.Select(line => line.Text).Where(text => rule.Search!.IsMatch(text)));
                foreach (var (number, body) in entries)
                {
                    future.Add(rule.Text.Replace("{n}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                        .Replace("{entry}", body, StringComparison.Ordinal));
                }
            }
        }

        return used;
    }

    private static long Number(Match match) => long.Parse(match.Groups["n"].Value, CultureInfo.InvariantCulture);

    private static string Over(string old, string typed, LeafRule rule)
    {
        var (had, has) = (new RuleParts(old, rule), new RuleParts(typed, rule));
        return had.Protocol != has.Protocol ? typed
            : typed + string.Concat(had.Names.Except(has.Names, StringComparer.Ordinal).Select(name => Part(name, rule).Match(old).Value));
    }

    private static string Without(string entry, string[] names, LeafRule rule) =>
        names.Aggregate(entry, (left, name) => Part(name, rule).Replace(left, ""));

    private static Regex Part(string name, LeafRule rule) =>
        new($" {name}(?: (?!(?:{rule.Lines})(?: |$))\\S+)*(?= |$)", RegexOptions.CultureInvariant);
}
