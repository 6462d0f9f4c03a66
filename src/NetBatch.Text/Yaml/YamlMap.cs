using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace NetBatch;

/// <summary>
/// A mapping whose members are known to who reads it. What is missing, has another type or is not known is a problem with
/// line, column, value and remedy. After a problem a stand-in comes back (an empty text, 0, an empty list), so that reading
/// goes on and finds the next one; what was read is thrown away then.
/// </summary>
public sealed class YamlMap
{
    private readonly YamlMappingNode node;
    private readonly TextProblems problems;
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    /// <summary>Reads a mapping; its problems go to the list.</summary>
    public YamlMap(YamlMappingNode node, TextProblems problems)
    {
        this.node = node;
        this.problems = problems;
    }

    /// <summary>The mapping itself.</summary>
    public YamlMappingNode Node => node;

    /// <summary>Where the problems of the file are collected.</summary>
    public TextProblems Problems => problems;

    /// <summary>Whether the member is there; it is known from now on.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>A member as it stands there, or null; it is known from now on.</summary>
    public YamlNode? Find(string key)
    {
        asked.Add(key);
        return node.Children.FirstOrDefault(pair => pair.Key is YamlScalarNode { Value: { } name } && name == key).Value;
    }

    /// <summary>A text, which may be a quoted empty one (''), or null where the member is missing.</summary>
    public string? Text(string key) => Find(key) is { } found ? Text(found, key) : null;

    /// <summary>A text that is not empty, or null where the member is missing.</summary>
    public string? Filled(string key) =>
        Find(key) is not { } found ? null
        : found is YamlScalarNode { Value.Length: 0 } ? Wrong(found, key, $"Write '{key}: value'.", (string?)null)
        : Text(found, key);

    /// <summary>A text that must be there and not be empty.</summary>
    public string Required(string key)
    {
        if (!Has(key))
        {
            Missing(key);
        }

        return Filled(key) ?? "";
    }

    /// <summary>True or false; otherwise where the member is missing.</summary>
    public bool Flag(string key, bool otherwise = false) => Find(key) switch
    {
        null => otherwise,
        YamlScalarNode { Value: "true" } => true,
        YamlScalarNode { Value: "false" } => false,
        { } other => Wrong(other, key, "Write true or false.", otherwise),
    };

    /// <summary>A whole number from least to most; null where the member is missing.</summary>
    public int? Number(string key, int least = int.MinValue, int most = int.MaxValue)
    {
        if (Find(key) is not { } found)
        {
            return null;
        }

        var remedy = (least, most) switch
        {
            (int.MinValue, int.MaxValue) => "Write a whole number.",
            (_, int.MaxValue) => $"Write a whole number of at least {least}.",
            _ => $"Write a whole number from {least} to {most}.",
        };
        return found is YamlScalarNode { Value: { } text }
            && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most
            ? number
            : Wrong(found, key, remedy, (int?)null);
    }

    /// <summary>A number of seconds above 0 and up to a most; null where the member is missing.</summary>
    public TimeSpan? Seconds(string key, double most)
    {
        if (Find(key) is not { } found)
        {
            return null;
        }

        return found is YamlScalarNode { Value: { } text }
            && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds > 0 && seconds <= most
            ? TimeSpan.FromSeconds(seconds)
            : Wrong(
                found,
                key,
                string.Create(CultureInfo.InvariantCulture, $"Write a number of seconds above 0, at most {most}."),
                (TimeSpan?)null);
    }

    /// <summary>One of some words, as it stands in the list; null where the member is missing.</summary>
    public string? OneOf(string key, params IReadOnlyList<string> words)
    {
        if (Find(key) is not { } found)
        {
            return null;
        }

        return found is YamlScalarNode { Value: { } text }
            && words.FirstOrDefault(word => word.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } chosen
            ? chosen
            : Wrong(found, key, $"Write one of: {string.Join(", ", words)}.", (string?)null);
    }

    /// <summary>A value of an enumeration by its name, any case; otherwise where the member is missing.</summary>
    public T Choice<T>(string key, T otherwise)
        where T : struct, Enum =>
        OneOf(key, [.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant())]) is { } word
            ? Enum.Parse<T>(word, ignoreCase: true)
            : otherwise;

    /// <summary>
    /// What a text stands for; null where the member is missing, or where <paramref name="parse"/> throws a FormatException or
    /// an ArgumentException.
    /// </summary>
    public T? Parsed<T>(string key, Func<string, T> parse, string remedy)
        where T : class => Find(key) is { } found ? Parsed(found, key, parse, remedy) : null;

    /// <summary>What the text of a node stands for; null after a problem was added.</summary>
    public T? Parsed<T>(YamlNode found, string key, Func<string, T> parse, string remedy)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(parse);
        if (Text(found, key) is not { } text)
        {
            return null;
        }

        try
        {
            return parse(text);
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException or NotSupportedException)
        {
            problems.Add(found, $"'{key}' is {Shown(found)}, which cannot be used: {problem.Message}", remedy);
            return null;
        }
    }

    /// <summary>The items of a list; a member that is missing is an empty list.</summary>
    public IReadOnlyList<YamlNode> Items(string key) => Find(key) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children],
        { } other => Wrong(other, key, $"Write '{key}: [a, b]', or an item a line with '- ' before it.", Array.Empty<YamlNode>()),
    };

    /// <summary>One text or a list of texts; a member that is missing is an empty list.</summary>
    public IReadOnlyList<string> Texts(string key) => Find(key) switch
    {
        null => [],
        YamlScalarNode one => Text(one, key) is { } text ? [text] : [],
        YamlSequenceNode list => [.. list.Children.Select(item => Text(item, key)).OfType<string>()],
        { } other => Wrong(other, key, $"Write '{key}: [a, b]', or an item a line with '- ' before it.", Array.Empty<string>()),
    };

    /// <summary>Texts by names of the writer's own; a member that is missing is an empty mapping.</summary>
    public IReadOnlyDictionary<string, string> Pairs(string key)
    {
        Dictionary<string, string> pairs = new(StringComparer.Ordinal);
        foreach (var (name, value) in Children(key))
        {
            if (Text(value, $"{key}.{name}") is { } text)
            {
                pairs[name] = text;
            }
        }

        return pairs;
    }

    /// <summary>A mapping below this one, or null.</summary>
    public YamlMap? Map(string key) => Find(key) is { } found ? Map(found, key) : null;

    /// <summary>What a mapping below this one says, which must know all its members; null where it is missing.</summary>
    public T? Map<T>(string key, Func<YamlMap, T> read)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(read);
        return Map(key) is { } map ? Read(map, read) : null;
    }

    /// <summary>What each mapping of a list says, all of whose members must be known.</summary>
    public IReadOnlyList<T> Maps<T>(string key, Func<YamlMap, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return [.. Items(key).Select(item => Map(item, key)).OfType<YamlMap>().Select(map => Read(map, read))];
    }

    /// <summary>Mappings by names of the writer's own.</summary>
    public IReadOnlyList<T> Named<T>(string key, Func<string, YamlMap, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        List<T> made = [];
        foreach (var (name, value) in Children(key))
        {
            if (Map(value, $"{key}.{name}") is { } map)
            {
                made.Add(Read(map, inner => read(name, inner)));
            }
        }

        return made;
    }

    /// <summary>A node as a mapping, or null after a problem was added.</summary>
    /// <param name="found">The node.</param>
    /// <param name="key">What it is called in a message.</param>
    public YamlMap? Map(YamlNode found, string key) =>
        found is YamlMappingNode inner
            ? new YamlMap(inner, problems)
            : Wrong(found, key, $"Write the members of '{key}' below it, indented.", (YamlMap?)null);

    /// <summary>A node as a text, or null after a problem was added.</summary>
    /// <param name="found">The node.</param>
    /// <param name="key">What it is called in a message.</param>
    public string? Text(YamlNode found, string key) =>
        found is YamlScalarNode { Value: { } text } scalar && (text.Length > 0 || scalar.Style != ScalarStyle.Plain)
            ? text
            : Wrong(found, key, "Write a text, in single quotes where it has special characters.", (string?)null);

    /// <summary>Adds a problem of a member, at its value, or at the mapping where it is missing.</summary>
    public void Refuse(string key, string message, string? remedy = null) => problems.Add(Find(key) ?? node, message, remedy);

    /// <summary>Adds the problem of a member that is missing.</summary>
    /// <param name="key">The member.</param>
    /// <param name="remedy">What to write; by default its name and a value.</param>
    public void Missing(string key, string? remedy = null) =>
        problems.Add(node, $"'{key}' is missing.", remedy ?? $"Write '{key}: value'.");

    /// <summary>Adds a problem for every member that nobody asked for.</summary>
    /// <param name="further">Members that may be there though nobody has asked for them yet.</param>
    public void Done(params IReadOnlyList<string> further)
    {
        asked.UnionWith(further);
        foreach (var key in node.Children.Keys)
        {
            if (key is not YamlScalarNode { Value: { } name })
            {
                problems.Add(key, $"{Shown(key)} stands where a member's name is expected.", "Write a plain name and a colon.");
            }
            else if (!asked.Contains(name))
            {
                problems.Add(key, $"{QuotedText.Of(name)} is no member known here.", NearestName.Advice(name, asked));
            }
        }
    }

    /// <summary>A node as a message shows it: its value, or what it is.</summary>
    public static string Shown(YamlNode found) => found switch
    {
        YamlScalarNode { Value: { Length: > 0 } text } => QuotedText.Of(text),
        YamlScalarNode => "empty",
        YamlSequenceNode => "a list",
        _ => "a mapping",
    };

    private static T Read<T>(YamlMap map, Func<YamlMap, T> read)
    {
        var made = read(map);
        map.Done();
        return made;
    }

    private IEnumerable<(string Name, YamlNode Value)> Children(string key) =>
        (Map(key)?.node.Children ?? Enumerable.Empty<KeyValuePair<YamlNode, YamlNode>>())
        .Select(pair => (Text(pair.Key, $"a name in {key}"), pair.Value)).Where(pair => pair.Item1 is not null)!;

    private T Wrong<T>(YamlNode found, string key, string remedy, T standIn)
    {
        problems.Add(found, $"'{key}' is {Shown(found)}.", remedy);
        return standIn;
    }
}
