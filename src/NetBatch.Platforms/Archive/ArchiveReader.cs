using YamlDotNet.RepresentationModel;

namespace NetBatch.Platforms;

/// <summary>Reads what a platform file says of keeping configurations. Its lists join those of the platform that is extended.</summary>
internal static class ArchiveReader
{
    /// <summary>Reads the section <c>archive</c>.</summary>
    /// <param name="fields">The section; null: the file has none.</param>
    /// <param name="show">How the configuration is shown; null: the file does not say.</param>
    public static ArchiveRules Read(Fields? fields, ShowRules? show)
    {
        var commands = Commands(fields, show);
        var rules = new ArchiveRules
        {
            Commands = commands,
            Parts = fields?.Find("parts") is { } parts ? [.. parts.Items().Select(part => Known(part, commands))] : [ArchiveRules.Running],
            Dropped = fields is null ? null : Dropped(fields),
            Hidden = fields is null ? [] : [.. fields.All("hide").Reverse().SelectMany(list => list.Items()).Select(Hide)],
            LastChange = fields?.FilledMap("lastChange") is { } last ? LastChange(last) : null,
        };
        fields?.Done();
        return rules;
    }

    private static Dictionary<string, IReadOnlyList<string>> Commands(Fields? fields, ShowRules? show)
    {
        Dictionary<string, IReadOnlyList<string>> commands = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (part, command) in new[] { (ArchiveRules.Running, show?.Running), (ArchiveRules.Startup, show?.Startup),
            ("set", show?.Flat) })
        {
            if (command is not null)
            {
                commands[part] = [command];
            }
        }

        if (fields?.Find("read") is { } read)
        {
            foreach (var (key, value) in read.Node is YamlMappingNode map ? map.Children
                : throw read.Refuse("'read' is no mapping", "Write 'part: command' below it."))
            {
                var part = new YamlValue(key, "read", read.Source).Text();
                commands[part] = Named(part)
                    ? new YamlValue(value, part, read.Source).Texts()
                    : throw read.Refuse($"'{part}' cannot name a part",
                        "Write letters, digits, '-' and '_'; it becomes the name of a folder.");
            }
        }

        return commands;
    }

    private static bool Named(string part) =>
        part.Length is > 0 and <= 32 && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    private static string Known(YamlValue part, Dictionary<string, IReadOnlyList<string>> commands) => commands.ContainsKey(part.Text())
        ? part.Text()
        : throw part.Refuse($"nothing shows the part '{part.Text()}'",
            $"Add it to 'read', or write one of: {string.Join(", ", commands.Keys)}.");

    private static System.Text.RegularExpressions.Regex? Dropped(Fields fields)
    {
        YamlValue[] items = [.. fields.All("drop").SelectMany(list => list.Items())];
        foreach (var item in items.Where(item => !item.Source.Ours))
        {
            _ = item.Pattern(text => text);
        }

        return items.Length == 0 ? null : items[0].Compile(ArchiveRules.WholeLines(items.Select(item => item.Text())), "drop");
    }

    private static (System.Text.RegularExpressions.Regex Search, string Replace) Hide(YamlValue item)
    {
        var inner = item.Map();
        var search = inner.Pattern("search", text => "(?m)" + text)
            ?? throw inner.Missing("search", "Give the expression that is replaced.");
        var rule = (search, LinePatterns.Replacement(inner.Text("replace") ?? ""));
        inner.Done();
        return rule;
    }

    private static LastChangeRules LastChange(Fields fields)
    {
        var match = fields.Pattern("match", text => "(?m)" + text)
            ?? throw fields.Missing("match", "Give an expression with a group 'user'.");
        if (!match.GetGroupNames().Contains("user", StringComparer.Ordinal))
        {
            throw fields.Refuse("match", $"'match' is '{fields.Text("match")}' and has no group 'user'",
                "Put (?<user>...) around the account's name.");
        }

        var rules = new LastChangeRules(fields.Text("show"), match);
        fields.Done();
        return rules;
    }
}
