namespace NetBatch.Lab.Configs;

/// <summary>The bodies of IOS XR's route policies and sets: lines that may stand there twice, conditions with lines below them, an end of
/// their own.</summary>
internal static class FreeText
{
    private static readonly string[] Ends = ["end-policy", "end-set"];

    /// <summary>Whether a line closes such a body; the device writes it in the column of the line that opened it.</summary>
    public static bool IsEnd(string line) => Ends.Contains(line);

    /// <summary>Adds a line behind those that stand there; true: it was the last.</summary>
    public static bool Add(ConfigNode section, string line)
    {
        var open = new Stack<ConfigNode>([section]);
        while (open.Peek().Children.LastOrDefault() is { } last && IsCondition(last.Line))
        {
            open.Push(last);
        }

        if (open.Count > 1 && (line == "endif" || ConfigGrammar.Starts(line, "else") || ConfigGrammar.Starts(line, "elseif")))
        {
            open.Pop();
        }

        (IsEnd(line) ? section : open.Peek()).Add(new ConfigNode(line));
        return IsEnd(line);
    }

    private static bool IsCondition(string line) =>
        ConfigGrammar.Starts(line, "if") || ConfigGrammar.Starts(line, "elseif") || ConfigGrammar.Starts(line, "else");
}
