using System.Text.RegularExpressions;

namespace NetBatch.Lab.Cli;

/// <summary>What stands behind a pipe: include, exclude, begin, section, count, match, except, no-more.</summary>
internal static class OutputFilter
{
    public static string Apply(string text, string? filter)
    {
        if (filter is null)
        {
            return text;
        }

        foreach (var part in filter.Split(" | ", StringSplitOptions.TrimEntries))
        {
            text = One(text, part);
        }

        return text;
    }

    private static string One(string text, string filter)
    {
        var space = filter.IndexOf(' ', StringComparison.Ordinal);
        var verb = (space < 0 ? filter : filter[..space]).ToLowerInvariant();
        var pattern = space < 0 ? "" : filter[(space + 1)..].Trim().Trim('"');
        var lines = text.TrimEnd('\n').Split('\n');
        bool Hit(string line) => Matches(line, pattern);
        return verb switch
        {
            "count" => $"Count: {(pattern.Length == 0 ? lines.Length : lines.Count(Hit))} lines\n",
            _ when verb.Length > 0 && ("include".StartsWith(verb, StringComparison.Ordinal) || verb is "match" or "grep" or "m") =>
                Join(lines.Where(Hit)),
            _ when verb.Length > 2 && ("exclude".StartsWith(verb, StringComparison.Ordinal) || verb == "except") =>
                Join(lines.Where(line => !Hit(line))),
            _ when verb.Length > 0 && ("begin".StartsWith(verb, StringComparison.Ordinal) || verb == "find") =>
                Join(lines.SkipWhile(line => !Hit(line))),
            _ when verb.Length > 0 && "section".StartsWith(verb, StringComparison.Ordinal) => Join(Sections(lines, pattern)),
            _ => text,
        };
    }

    private static IEnumerable<string> Sections(string[] lines, string pattern)
    {
        var inside = false;
        foreach (var line in lines)
        {
            if (line.Length == 0 || line[0] != ' ')
            {
                inside = Matches(line, pattern);
            }

            if (inside)
            {
                yield return line;
            }
        }
    }

    private static bool Matches(string line, string pattern)
    {
        try
        {
            return Regex.IsMatch(line, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException)
        {
            return line.Contains(pattern, StringComparison.Ordinal);
        }
    }

    private static string Join(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));
}
