using System.Text.RegularExpressions;

namespace NetBatch.Remediation;

/// <summary>
/// Finds the line of a section that says the same in other words: a text between other delimiters, a secret in clear that the
/// device shows encrypted (whether they are the same cannot be known, so it is no difference), a negation that is not printed.
/// </summary>
internal sealed class Spelling(ConfigRules platform)
{
    private readonly Dictionary<(ConfigNode Section, object Rule), Dictionary<string, ConfigNode>> known = [];

    /// <summary>The forms of a secret, each with what its lines begin with and hold, and with the other form.</summary>
    private readonly (Regex Form, string[]? Starts, PatternNeeds? Needs, Regex Other)[] secrets =
        [.. platform.Secrets.SelectMany(s => new[] { (s.Clear, s.Hidden), (s.Hidden, s.Clear) })
            .Select(s => (s.Item1, PatternStart.Of(s.Item1.ToString()), PatternNeeds.Of(s.Item1.ToString()), s.Item2))];

    /// <summary>The line of the section that means what the given one does; null: there is none.</summary>
    public ConfigNode? Alike(ConfigNode section, ConfigNode line)
    {
        if ((line.Text.Contains('\n', StringComparison.Ordinal) || line.Text.StartsWith("banner ", StringComparison.Ordinal))
            && TextValue.Of(line.Text, platform) is { } value)
        {
            return Texts(section).GetValueOrDefault(value);
        }

        foreach (var (form, starts, needs, other) in secrets)
        {
            if ((starts is null || PatternStart.Allows(starts, line.Text))
                && (needs is null || needs.Allows(line.Text)) && Key(form, line.Text) is { } key
                && Lines(section, other).TryGetValue(key, out var found))
            {
                return found;
            }
        }

        return null;
    }

    private Dictionary<string, ConfigNode> Texts(ConfigNode section) =>
        Index(section, platform.Texts, text => TextValue.Of(text, platform));

    private Dictionary<string, ConfigNode> Lines(ConfigNode section, Regex form) =>
        Index(section, form, text => Key(form, text));

    private Dictionary<string, ConfigNode> Index(ConfigNode section, object rule, Func<string, string?> key)
    {
        if (known.TryGetValue((section, rule), out var lines))
        {
            return lines;
        }

        lines = new Dictionary<string, ConfigNode>(StringComparer.Ordinal);
        foreach (var child in section.Span)
        {
            if (key(child.Text) is { } found)
            {
                lines.TryAdd(found, child);
            }
        }

        known.Add((section, rule), lines);
        return lines;
    }

    private static string? Key(Regex form, string text) =>
        form.Match(text) is { Success: true } match ? match.Groups["key"].Value : null;
}
