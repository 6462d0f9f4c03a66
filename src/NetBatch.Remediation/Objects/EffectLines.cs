using System.Text.RegularExpressions;

namespace NetBatch.Remediation;

/// <summary>
/// Lines that take others away when they change (the VRF of an interface takes its addresses): what they took is not taken away
/// once more, and what is to stay is sent again behind them.
/// </summary>
internal static class EffectLines
{
    public static void Apply(ConfigRules platform, ConfigNode from, ConfigNode to, ConfigNode delta, RuleState state)
    {
        if (delta.Count == 0 || state.Of(RuleKind.Effect) is not { Length: > 0 } rules)
        {
            return;
        }

        foreach (var rule in rules)
        {
            foreach (var cause in Causes(rule, delta))
            {
                var taken = Taken(rule, cause);
                if (rule.Flag)
                {
                    Again(to, delta, cause, taken);
                    continue;
                }

                if (!from.Children.Any(c => taken.IsMatch(c.Text)))
                {
                    continue;
                }

                delta.RemoveAll(c => taken.IsMatch(Negator.Plain(c.Text, platform)) && !ReferenceEquals(c, cause));
                var at = delta.Below.IndexOf(cause) + 1;
                foreach (var line in to.Children.Where(c => taken.IsMatch(c.Text)))
                {
                    delta.InsertCopy(at++, line);
                }
            }
        }
    }

    private static List<ConfigNode> Causes(LeafRule rule, ConfigNode delta) => delta.Below.FindAll(line => rule.Last.IsMatch(line.Text));

    /// <summary>Sends lines again that the cause may have changed, behind all lines of the section, for what they are about may come into
    /// being there; what is to go is said as ever.</summary>
    private static void Again(ConfigNode to, ConfigNode delta, ConfigNode cause, Regex taken)
    {
        var lines = to.Children.Where(c => taken.IsMatch(c.Text)).ToList();
        delta.RemoveAll(c => !ReferenceEquals(c, cause) && lines.Exists(line => line.Text == c.Text));
        var at = delta.Below.FindLastIndex(line => line.Count == 0) + 1;
        lines.ForEach(line => delta.InsertCopy(at++, line));
    }

    /// <summary>What a cause takes away.</summary>
    public static Regex Taken(LeafRule rule, ConfigNode cause)
    {
        var name = rule.Search?.Match(cause.Text).Groups[1].Value ?? "";
        return new Regex(rule.Lines.Replace("\\1", Regex.Escape(name), StringComparison.Ordinal), RegexOptions.CultureInvariant);
    }
}
