using NetBatch.TextFsm.Patterns;

namespace NetBatch.TextFsm;

/// <summary>One row of an index: which templates parse which command of which platform.</summary>
public sealed class IndexEntry
{
    internal IndexEntry(int line, IReadOnlyList<string> templates, string platform, string command,
        (string Column, Pattern Pattern)[] tests)
    {
        Line = line;
        Templates = templates;
        Platform = platform;
        Command = command;
        Tests = tests;
    }

    /// <summary>One-based line in the index file.</summary>
    public int Line { get; }

    /// <summary>Template names. The first gives the table, each further one adds its columns.</summary>
    public IReadOnlyList<string> Templates { get; }

    /// <summary>The platform's regular expression; empty matches every platform.</summary>
    public string Platform { get; }

    /// <summary>The command as written, with its abbreviations: <c>sh[[ow]] ver[[sion]]</c>.</summary>
    public string Command { get; }

    /// <summary>The command in full, without abbreviations and optional parts; null where it is a pattern that stands for no single
    /// command.</summary>
    public string? FullCommand
    {
        get
        {
            var text = Command.Replace("[[", "", StringComparison.Ordinal).Replace("]]", "", StringComparison.Ordinal).TrimEnd('$');
            for (var open = text.LastIndexOf('('); open >= 0
                && text.IndexOf(")?", open, StringComparison.Ordinal) is var close and >= 0; open = text.LastIndexOf('('))
            {
                text = text.Remove(open, close + 2 - open);
            }

            return text.Length == 0 || text.AsSpan().ContainsAny(Signs) ? null : text;
        }
    }

    private static readonly System.Buffers.SearchValues<char> Signs = System.Buffers.SearchValues.Create("()[]{}\\*+?|^$.");

    internal (string Column, Pattern Pattern)[] Tests { get; }

    internal bool Matches(string column, string value) =>
        Allows(column, value, new MatchState(TemplateOptions.Default.Time, TemplateOptions.Default.MatchTimeout));

    internal bool Allows(string column, string value, MatchState state)
    {
        foreach (var (name, pattern) in Tests)
        {
            if (name == column && !pattern.Match(value, state))
            {
                return false;
            }
        }

        return true;
    }
}
