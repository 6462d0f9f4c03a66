using System.Globalization;
using System.Text.RegularExpressions;

namespace NetBatch.Remediation;

/// <summary>
/// Reads the wanted config in the words of the other one: a line that says in another spelling what a line there says (an interface's
/// name cut short, a port by its number, an address in small letters) becomes that line, so that everything behind sees one line and
/// not two. Lines that the other config does not have stay as they were written.
/// </summary>
internal sealed partial class Respelling
{
    private readonly Dictionary<ConfigNode, string> respelled = [];

    /// <summary>The wanted config in the words of the other one.</summary>
    public static ConfigTree Read(ConfigTree from, ConfigTree to, RuleState state)
    {
        var work = new Respelling();
        work.Compare(from.Root, to.Root, state);
        if (work.respelled.Count == 0)
        {
            return to;
        }

        var copy = to.Copy();
        work.Rename(to.Root, copy.Root);
        return copy;
    }

    private void Compare(ConfigNode from, ConfigNode to, RuleState state)
    {
        if (from.SameBelow(to))
        {
            return;
        }

        var rules = state.Of(RuleKind.Spelling);
        Dictionary<string, ConfigNode>? known = null;
        foreach (var line in to.Children)
        {
            var same = from.Find(line.Text);
            if (same is null && rules.Length > 0)
            {
                known ??= Index(from, to, rules);
                var (number, words) = Parts(line.Text);
                if (known.TryGetValue(Plain(words, rules), out same) && number + Parts(same.Text).Words is var text
                    && text != line.Text && to.Find(text) is null)
                {
                    respelled.Add(line, text);
                }
            }

            if (same is { Count: > 0 } && line.Count > 0)
            {
                Compare(same, line, state.Enter(same.Text));
            }
        }
    }

    private static Dictionary<string, ConfigNode> Index(ConfigNode from, ConfigNode to, LeafRule[] rules)
    {
        var index = new Dictionary<string, ConfigNode>(StringComparer.Ordinal);
        foreach (var line in from.Children)
        {
            // The number of an entry may be another; its words count.
            if (to.Find(line.Text) is null)
            {
                index.TryAdd(Plain(Parts(line.Text).Words, rules), line);
            }
        }

        return index;
    }

    private static (string Number, string Words) Parts(string text)
    {
        var end = 0;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return end > 0 && end + 1 < text.Length && text[end] == ' ' ? (text[..(end + 1)], text[(end + 1)..]) : ("", text);
    }

    /// <summary>The line with its words as the rules spell them; what people write freely stays.</summary>
    public static string Plain(string line, LeafRule[] rules)
    {
        var end = FreeText().Match(line) is { Success: true } free ? free.Index : line.Length;
        var text = line[..end];
        foreach (var rule in rules)
        {
            if (rule.Last.IsMatch(text))
            {
                text = rule.Search!.Replace(text, match => Word(match, rule));
            }
        }

        return text + line[end..];
    }

    /// <summary>From here on people write what they like, and each sign of it counts.</summary>
    [GeneratedRegex(@"(?:^|(?<= ))(?:description|remark|name|banner|contact|location|comment|title|message) ",
        RegexOptions.CultureInvariant)]
    private static partial Regex FreeText();

    /// <summary>What stands in place of a word; without a replacement of the rule a port's number, or small letters.</summary>
    private static string Word(Match match, LeafRule rule) =>
        rule.Text.Length > 0 ? match.Result(LinePatterns.Replacement(rule.Text))
        : match.Groups["port"] is { Success: true } port
            ? PortNames.Number(port.Value)?.ToString(CultureInfo.InvariantCulture) ?? match.Value
            : match.Value.ToLowerInvariant();

    private void Rename(ConfigNode source, ConfigNode copy)
    {
        for (var i = 0; i < source.Count; i++)
        {
            if (respelled.TryGetValue(source.Below[i], out var text))
            {
                copy.Below[i].Rename(text);
            }

            Rename(source.Below[i], copy.Below[i]);
        }
    }
}
