namespace NetBatch;

/// <summary>What leads from one text to another, line by line: the shortest script of lines that come and go (Myers, 1986).</summary>
public static class TextDiff
{
    /// <summary>Lines around a change that are shown with it, as <c>diff -u</c> does.</summary>
    private const int Context = 3;

    /// <summary>The lines of a text, without their ends.</summary>
    public static IReadOnlyList<string> Lines(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 0 ? [] : text.EndsWith('\n') ? text[..^1].Split('\n') : text.Split('\n');
    }

    /// <summary>How many lines come and go.</summary>
    public static (int Added, int Removed) Count(string from, string to)
    {
        var script = EditScript.Of(Lines(from), Lines(to));
        return (script.Count(edit => edit.Kind == '+'), script.Count(edit => edit.Kind == '-'));
    }

    /// <summary>Lines only in the first (<c>- </c>) and only in the second (<c>+ </c>), in the order of the texts. A line end at the end
    /// counts.</summary>
    public static IReadOnlyList<string> Changes(string from, string to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        string[] old = from.Split('\n'), young = to.Split('\n');
        return [.. EditScript.Of(old, young).Where(edit => edit.Kind != ' ')
            .Select(edit => $"{edit.Kind} {(edit.Kind == '+' ? young : old)[edit.Line]}")];
    }

    /// <summary>The unified form without file names; empty where the texts are the same.</summary>
    /// <param name="from">The old text.</param>
    /// <param name="to">The new text.</param>
    /// <param name="shown">What is shown of a text's lines, as many as there are: a redaction; null: all.</param>
    public static IReadOnlyList<string> Unified(string from, string to, Func<IReadOnlyList<string>, IReadOnlyList<string>>? shown = null)
    {
        var (old, young) = (Lines(from), Lines(to));
        var script = EditScript.Of(old, young);
        if (script.TrueForAll(edit => edit.Kind == ' '))
        {
            return [];
        }

        // Compared as they are and then hidden: a secret that was changed is a change.
        var (oldShown, youngShown) = shown is null ? (old, young) : (shown(old), shown(young));
        List<string> lines = [];
        for (var (at, first) = (0, Next(script, 0)); first >= 0; first = Next(script, at))
        {
            var end = first + 1;
            for (var next = Next(script, end); next >= 0 && next - end <= 2 * Context; next = Next(script, end))
            {
                end = next + 1;
            }

            var begin = Math.Max(at, first - Context);
            at = Math.Min(script.Count, end + Context);
            var within = script.GetRange(begin, at - begin);
            lines.Add($"@@ -{Range(script, begin, within, '+')} +{Range(script, begin, within, '-')} @@");
            lines.AddRange(within.Select(edit => edit.Kind + (edit.Kind == '+' ? youngShown : oldShown)[edit.Line]));
        }

        return lines;
    }

    private static int Next(List<EditScript.Edit> script, int at) =>
        at < script.Count ? script.FindIndex(at, edit => edit.Kind != ' ') : -1;

    /// <summary>Where a hunk stands in one of the texts; lines of the other kind are not in it.</summary>
    private static string Range(List<EditScript.Edit> script, int begin, List<EditScript.Edit> within, char other)
    {
        var start = script.Take(begin).Count(edit => edit.Kind != other);
        var length = within.Count(edit => edit.Kind != other);
        return length == 1 ? $"{start + 1}" : $"{(length == 0 ? start : start + 1)},{length}";
    }
}
