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
    }

    /// <summary>A section that is only entered is no cause.</summary>
    private static bool IsChange(ConfigNode cause, ConfigNode config, ConfigRules platform) =>
        Negator.IsNegated(cause.Text, platform) || config.Find(cause.Text) is null;
}
