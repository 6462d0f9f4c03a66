using NetBatch.TextFsm.Patterns;

namespace NetBatch.TextFsm;

/// <summary>One row of an index: which templates parse which command of which platform.</summary>
public sealed class IndexEntry
{
    internal IndexEntry(int line, IReadOnlyList<string> templates, string platform, string command, (string Column, Pattern Pattern)[] tests)
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

    internal (string Column, Pattern Pattern)[] Tests { get; }

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
