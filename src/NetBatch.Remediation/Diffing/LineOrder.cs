namespace NetBatch.Remediation;

/// <summary>Gives the lines of a remediation their weights: what must come early, what late, and what after its own negation.</summary>
internal static class LineOrder
{
    public static void Apply(ConfigNode section, RuleState state, ConfigRules platform)
    {
        var sunk = false;
        foreach (var child in section.Children)
        {
            foreach (var rule in state.Of(RuleKind.Order, child.Text))
            {
                if (rule.Last.IsMatch(child.Text))
                {
                    child.Weight = rule.Weight;
                }
            }

            sunk |= child.Weight > 0;
            if (child.Count > 0)
            {
                Apply(child, state.Enter(child.Text), platform);
            }
        }

        if (sunk && state.Of(RuleKind.BehindNegation) is { Length: > 0 } rules)
        {
            Follow(section, rules, platform);
        }
    }

    /// <summary>A negation that sank below the new value would take the new value away; so the new value sinks with it.</summary>
    private static void Follow(ConfigNode section, LeafRule[] rules, ConfigRules platform)
    {
        foreach (var rule in rules)
        {
            var weights = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var child in section.Children)
            {
                if (child.Weight > 0 && Negator.IsNegated(child.Text, platform) && rule.Last.IsMatch(child.Text))
                {
                    var key = LineKey.Of(rule.Last, child.Text, platform.Negation);
                    weights[key] = Math.Max(child.Weight, weights.GetValueOrDefault(key));
                }
            }

            foreach (var child in section.Children)
            {
                if (weights.Count > 0 && !Negator.IsNegated(child.Text, platform) && rule.Last.IsMatch(child.Text)
                    && weights.TryGetValue(LineKey.Of(rule.Last, child.Text, platform.Negation), out var weight))
                {
                    child.Weight = Math.Max(child.Weight, weight);
                }
            }
        }
    }
}
