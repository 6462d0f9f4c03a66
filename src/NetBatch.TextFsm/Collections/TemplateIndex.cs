using System.Collections.Concurrent;
using System.Text;
using NetBatch.TextFsm.Patterns;

namespace NetBatch.TextFsm;

/// <summary>
/// An index of templates as google/textfsm's clitable reads it: comma-separated, <c>#</c> starts a comment line, the
/// first other line names the columns (<c>Template, Hostname, Platform, Command</c>), and a row with another number of
/// fields is passed over. Cells are Python regular expressions matched from the start; an empty one matches all.
/// </summary>
public sealed class TemplateIndex
{
    private const int MaxPlatforms = 1000;
    private readonly ConcurrentDictionary<string, IndexEntry[]> byPlatform = new(StringComparer.Ordinal);

    private TemplateIndex(IReadOnlyList<IndexEntry> entries) => Entries = entries;

    /// <summary>The rows in file order; the first that fits wins.</summary>
    public IReadOnlyList<IndexEntry> Entries { get; }

    /// <summary>Reads an index.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <returns>The index.</returns>
    /// <exception cref="TemplateException">It has no Template column, or a cell is no regular expression.</exception>
    public static TemplateIndex Read(string text, string? source = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var patterns = new Dictionary<string, Pattern>(StringComparer.Ordinal);
        var entries = new List<IndexEntry>();
        string[]? header = null;
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (header is null)
            {
                header = ReadHeader(lines[i], i + 1, source);
                continue;
            }

            var cells = lines[i].Split(',');
            if (lines[i].StartsWith('#') || cells.Length != header.Length)
            {
                continue;
            }

            entries.Add(ReadEntry(header, cells, i + 1, patterns, source));
        }

        return header is null
            ? throw new TemplateException(TemplateErrorKind.Index, "the index names no columns", null, source)
            : new TemplateIndex(entries);
    }

    /// <summary>The first row for a platform and a command.</summary>
    /// <param name="platform">The platform, such as <c>cisco_ios</c>.</param>
    /// <param name="command">The command as it was sent; abbreviations and trailing filters are fine.</param>
    /// <returns>The row; null if there is none.</returns>
    public IndexEntry? Find(string platform, string command)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(command);
        var state = new MatchState(TimeProvider.System, TemplateOptions.Default.MatchTimeout);
        if (!byPlatform.TryGetValue(platform, out var candidates))
        {
            candidates = [.. Entries.Where(e => e.Allows("Platform", platform, state))];
            if (byPlatform.Count < MaxPlatforms)
            {
                byPlatform.TryAdd(platform, candidates);
            }
        }

        return Array.Find(candidates, e => e.Allows("Command", command, state));
    }

    private static string[]? ReadHeader(string line, int number, string? source)
    {
        var text = PythonText.Trim(line.Split('#')[0]);
        if (text.Length == 0)
        {
            return null;
        }

        var header = text.Split(',').Select(PythonText.Trim).ToArray();
        if (header.Distinct(StringComparer.Ordinal).Count() != header.Length)
        {
            throw new TemplateException(TemplateErrorKind.Index, $"a column is named twice in '{text}'", number, source);
        }

        return header.Contains("Template")
            ? header
            : throw new TemplateException(TemplateErrorKind.Index, $"the column 'Template' is missing in '{text}'", number, source);
    }

    private static IndexEntry ReadEntry(string[] header, string[] cells, int line, Dictionary<string, Pattern> patterns, string? source)
    {
        var tests = new List<(string, Pattern)>();
        string[] templates = [];
        var platform = "";
        var command = "";
        for (var i = 0; i < header.Length; i++)
        {
            var cell = PythonText.Trim(cells[i]);
            if (header[i] == "Template")
            {
                templates = cell.Split(':');
                continue;
            }

            platform = header[i] == "Platform" ? cell : platform;
            command = header[i] == "Command" ? cell : command;
            if (cell.Length > 0)
            {
                tests.Add((header[i], Compile(header[i] == "Command" ? Complete(cell) : cell, line, patterns, source)));
            }
        }

        return new IndexEntry(line, templates, platform, command, [.. tests]);
    }

    /// <summary><c>[[xyz]]</c> stands for <c>(x(y(z)?)?)?</c>; at least one character stands between the brackets.</summary>
    private static string Complete(string command)
    {
        var result = new StringBuilder();
        var from = 0;
        while (command.IndexOf("[[", from, StringComparison.Ordinal) is var open && open >= 0
            && open + 3 < command.Length && command.IndexOf("]]", open + 3, StringComparison.Ordinal) is var close && close >= 0)
        {
            result.Append(command, from, open - from);
            foreach (var c in command.AsSpan(open + 2, close - open - 2))
            {
                result.Append('(').Append(c);
            }

            result.Insert(result.Length, ")?", close - open - 2);
            from = close + 2;
        }

        return result.Append(command, from, command.Length - from).ToString();
    }

    private static Pattern Compile(string text, int line, Dictionary<string, Pattern> patterns, string? source)
    {
        if (patterns.TryGetValue(text, out var known))
        {
            return known;
        }

        try
        {
            return patterns[text] = Pattern.Compile(text);
        }
        catch (PatternException e)
        {
            throw new TemplateException(TemplateErrorKind.Index, $"{e.Message} in '{text}'", line, source, e);
        }
    }
}
