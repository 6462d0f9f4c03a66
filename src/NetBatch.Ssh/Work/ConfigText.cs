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
            var line = lines[i].TrimEnd();
            if (line.Length == 0)
            {
                continue;
            }

            if (rules?.TextOpens?.Match(line.TrimStart()) is { Success: true } opens && !line.Contains('\n', StringComparison.Ordinal))
            {
                var mark = opens.Groups["mark"] is { Success: true } group ? group.Value : null;
                var behind = line.TrimStart()[opens.Length..];
                for (; i + 1 < lines.Count && !(mark is null ? rules.TextCloses?.IsMatch(behind) == true : behind.Contains(mark, StringComparison.Ordinal)); i++)
                {
                    behind = lines[i + 1].TrimEnd();
                    line += "\n" + behind;
                }
            }

            folded.Add(line);
        }

        return folded;
    }

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
