using System.Text;

namespace NetBatch.Lab.Configs;

/// <summary>A Junos configuration: a tree of statements that set and delete work on.</summary>
internal sealed class JunosConfig : IDeviceConfig
{
    // Words that stand with a name before a brace, and words that stand with one value before a semicolon.
    private static readonly string[] Named =
    [
        "unit", "family", "area", "neighbor", "group", "policy-statement", "term", "prefix-list", "user", "class", "host", "file", "filter",
        "community-list",
        "routing-instance", "vlan", "server", "static-user", "zone", "security-zone", "rib", "peer-unit", "apply-path", "address", "route",
        "interface", "client", "trap-group", "instance",
    ];

    private static readonly string[] Valued =
    [
        "host-name", "domain-name", "description", "router-id", "autonomous-system", "metric", "mtu", "version", "time-zone", "location",
        "contact", "peer-as", "type", "local-address",
        "next-hop", "vlan-id", "speed", "encapsulation", "preference", "uid", "encrypted-password", "port", "authorization",
        "hello-interval", "dead-interval", "priority", "native-vlan-id", "hold-time", "any",
    ];

    internal static readonly string[] Top =
    [
        "access", "applications", "chassis", "class-of-service", "event-options", "firewall", "forwarding-options", "groups", "interfaces",
        "multicast-snooping-options", "policy-options", "protocols",
        "routing-instances", "routing-options", "security", "services", "snmp", "switch-options", "system", "version", "vlans",
    ];

    public JunosStatement Root { get; private init; } = new("", "");

    public string? HostName =>
        Root.Child("system")?.Children.FirstOrDefault(child => child.Words.StartsWith("host-name ", StringComparison.Ordinal))?.Words[10..];

    public string Text => Braces() ?? "";

    public bool Holds(string text) => SetLines().Contains(text, StringComparison.OrdinalIgnoreCase);

    public JunosConfig Copy() => new() { Root = Root.Copy() };

    /// <summary>Reads set lines, or the form with braces.</summary>
    public static JunosConfig Parse(string text)
    {
        var config = new JunosConfig();
        var path = new List<string>();
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#' || line.StartsWith("/*", StringComparison.Ordinal))
            {
                continue;
            }

            if (line.StartsWith("set ", StringComparison.Ordinal))
            {
                config.Set(WordsOf(line[4..]));
            }
            else if (line[^1] == '{')
            {
                path.Add(line[..^1].Trim());
            }
            else if (line == "}")
            {
                path.RemoveAt(path.Count - 1);
            }
            else if (line.TrimEnd(' ').Split(';')[0] is { Length: > 0 } statement && line.Contains(';', StringComparison.Ordinal))
            {
                config.Set(WordsOf(string.Join(' ', path.Append(statement))));
            }
        }

        return config;
    }

    public static List<string> WordsOf(string line) => [.. Cli.Words.Split(line).Select(word => word.Word)];

    /// <summary>Adds a statement; of valued ones there is one.</summary>
    public void Set(IReadOnlyList<string> words)
    {
        var node = Root;
        foreach (var step in Steps(words))
        {
            var first = step.Split(' ')[0];
            node = node.Put(step, Valued.Contains(first) ? first : step);
        }
    }

    /// <summary>Removes a statement with all below it; false: there is none.</summary>
    public bool Delete(IReadOnlyList<string> words)
    {
        var trail = new List<JunosStatement> { Root };
        var steps = Steps(words).ToList();
        for (var i = 0; i < steps.Count; i++)
        {
            // The last step may leave out a statement's value, or the names of a whole list.
            var found = trail[^1].Children.Where(child =>
                child.Words == steps[i] || i == steps.Count - 1 && child.Words.StartsWith(steps[i] + " ", StringComparison.Ordinal))
                .ToList();
            if (found.Count == 0)
            {
                return false;
            }

            if (i == steps.Count - 1)
            {
                found.ForEach(one => one.Hide());
            }

            trail.Add(found[0]);
        }

        // A container that has become empty is gone too.
        for (var i = trail.Count - 2; i > 0 && !trail[i].Children.Any(); i--)
        {
            trail[i].Hide();
        }

        return true;
    }

    /// <summary>Puts a statement before or behind one of the same kind (Junos CLI User Guide, "insert"); false: there is none.</summary>
    /// <param name="words">The statement's path, <c>before</c> or <c>after</c>, and what is meant there, without the path.</param>
    public bool Insert(IReadOnlyList<string> words)
    {
        var place = words.ToList().FindLastIndex(word => word is "before" or "after");
        var steps = Steps([.. words.Take(Math.Max(place, 0))]).ToList();
        return place > 0 && steps.Count > 1
            && steps.SkipLast(1).Aggregate((JunosStatement?)Root, (node, step) => node?.Child(step)) is { } parent
            && parent.Move(steps[^1], string.Join(' ', words.Skip(place + 1)), isBehind: words[place] == "after");
    }

    /// <summary>The form with braces, of the whole or of what stands below some words; null: nothing stands there.</summary>
    public string? Braces(IReadOnlyList<string>? below = null)
    {
        if (Below(below ?? []) is not { } node)
        {
            return null;
        }

        var text = new StringBuilder();
        Write(text, node, 0);
        return text.ToString();
    }

    /// <summary>The form with set lines.</summary>
    public string SetLines(IReadOnlyList<string>? below = null)
    {
        var text = new StringBuilder();
        if (Below(below ?? []) is { } node)
        {
            Write(text, node, string.Concat(Steps(below ?? []).Select(step => step + " ")));
        }

        return text.ToString();
    }

    /// <summary>Lines that differ from another configuration, as <c>show | compare</c> has them.</summary>
    public string Compare(JunosConfig old)
    {
        var mine = SetLines().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var theirs = old.SetLines().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var changed = theirs.Except(mine).Select(line => (Sign: '-', Words: WordsOf(line[4..])))
            .Concat(mine.Except(theirs).Select(line => (Sign: '+', Words: WordsOf(line[4..]))));
        var text = new StringBuilder();
        foreach (var group in changed.GroupBy(entry => string.Join(' ', Steps(entry.Words).SkipLast(1))))
        {
            text.Append(group.Key.Length == 0 ? "[edit]\n" : $"[edit {group.Key}]\n");
            foreach (var (sign, words) in group)
            {
                text.Append(sign).Append("  ").Append(Steps(words).Last()).Append(";\n");
            }
        }

        return text.ToString();
    }

    private JunosStatement? Below(IReadOnlyList<string> words) =>
        Steps(words).Aggregate((JunosStatement?)Root, (node, step) => node?.Children.FirstOrDefault(child => child.Words == step));

    private static IEnumerable<string> Steps(IReadOnlyList<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (i + 1 < words.Count && (Named.Contains(words[i]) || Valued.Contains(words[i])))
            {
                yield return words[i] + " " + words[++i];
            }
            else
            {
                yield return words[i];
            }
        }
    }

    private static void Write(StringBuilder text, JunosStatement node, int depth)
    {
        foreach (var child in node.Children)
        {
            text.Append(' ', depth * 4).Append(child.Words);
            if (!child.Children.Any())
            {
                text.Append(";\n");
                continue;
            }

            text.Append(" {\n");
            Write(text, child, depth + 1);
            text.Append(' ', depth * 4).Append("}\n");
        }
    }

    private static void Write(StringBuilder text, JunosStatement node, string prefix)
    {
        foreach (var child in node.Children)
        {
            if (!child.Children.Any())
            {
                text.Append("set ").Append(prefix).Append(child.Words).Append('\n');
            }
            else
            {
                Write(text, child, prefix + child.Words + " ");
            }
        }
    }
}
