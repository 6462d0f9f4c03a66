using NetBatch.Inventory.Problems;

namespace NetBatch.Inventory.Readers;

/// <summary>One option of an ssh_config section.</summary>
internal sealed record SshConfigOption(string Name, string Value, int Line);

/// <summary>A Host or Match section, or what stands before the first one.</summary>
/// <param name="IsHost">Whether its patterns name hosts (a Match section only tests them).</param>
/// <param name="Patterns">The patterns of its line.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Options">Its options in order.</param>
/// <param name="Within">The section whose Include has read it, or null.</param>
internal sealed record SshConfigSection(
    bool IsHost, IReadOnlyList<string> Patterns, int Line, List<SshConfigOption> Options, SshConfigSection? Within = null)
{
    /// <summary>Whether some pattern matches the name and no negated one does.</summary>
    public bool Matches(string name)
    {
        if (Within?.Matches(name) == false)
        {
            return false;
        }

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

/// <summary>Divides an ssh_config text into sections, those of the files that it includes in their places.</summary>
/// <param name="folder">Where the text comes from, or null: then nothing can be included.</param>
/// <param name="problems">Where problems go.</param>
internal sealed class SshConfigFile(string? folder, ProblemList problems)
{
    // readconf.c of OpenSSH: READCONF_MAX_DEPTH.
    private const int Deepest = 16;

    /// <summary>The sections of a text.</summary>
    public List<SshConfigSection> Read(string text)
    {
        var sections = new List<SshConfigSection>();
        Read(text, sections, null, null, 0);
        return sections;
    }

    /// <param name="text">The text.</param>
    /// <param name="sections">Where its sections go.</param>
    /// <param name="within">The section whose Include reads it, or null.</param>
    /// <param name="at">The line of the outermost Include, or null; places in other files are told by it.</param>
    /// <param name="depth">How many Includes lead to it.</param>
    private void Read(string text, List<SshConfigSection> sections, SshConfigSection? within, int? at, int depth)
    {
        sections.Add(new SshConfigSection(false, ["*"], at ?? 0, [], within));
        var lines = 0;
        foreach (var raw in text.Split('\n'))
        {
            lines++;
            var number = at ?? lines;
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
                problems.Add(number, null, $"the keyword {QuotedText.Of(keyword)} has no value, or a quote stays open.",
                    "Write a keyword and its value.");
            }
            else if (keyword.Equals("Host", StringComparison.OrdinalIgnoreCase))
            {
                sections.Add(new SshConfigSection(true, [.. words.Where(word => word.Length > 0)], number, [], within));
            }
            else if (keyword.Equals("Match", StringComparison.OrdinalIgnoreCase))
            {
                sections.Add(new SshConfigSection(false, MatchPatterns(words), number, [], within));
            }
            else if (keyword.Equals("Include", StringComparison.OrdinalIgnoreCase))
            {
                var current = sections[^1];
                foreach (var word in words)
                {
                    Include(word, sections, current, number, depth);
                }

                // What follows belongs to the section again.
                sections.Add(current with { IsHost = false, Options = [] });
            }
            else
            {
                // Without quotes the rest of the line is the value as it stands: a Windows path keeps its backslashes.
                var rest = line[end..].TrimStart(' ', '\t', '=');
                var value = rest.AsSpan().IndexOfAny('"', '\'', '#') < 0 ? rest : string.Join(' ', words);
                sections[^1].Options.Add(new SshConfigOption(keyword, value, number));
            }
        }
    }

    // As ssh_config(5) says: "~" and wildcards are known, a pattern that matches no file says nothing. Other files may hold what is
    // secret, so that their lines are never quoted.
    private void Include(string pattern, List<SshConfigSection> sections, SshConfigSection within, int line, int depth)
    {
        if (folder is null || depth == Deepest)
        {
            problems.Add(line, "Include", folder is null ? "a text alone includes no file." : "files include each other too deep.",
                "Read the included file by itself.");
            return;
        }

        foreach (var path in SshConfigIncludes.Find(pattern, folder))
        {
            Read(InventoryFile.ReadText(path, Path.GetFileName(path)), sections, within, line, depth + 1);
        }
    }

    // No pattern at all matches nothing.
    private static string[] MatchPatterns(List<string> words) => words switch
    {
        [var all] when all.Equals("all", StringComparison.OrdinalIgnoreCase) => ["*"],
        [var test, var patterns] when test.ToLowerInvariant() is "host" or "originalhost" =>
            patterns.Split(',', StringSplitOptions.RemoveEmptyEntries),
        _ => [],
    };
}
