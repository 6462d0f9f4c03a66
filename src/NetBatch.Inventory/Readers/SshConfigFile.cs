using NetBatch.Inventory.Problems;

namespace NetBatch.Inventory.Readers;

/// <summary>One option of an ssh_config section.</summary>
internal sealed record SshConfigOption(string Name, string Value, int Line);

/// <summary>A Host or Match section, or what stands before the first one.</summary>
/// <param name="IsHost">Whether its patterns name hosts (a Match section only tests them).</param>
/// <param name="Patterns">The patterns of its line.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Options">Its options in order.</param>
internal sealed record SshConfigSection(bool IsHost, IReadOnlyList<string> Patterns, int Line, List<SshConfigOption> Options)
{
    /// <summary>Whether some pattern matches the name and no negated one does.</summary>
    public bool Matches(string name)
    {
        var matched = false;
        foreach (var pattern in Patterns)
        {
            var negated = pattern[0] == '!';
            if (System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(negated ? pattern.AsSpan(1) : pattern, name, ignoreCase: true))
            {
                if (negated)
                {
                    return false;
                }

                matched = true;
            }
        }

        return matched;
    }
}

/// <summary>Divides an ssh_config text into sections.</summary>
internal static class SshConfigFile
{
    public static List<SshConfigSection> Read(string text, ProblemList problems)
    {
        var sections = new List<SshConfigSection> { new(false, ["*"], 0, []) };
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var end = line.IndexOfAny([' ', '\t', '=']);
            var keyword = end < 0 ? line : line[..end];
            var words = end < 0 ? [] : Ansible.IniWords.Split(line[end..].TrimStart(' ', '\t', '='));
            if (words.Count == 0)
            {
                problems.Add(number, null, $"the keyword {QuotedText.Of(keyword)} has no value, or a quote stays open.", "Write a keyword and its value.");
            }
            else if (keyword.Equals("Host", StringComparison.OrdinalIgnoreCase))
            {
                sections.Add(new SshConfigSection(true, [.. words.Where(word => word.Length > 0)], number, []));
            }
            else if (keyword.Equals("Match", StringComparison.OrdinalIgnoreCase))
            {
                sections.Add(new SshConfigSection(false, MatchPatterns(words), number, []));
            }
            else if (keyword.Equals("Include", StringComparison.OrdinalIgnoreCase))
            {
                problems.Add(number, keyword, "other files are not read in.", "Read the included file by itself, or copy its sections here.");
            }
            else
            {
                // Without quotes the rest of the line is the value as it stands: a Windows path keeps its backslashes.
                var rest = line[end..].TrimStart(' ', '\t', '=');
                var value = rest.AsSpan().IndexOfAny('"', '\'', '#') < 0 ? rest : string.Join(' ', words);
                sections[^1].Options.Add(new SshConfigOption(keyword, value, number));
            }
        }

        return sections;
    }

    // No pattern at all matches nothing.
    private static string[] MatchPatterns(List<string> words) => words switch
    {
        [var all] when all.Equals("all", StringComparison.OrdinalIgnoreCase) => ["*"],
        [var test, var patterns] when test.ToLowerInvariant() is "host" or "originalhost" => patterns.Split(',', StringSplitOptions.RemoveEmptyEntries),
        _ => [],
    };
}
