namespace NetBatch.Remediation;

/// <summary>Writes one statement in braces as the set line that makes it, and the marks before its words as lines of their own.</summary>
internal static class CurlyStatement
{
    private const string Inactive = "inactive: ";
    private const string Protected = "protect: ";

    public static void Emit(string[] path, int number, List<TextLine> result)
    {
        var plain = path.Select(Plain).Where(p => p.Length > 0).ToArray();
        var line = "set " + string.Join(' ', plain);
        result.Add(new TextLine(line, number, line.Contains('\n', StringComparison.Ordinal)));
        for (var depth = 0; depth < path.Length; depth++)
        {
            Mark(path, depth, Inactive, "deactivate ", number, result);
            Mark(path, depth, Protected, "protect ", number, result);
        }
    }

    private static string Plain(string words)
    {
        while (words.StartsWith(Inactive, StringComparison.Ordinal) || words.StartsWith(Protected, StringComparison.Ordinal))
        {
            words = words[(words.IndexOf(' ', StringComparison.Ordinal) + 1)..].TrimStart();
        }

        return words;
    }

    private static void Mark(string[] path, int depth, string mark, string command, int number, List<TextLine> result)
    {
        if (!path[depth].Contains(mark, StringComparison.Ordinal) || Plain(path[depth]) == path[depth])
        {
            return;
        }

        var line = command + string.Join(' ', path.Take(depth + 1).Select(Plain));
        if (!result.Any(r => r.Span.SequenceEqual(line)))
        {
            result.Add(new TextLine(line, number));
        }
    }
}
