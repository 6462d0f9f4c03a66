using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace NetBatch.Remediation;

/// <summary>
/// Reads the wanted config in the words of the other one: a line that says in another spelling what a line there says (an interface's
/// name cut short, a port by its number, an address in small letters) becomes that line, so that everything behind sees one line and
/// not two. Lines that the other config does not have stay as they were written.
/// </summary>
internal sealed class Respelling
{
    private static readonly SearchValues<string> FreeWords = SearchValues.Create(
        ["description ", "remark ", "name ", "banner ", "contact ", "location ", "comment ", "title ", "message "],
        StringComparison.Ordinal);

    private readonly Dictionary<ConfigNode, string> respelled = [];

    /// <summary>The wanted config in the words of the other one.</summary>
    public static ConfigTree Read(ConfigTree from, ConfigTree to, RuleState state)
    {
        var work = new Respelling();
        if (!from.Root.SameBelow(to.Root))
        {
            work.Compare(from.Root, to.Root, state);
        }

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
        var rules = state.Of(RuleKind.Spelling);
        Dictionary<string, ConfigNode>? known = null;
        var at = 0;
        foreach (var line in to.Span)
        {
            var same = from.Find(line.Text, ref at);
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

            if (same is { Count: > 0 } && line.Count > 0 && !same.SameBelow(line))
            {
                Compare(same, line, state.Enter(same.Text));
            }
        }
    }

    private static Dictionary<string, ConfigNode> Index(ConfigNode from, ConfigNode to, LeafRule[] rules)
    {
        var index = new Dictionary<string, ConfigNode>(StringComparer.Ordinal);
        var at = 0;
        foreach (var line in from.Span)
        {
            // The number of an entry may be another; its words count.
            if (to.Find(line.Text, ref at) is null)
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

    /// <summary>The line with its words as the rules spell them; what people write freely stays, but for rules that count there, too
    /// (quotes).</summary>
    public static string Plain(string line, LeafRule[] rules)
    {
        line = Replaced(line, rules, free: true);
        var end = FreeText(line);
        return end == 0 ? line
            : end == line.Length ? Replaced(line, rules, free: false)
            : Replaced(line[..end], rules, free: false) + line[end..];
    }

    private static string Replaced(string text, LeafRule[] rules, bool free)
    {
        foreach (var rule in rules)
        {
            if (rule.Flag == free && rule.Last.IsMatch(text))
            {
                text = rule.Search!.Replace(text, match => Word(match, rule));
            }
        }

        return text;
    }

    /// <summary>Where what people write as they like begins, of which each sign counts; the line's end: it has nothing of the
    /// kind.</summary>
    private static int FreeText(string line)
    {
        for (var from = 0; line.AsSpan(from).IndexOfAny(FreeWords) is var found and >= 0; from += found + 1)
        {
            var at = from + found;
            if (at == 0 || line[at - 1] == ' ')
            {
                return at;
            }
        }

        return line.Length;
    }

    /// <summary>What stands in place of a word; without a replacement of the rule a port's number, a mask's length, the shortest form of
    /// an IPv6 address, or small letters.</summary>
    private static string Word(Match match, LeafRule rule) =>
        rule.Text.Length > 0 ? match.Result(LinePatterns.Replacement(rule.Text))
        : match.Groups["port"] is { Success: true } port
            ? PortNames.Number(port.Value)?.ToString(CultureInfo.InvariantCulture) ?? match.Value
        : match.Groups["mask"] is { Success: true } mask
            ? NetMask.Length(mask.Value)?.ToString(CultureInfo.InvariantCulture) ?? match.Value
            : NetMask.ShortIPv6(match.Value) ?? match.Value.ToLowerInvariant();

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
