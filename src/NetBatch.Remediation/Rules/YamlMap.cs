using YamlDotNet.RepresentationModel;

namespace NetBatch.Remediation;

/// <summary>A mapping of a rule file, read key by key; what nobody asked for is an error with its line.</summary>
internal sealed class YamlMap
{
    private readonly Dictionary<string, (int Line, YamlNode Value)> entries = new(StringComparer.Ordinal);
    private readonly string source;

    public YamlMap(string source, YamlNode node)
    {
        this.source = source;
        Line = LineOf(node);
        if (node is not YamlMappingNode map)
        {
            throw Error(Line, "a mapping (key: value) is expected here");
        }

        foreach (var (key, value) in map.Children)
        {
            if (key is not YamlScalarNode { Value: { } name } || !entries.TryAdd(name, (LineOf(key), value)))
            {
                throw Error(LineOf(key), $"the key '{key}' is no plain text or stands here twice");
            }
        }
    }

    public int Line { get; }

    public static int LineOf(YamlNode node) => (int)node.Start.Line;

    public ConfigException Error(int line, string reason) => new(source, line, reason);

    /// <summary>A mapping inside this one.</summary>
    public YamlMap Inner(YamlNode node) => new(source, node);

    /// <summary>Takes a value out; what is left at the end is unknown.</summary>
    public YamlNode? Take(string key) => entries.Remove(key, out var entry) ? entry.Value : null;

    public string? Text(string key) => Take(key) is { } node ? Text(node) : null;

    public string Required(string key) => Text(key) ?? throw Error(Line, $"'{key}' is missing");

    public int? Number(string key)
    {
        if (Take(key) is not { } node)
        {
            return null;
        }

        return int.TryParse(Text(node), out var number) ? number : throw Error(LineOf(node), $"'{key}' must be a whole number, not '{node}'");
    }

    public bool? Flag(string key)
    {
        if (Take(key) is not { } node)
        {
            return null;
        }

        return Text(node) switch
        {
            "true" => true,
            "false" => false,
            _ => throw Error(LineOf(node), $"'{key}' must be true or false, not '{node}'"),
        };
    }

    /// <summary>The items of a list; a missing key is an empty list.</summary>
    public IEnumerable<YamlNode> Items(string key) => Take(key) switch
    {
        null => [],
        YamlSequenceNode list => list.Children,
        { } other => throw Error(LineOf(other), $"'{key}' must be a list"),
    };

    /// <summary>One text or a list of texts.</summary>
    public string[]? Texts(string key) => Take(key) switch
    {
        null => null,
        YamlSequenceNode list => [.. list.Children.Select(Text)],
        { } one => [Text(one)],
    };

    public string Text(YamlNode node) =>
        node is YamlScalarNode { Value: { } value } ? value : throw Error(LineOf(node), "plain text is expected here");

    /// <summary>Refuses keys that nobody asked for, so that a misspelt rule is not silently without effect.</summary>
    public void Done()
    {
        foreach (var (key, (line, _)) in entries)
        {
            throw Error(line, $"'{key}' is not a key known here; check its spelling");
        }
    }
}
