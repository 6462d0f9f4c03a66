using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace NetBatch.Remediation;

/// <summary>
/// Lines of a RouterOS export in one form: what follows the verb is a set of members, in whatever order they are written and whether or
/// not a value that needs no quotes has them (RouterOS documentation, "Configuration Management", "Scripting").
/// </summary>
internal static partial class RouterOsLines
{
    private static readonly SearchValues<char> Special = SearchValues.Create(" \"\\=;$?[]");

    public static void Sort(ConfigTree tree)
    {
        foreach (var section in tree.Children.ToList())
        {
            var isOn = OnByItself().IsMatch(section.Text);
            foreach (var line in section.Children.ToList())
            {
                var sorted = Sorted(line.Text, isOn && line.Text.StartsWith("add ", StringComparison.Ordinal));
                if (sorted != line.Text)
                {
                    line.Rename(sorted);
                }
            }
        }
    }

    /// <summary>Where what is added is on unless it says otherwise. Elsewhere a word that it is on may say something: DHCP servers, PPP and
    /// wireless interfaces are off at first (RouterOS documentation, their properties).</summary>
    [GeneratedRegex(@"^/ip(?:v6)? (?:address|route|firewall \S+)$", RegexOptions.CultureInvariant)]
    private static partial Regex OnByItself();

    private static string Sorted(string text, bool isOn)
    {
        var words = Words(text);
        var members = words.Skip(1).Where(word => word.Contains('=', StringComparison.Ordinal) && word[0] != '[').ToList();
        var others = words.Take(1).Concat(words.Skip(1).Where(word => !word.Contains('=', StringComparison.Ordinal) || word[0] == '['));

        members.RemoveAll(word => isOn && word == "disabled=no");
        return string.Join(' ', others.Concat(members.Select(Plain).Order(StringComparer.Ordinal)));
    }

    /// <summary>The words of a line; what stands in quotes or brackets is one.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (depth, quoted) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\' && quoted && i + 1 < text.Length)
            {
                word.Append(c).Append(text[++i]);
                continue;
            }

            quoted ^= c == '"';
            depth += quoted ? 0 : c == '[' ? 1 : c == ']' ? -1 : 0;
            if (c == ' ' && !quoted && (depth == 0 || word[^1] == '['))
            {
                if (depth == 0 && word.Length > 0)
                {
                    words.Add(word.ToString());
                    word.Clear();
                }

                continue;
            }

            if (c == ']' && depth == 0 && word.Length > 0 && word[^1] == ' ')
            {
                word.Length--; // "[ find name=a ]" and "[find name=a]" are one.
            }

            word.Append(c);
        }

        if (word.Length > 0)
        {
            words.Add(word.ToString());
        }

        return words;
    }

    private static string Plain(string member)
    {
        var at = member.IndexOf('=', StringComparison.Ordinal) + 1;
        var value = member[at..];
        return value.Length > 2 && value[0] == '"' && value[^1] == '"' && !value.AsSpan(1, value.Length - 2).ContainsAny(Special)
            ? member[..at] + value[1..^1]
            : member;
    }
}
