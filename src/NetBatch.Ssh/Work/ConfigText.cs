using NetBatch.Platforms;

namespace NetBatch.Ssh.Work;

/// <summary>Config lines as they are sent: texts that a device reads without a prompt folded into one, sections known.</summary>
internal static class ConfigText
{
    /// <summary>Folds the lines of a banner into the line that opens it; leaves out empty lines.</summary>
    public static IReadOnlyList<string> Fold(IReadOnlyList<string> lines, ConfigModeRules? rules)
    {
        var folded = new List<string>();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = Spaced(lines[i].TrimEnd());
            if (line.Length == 0)
            {
                continue;
            }

            if (rules?.TextOpens?.Match(line.TrimStart()) is { Success: true } opens && !line.Contains('\n', StringComparison.Ordinal))
            {
                var mark = opens.Groups["mark"] is { Success: true } group ? group.Value : null;
                var behind = line.TrimStart()[opens.Length..];
                for (; i + 1 < lines.Count
                    && !(mark is null ? rules.TextCloses?.IsMatch(behind) == true : behind.Contains(mark, StringComparison.Ordinal)); i++)
                {
                    behind = lines[i + 1].TrimEnd();
                    line += "\n" + behind;
                }
            }

            for (; rules?.QuotedLines == true && HasOpenQuote(line) && i + 1 < lines.Count; i++)
            {
                line += "\n" + lines[i + 1].TrimEnd();
            }

            folded.Add(line);
        }

        return folded;
    }

    /// <summary>Whether a line opens a section: the platform's file says so, or what follows is indented further.</summary>
    public static bool OpensSection(IReadOnlyList<string> lines, int index, ConfigModeRules? rules)
    {
        if (rules is null or { Enter: null, SectionOpens: null } || lines[index].TrimStart() is ['!' or '#', ..]
            || lines[index].Contains('\n', StringComparison.Ordinal))
        {
            return false;
        }

        return rules.SectionOpens?.IsMatch(lines[index]) == true
            || (rules.SectionCloses is null && index + 1 < lines.Count && Indent(lines[index + 1]) > Indent(lines[index]));
    }

    /// <summary>The sections that closed for good among the first lines, each by the lines that open it.</summary>
    public static IReadOnlyList<string> ClosedSections(IReadOnlyList<string> lines, int count, ConfigModeRules? rules)
    {
        var open = new List<string>();
        var closed = new List<string>();
        for (var i = 0; i < count; i++)
        {
            if (rules?.SectionOpens?.IsMatch(lines[i]) == true)
            {
                open.Add(lines[i].Trim());
            }
            else if (rules?.SectionCloses?.IsMatch(lines[i]) == true && open.Count > 0)
            {
                // An entry deeper than the second level is saved together with the one around it.
                if (open.Count <= 2 && !closed.Exists(one => one.StartsWith(string.Join(" / ", open), StringComparison.Ordinal)))
                {
                    closed.Add(string.Join(" / ", open));
                }

                open.RemoveAt(open.Count - 1);
            }
        }

        return closed;
    }

    /// <summary>Tabs at a line's beginning indent in a file and complete words on a device.</summary>
    public static string Spaced(string line)
    {
        var text = line.TrimStart(' ', '\t');
        return line[..^text.Length].Replace("\t", "    ", StringComparison.Ordinal) + text;
    }

    private static bool HasOpenQuote(string text)
    {
        var open = false;
        for (var i = 0; i < text.Length; i++)
        {
            i += text[i] == '\\' ? 1 : 0;
            open ^= i < text.Length && text[i] == '"';
        }

        return open;
    }

    private static int Indent(string line) => line.Length - line.TrimStart().Length;

    /// <summary>Whether line <paramref name="next"/> belongs to the section that the lines before it have begun.</summary>
    public static bool IsWithinSection(IReadOnlyList<string> lines, int next, ConfigModeRules? rules)
    {
        if (next == 0 || next >= lines.Count)
        {
            return false;
        }

        if (rules?.SectionOpens is not { } opens || rules.SectionCloses is not { } closes)
        {
            return char.IsWhiteSpace(lines[next][0]);
        }

        var depth = 0;
        for (var i = 0; i < next; i++)
        {
            depth += opens.IsMatch(lines[i]) ? 1 : closes.IsMatch(lines[i]) ? -1 : 0;
        }

        return depth > 0;
    }
}
