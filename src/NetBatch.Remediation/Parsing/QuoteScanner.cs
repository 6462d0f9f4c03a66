namespace NetBatch.Remediation;

/// <summary>Finds where a text in double quotes goes on over the end of a line (certificates, messages, pages).</summary>
internal static class QuoteScanner
{
    /// <summary>Whether a line ends inside quotes, given whether it begins inside.</summary>
    public static bool EndsInside(ReadOnlySpan<char> line, bool inside)
    {
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\')
            {
                i++;
            }
            else if (line[i] == '"')
            {
                inside = !inside;
            }
        }

        return inside;
    }

    /// <summary>The index of the line that closes the quotes left open by the one at <paramref name="first"/>; null: none does.</summary>
    public static int? Closing(IReadOnlyList<TextLine> lines, int first)
    {
        var inside = EndsInside(lines[first].Span, false);
        var i = first;
        while (inside)
        {
            if (++i == lines.Count)
            {
                return null;
            }

            inside = EndsInside(lines[i].Span, true);
        }

        return i;
    }

    /// <summary>The lines joined, line feeds kept.</summary>
    public static string Join(IReadOnlyList<TextLine> lines, int first, int last) =>
        string.Join('\n', Enumerable.Range(first, last - first + 1).Select(i => lines[i].Text)).TrimEnd();
}
