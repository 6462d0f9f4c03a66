using System.Text;

namespace NetBatch.Remediation;

/// <summary>Makes a source line what the tree holds: one blank between words, substituted, or dropped.</summary>
internal sealed class LineCleaner(ConfigRules rules)
{
    private readonly bool plain = rules.LineSubstitutions.Count == 0;

    private readonly LetterIndex<IgnoreRule> ignored = new([.. rules.Ignored], rule => rule.Rule);

    /// <summary>Lines read before, found by a few of their letters: a config says "no shutdown" thousands of times.</summary>
    private readonly string?[] recent = new string?[256];

    /// <summary>The cleaned line and its indentation; null when nothing of it belongs to the config.</summary>
    /// <param name="line">The source line.</param>
    /// <param name="indent">Leading blanks after substitution; a tab leads to the next multiple of eight.</param>
    /// <param name="lines">All lines, for rules that must know whether this one opens a section.</param>
    /// <param name="at">Where it stands among them.</param>
    public string? Clean(ReadOnlySpan<char> line, out int indent, List<TextLine> lines, int at)
    {
        var text = Collapse(line, SourceText.Indent(line));
        indent = SourceText.Column(line);
        if (text.Length > 0 && !plain)
        {
            text = Substitute(text, ref indent);
        }

        return text.Length == 0 || Ignored(text, indent, lines, at) ? null : text;
    }

    private string Collapse(ReadOnlySpan<char> line, int start)
    {
        var end = line.Length;
        while (end > start && SourceText.IsBlank(line[end - 1]))
        {
            end--;
        }

        if (IsClean(line[start..end]))
        {
            return Text(line[start..end]);
        }

        var text = new StringBuilder(end - start);
        var closing = -1;
        for (var i = start; i < end; i++)
        {
            if (line[i] == '"' && i > closing && line[(i + 1)..end].IndexOf('"') is var length and >= 0)
            {
                closing = i + 1 + length;
            }

            if (i <= closing)
            {
                text.Append(line[i]); // Blanks in quotes are part of the text.
            }
            else if (!SourceText.IsBlank(line[i]))
            {
                text.Append(line[i]);
            }
            else if (!SourceText.IsBlank(line[i - 1]))
            {
                text.Append(' ');
            }
        }

        return text.ToString();
    }

    /// <summary>Whether nothing but single blanks stands between the words; letters alone are seen without a look at each.</summary>
    private static bool IsClean(ReadOnlySpan<char> line)
    {
        if (line.IndexOfAnyExceptInRange(' ', '~') < 0)
        {
            return !line.Contains("  ", StringComparison.Ordinal);
        }

        for (var i = 0; i < line.Length; i++)
        {
            if (SourceText.IsBlank(line[i]) && (line[i] != ' ' || SourceText.IsBlank(line[i + 1])))
            {
                return false;
            }
        }

        return true;
    }

    private string Text(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty)
        {
            return "";
        }

        ref var known = ref recent[((line.Length * 31) + (line[0] * 7) + line[^1]) % recent.Length];
        if (known is null || !line.SequenceEqual(known))
        {
            known = line.ToString();
        }

        return known;
    }

    private string Substitute(string text, ref int indent)
    {
        foreach (var rule in rules.LineSubstitutions)
        {
            if (rule.Needs is not null && !text.Contains(rule.Needs, StringComparison.Ordinal))
            {
                continue;
            }

            var before = new string(' ', indent) + text;
            var after = rule.Search.Replace(before, rule.Replace);
            if (!ReferenceEquals(before, after))
            {
                var rest = after.TrimStart();
                indent = after.Length - rest.Length;
                text = rest.TrimEnd();
            }
        }

        return text;
    }

    private bool Ignored(string text, int indent, List<TextLine> lines, int at)
    {
        foreach (var rule in ignored.For(text))
        {
            if ((rule.Indent is null || rule.Indent == indent) && rule.Rule.IsMatch(text)
                && !(rule.KeepSections && OpensSection(lines, at)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool OpensSection(List<TextLine> lines, int at)
    {
        for (var next = at + 1; next < lines.Count; next++)
        {
            if (!lines[next].Span.IsWhiteSpace())
            {
                return SourceText.Column(lines[next].Span) > SourceText.Column(lines[at].Span);
            }
        }

        return false;
    }
}
