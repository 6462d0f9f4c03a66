using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace NetBatch.Data.Pipelines;

/// <summary>A mapping of a file whose names are known: unknown ones are mistakes.</summary>
internal sealed class YamlMap
{
    private readonly YamlMappingNode node;
    private readonly YamlProblems problems;
    private readonly string what;

    public YamlMap(YamlMappingNode node, YamlProblems problems, string what, params string[] known)
    {
        this.node = node;
        this.problems = problems;
        this.what = what;
        foreach (var (name, _) in node.Children)
        {
            if (!known.Contains($"{name}", StringComparer.Ordinal))
            {
                var near = known.FirstOrDefault(one => one.Equals($"{name}", StringComparison.OrdinalIgnoreCase));
                problems.Add(name, $"{what} has no '{name}'.", near is null ? $"It takes {string.Join(", ", known)}." : $"It is written '{near}'.");
            }
        }
    }

    public YamlMappingNode Node => node;

    public YamlNode? Find(string name) => node.Children.FirstOrDefault(pair => pair.Key is YamlScalarNode { Value: { } key } && key == name).Value;

    public string? Text(string name, bool required = false)
    {
        switch (Find(name))
        {
            case YamlScalarNode { Value.Length: > 0 } text:
                return text.Value;
            case null when required:
                problems.Add(node, $"{what} needs '{name}'.");
                return null;
            case null:
                return null;
            case { } other:
                problems.Add(other, $"'{name}' is no text, or an empty one.");
                return null;
        }
    }

    public bool Flag(string name) => Find(name) switch
    {
        null => false,
        YamlScalarNode { Value: "true" } => true,
        YamlScalarNode { Value: "false" } => false,
        { } other => Wrong(other, $"'{name}' is neither true nor false."),
    };

    public IReadOnlyList<string> Texts(string name)
    {
        switch (Find(name))
        {
            case null:
                return [];
            case YamlScalarNode { Value.Length: > 0 } one:
                return [one.Value];
            case YamlSequenceNode list when list.Children.All(one => one is YamlScalarNode { Value.Length: > 0 }):
                return [.. list.Children.Select(one => ((YamlScalarNode)one).Value!)];
            case { } other:
                problems.Add(other, $"'{name}' is no list of texts.");
                return [];
        }
    }

    public IReadOnlyDictionary<string, string> Pairs(string name)
    {
        Dictionary<string, string> pairs = new(StringComparer.Ordinal);
        if (Find(name) is not { } found)
        {
            return pairs;
        }

        if (found is not YamlMappingNode map)
        {
            problems.Add(found, $"'{name}' is no mapping.");
            return pairs;
        }

        foreach (var (key, value) in map.Children)
        {
            if (value is YamlScalarNode { Value: { } text })
            {
                pairs[$"{key}"] = text;
            }
            else
            {
                problems.Add(value, $"'{key}' in '{name}' is no text.");
            }
        }

        return pairs;
    }

    /// <summary>Whether a plain scalar, which YAML reads as more than a text.</summary>
    public static bool IsPlain(YamlScalarNode node) => node.Style == ScalarStyle.Plain;

    private bool Wrong(YamlNode at, string message)
    {
        problems.Add(at, message);
        return false;
    }
}
