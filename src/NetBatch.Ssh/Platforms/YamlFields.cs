using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace NetBatch.Ssh.Platforms;

/// <summary>The members of a YAML mapping; what is missing, unknown or unusable is refused with file, line and value.</summary>
/// <param name="file">The file's name, for messages.</param>
/// <param name="map">The mapping.</param>
/// <param name="ours">Whether it comes with NetBatch. Expressions of others run in time linear to the text, whatever they
/// are; that kind costs a millisecond each to make, which our own files need not pay at every start.</param>
internal sealed class YamlFields(string file, YamlMappingNode map, bool ours = false)
{
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    public int Line => (int)map.Start.Line;

    public bool Has(string key) => Find(key) is not null;

    public string? Text(string key) => Find(key) is { } node ? Scalar(node, key) : null;

    public string Required(string key) =>
        Text(key) ?? throw Bad(map, $"'{key}' is missing", $"Add '{key}:'.");

    public bool Flag(string key, bool otherwise = false)
    {
        var node = Find(key);
        return node is null ? otherwise : Scalar(node, key) switch
        {
            "true" => true,
            "false" => false,
            var value => throw Bad(node, $"'{key}' is '{value}'", "Write true or false."),
        };
    }

    public int Number(string key, int most)
    {
        var node = Find(key);
        if (node is null)
        {
            return 0;
        }

        var value = Scalar(node, key);
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw Bad(node, $"'{key}' is '{value}'", $"Write a whole number from 0 to {most}.");
    }

    public T Choice<T>(string key, T otherwise)
        where T : struct, Enum
    {
        var node = Find(key);
        if (node is null)
        {
            return otherwise;
        }

        var value = Scalar(node, key);
        return Enum.GetNames<T>().FirstOrDefault(name => string.Equals(name, value, StringComparison.OrdinalIgnoreCase)) is { } found
            ? Enum.Parse<T>(found)
            : throw Bad(node, $"'{key}' is '{value}'", $"Write one of: {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}.");
    }

    public IReadOnlyList<string> List(string key) => [.. Items(key).Select(item => Scalar(item, key))];

    public YamlFields? Map(string key) => Find(key) switch
    {
        null => null,
        YamlMappingNode inner => new YamlFields(file, inner, ours),
        var other => throw Bad(other, $"'{key}' is no mapping", $"Write the members of '{key}' below it, indented."),
    };

    public IEnumerable<YamlFields> Maps(string key) => Items(key).Select(item => item is YamlMappingNode inner
        ? new YamlFields(file, inner, ours)
        : throw Bad(item, $"an item of '{key}' is no mapping", "Write it as {expect: ..., send: ...} or the like."));

    /// <summary>The members of a mapping whose keys are names of the writer's own.</summary>
    public IEnumerable<(string Name, YamlFields Fields)> Named(string key) =>
        Find(key) is not YamlMappingNode inner
            ? throw Bad(map, $"'{key}' is missing or no mapping", $"Write the members of '{key}' below it, indented.")
            : inner.Children.Select(pair => (Scalar(pair.Key, key), pair.Value is YamlMappingNode fields
                ? new YamlFields(file, fields, ours)
                : throw Bad(pair.Value, $"'{key}.{pair.Key}' is no mapping", "Write its members below it, indented.")));

    /// <summary>A regular expression in which <paramref name="prepare"/> has put what it lacks.</summary>
    public Regex? Pattern(string key, Func<string, string> prepare) =>
        Find(key) is { } node ? Compile(node, key, prepare(Scalar(node, key)), Scalar(node, key)) : null;

    /// <summary>One expression for a list of alternatives, or null where the list is empty.</summary>
    public Regex? Patterns(string key, Func<string, string> prepare)
    {
        var items = Items(key);
        foreach (var item in ours ? [] : items)
        {
            _ = Compile(item, key, prepare(Scalar(item, key)), Scalar(item, key));
        }

        return items.Count == 0
            ? null
            : Compile(map, key, prepare(string.Join('|', items.Select(item => $"(?:{Scalar(item, key)})"))), key);
    }

    public NetBatchException Refuse(string key, string problem, string remedy) => Bad(Find(key) ?? map, problem, remedy);

    /// <summary>Refuses members that nobody asked for.</summary>
    public void Done()
    {
        foreach (var key in map.Children.Keys)
        {
            if (!asked.Contains(Scalar(key, "a key")))
            {
                throw Bad(key, $"'{key}' is no known member here", $"Known are: {string.Join(", ", asked.Order(StringComparer.Ordinal))}.");
            }
        }
    }

    private YamlNode? Find(string key)
    {
        asked.Add(key);
        return map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;
    }

    private IList<YamlNode> Items(string key) => Find(key) switch
    {
        null => [],
        YamlSequenceNode list => list.Children,
        var other => throw Bad(other, $"'{key}' is no list", $"Write '{key}: [a, b]' or an item a line with '- ' in front."),
    };

    private string Scalar(YamlNode node, string key) =>
        node is YamlScalarNode { Value: { } value } ? value : throw Bad(node, $"'{key}' is no text", "Write a text, in single quotes where it has special characters.");

    private Regex Compile(YamlNode node, string key, string pattern, string written)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | (ours ? RegexOptions.None : RegexOptions.NonBacktracking));
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException)
        {
            throw Bad(node, $"'{key}' has the expression '{written}', which cannot be used: {problem.Message}", "Look-arounds and back-references are not available; put the expression in single quotes.");
        }
    }

    private NetBatchException Bad(YamlNode node, string problem, string remedy) =>
        new(ErrorCode.InvalidPlatform, $"{file}, line {node.Start.Line}: {problem}.", remedy);
}
