namespace NetBatch.Remediation;

/// <summary>What a device has when it reads lines of a section after others: a later line takes the place of what it contradicts.</summary>
internal static class LaterLines
{
    /// <summary>Puts the lines below one node into a section that was read before it.</summary>
    public static void Put(ConfigNode later, ConfigNode section, RuleState state, ConfigRules platform)
    {
        foreach (var line in later.Children)
        {
            if (section.Find(line.Text) is not { } known)
            {
                Clear(line.Text, section, state, platform);
                section.AddCopy(line);
            }
            else if (line.Count > 0)
            {
                Put(line, known, state.Enter(line.Text), platform);
            }
        }
    }

    private static void Clear(string text, ConfigNode section, RuleState state, ConfigRules platform)
    {
        var plain = Negator.Plain(text, platform);
        if (Negator.IsNegated(text, platform))
        {
            // "no description" takes a description away, whatever it says.
            section.RemoveAll(c => c.Text == plain || c.Text.StartsWith(plain + " ", StringComparison.Ordinal));
            return;
        }

        section.RemoveAll(c => c.Text == platform.Negation + text);
        if (AddsToList(text, state) || state.First(RuleKind.NotIdempotent, text) is not null)
        {
            return;
        }

        while (new Counterparts(section, state, platform).Of(text) is { } old)
        {
            section.Remove(old);
        }
    }

    /// <summary>Whether the line is one more of a list that goes on in several lines.</summary>
    private static bool AddsToList(string text, RuleState state) =>
        state.First(RuleKind.ValueList, text) is not null && text.Contains(" add ", StringComparison.Ordinal);
}
