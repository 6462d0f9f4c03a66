namespace NetBatch.Platforms;

/// <summary>Turns the text of a file in a former form into that of today, comments and all.</summary>
internal static class FormerText
{
    /// <summary>Moves the members of a file below their sections.</summary>
    /// <param name="text">The file.</param>
    /// <param name="members">The line of each member at the top, from 1, and its section; empty: it stays at the top.</param>
    public static string Convert(string text, IReadOnlyList<(int Line, string Section)> members)
    {
        var lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        var begins = members.OrderBy(member => member.Line)
            .Select(member => (Line: Above(lines, member.Line - 1), member.Section)).ToArray();
        var blocks = begins.Select((one, at) => (
            one.Section,
            Lines: lines[(at == 0 ? 0 : one.Line)..(at + 1 < begins.Length ? begins[at + 1].Line : lines.Length)])).ToArray();
        var made = blocks.Where(block => block.Section.Length == 0).SelectMany(block => block.Lines).ToList();
        foreach (var section in Sectioning.Names)
        {
            var inside = blocks.Where(block => block.Section == section).SelectMany(block => block.Lines).ToList();
            if (inside.Count > 0)
            {
                made.Add(section + ":");
                made.AddRange(inside.Select(line => line.Length == 0 ? line : "  " + line));
            }
        }

        return string.Join('\n', made) + "\n";
    }

    /// <summary>The first line of the comment that stands right above a line.</summary>
    private static int Above(string[] lines, int at)
    {
        while (at > 0 && lines[at - 1].StartsWith('#'))
        {
            at--;
        }

        return at;
    }
}
