using System.Text.RegularExpressions;

namespace NetBatch.Remediation;

/// <summary>What lines of a section go because of a command that does not name them.</summary>
internal static class SideEffects
{
    /// <summary>The texts of the lines that the commands take away beside what they say.</summary>
    public static IEnumerable<string> Of(ConfigRules platform, ConfigNode config, ConfigNode commands, RuleState state)
    {
        foreach (var rule in state.Of(RuleKind.Effect))
        {
            foreach (var cause in commands.Children.Where(c => rule.Last.IsMatch(c.Text) && IsChange(c, config, platform)))
            {
                var taken = EffectLines.Taken(rule, cause);
                foreach (var line in config.Children.Where(c => taken.IsMatch(c.Text) && commands.Find(c.Text) is null))
                {
                    yield return line.Text;
                }
            }
        }

        // An object that goes by its name goes in the sections below, too; those are looked through where they are.
        foreach (var rule in state.Of(RuleKind.NamedObject).Where(r => r.Founder is not null))
        {
            Regex[] gone = [.. new[] { rule.Text, rule.Remove }.Where(form => form.Length > 0).Select(form =>
                new Regex("^" + Regex.Escape(form).Replace(@"\\1", @"(\S+)", StringComparison.Ordinal) + "$"))];
            foreach (var name in commands.Children.SelectMany(c => gone.Select(g => g.Match(c.Text))).Where(m => m.Success)
                .Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal))
            {
                foreach (var line in config.Children.Where(c => rule.Search!.Match(c.Text).Groups[1].Value == name))
                {
                    yield return line.Text;
                }
            }
        }
    }

    /// <summary>A section that is only entered is no cause.</summary>
    private static bool IsChange(ConfigNode cause, ConfigNode config, ConfigRules platform) =>
        Negator.IsNegated(cause.Text, platform) || config.Find(cause.Text) is null;
}
