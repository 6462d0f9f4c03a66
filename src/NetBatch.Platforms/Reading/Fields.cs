using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace NetBatch.Platforms;

/// <summary>
/// The members of a mapping of a platform file, over those of the files that it extends; what is missing, unknown or unusable
/// is refused with file, line, value and remedy.
/// </summary>
internal sealed class Fields
{
    private readonly IReadOnlyList<(SourceFile Source, YamlMappingNode Map)> layers;
    private readonly string path;
    private readonly SortedSet<string> asked = new(StringComparer.Ordinal);

    /// <summary>Begins to read.</summary>
    /// <param name="layers">The mapping, then those that it inherits from; at least one.</param>
    /// <param name="path">Where it stands in the form of a platform file; empty: at the top.</param>
    public Fields(IReadOnlyList<(SourceFile Source, YamlMappingNode Map)> layers, string path = "") =>
        (this.layers, this.path) = (layers, path);

    /// <summary>The file's own mapping.</summary>
    private YamlValue Own => new(layers[0].Map, "", layers[0].Source);

    public bool Has(string key) => Find(key) is not null;

    /// <summary>The value: its own, else what is inherited and not taken away.</summary>
    public YamlValue? Find(string key) => All(key).Select(value => (YamlValue?)value).FirstOrDefault();

    /// <summary>The values of a key, its own first, as far as nobody has taken away what lies below.</summary>
    public IEnumerable<YamlValue> All(string key)
    {
        asked.Add(key);
        var place = path.Length == 0 ? key : $"{path}.{key}";
        layers[0].Source.Asked?.Add(place);
        return Values();

        IEnumerable<YamlValue> Values()
        {
            foreach (var (source, map) in layers)
            {
                if (map.Children.TryGetValue(new YamlScalarNode(key), out var node))
                {
                    var value = new YamlValue(node, key, source, place);
                    if (value.IsNothing)
                    {
                        yield break;
                    }

                    yield return value;
                }
            }
        }
    }

    public string? Text(string key) => Find(key)?.Text();

    public string Required(string key) => Text(key) ?? throw Missing(key);

    public bool Flag(string key, bool otherwise = false) => Find(key)?.Flag() ?? otherwise;

    public int Number(string key, int most, int least = 0) => Find(key)?.Number(least, most) ?? 0;

    public T Choice<T>(string key, T otherwise)
        where T : struct, Enum => Find(key)?.Choice<T>() ?? otherwise;

    public IReadOnlyList<YamlValue> Items(string key) => Find(key)?.Items() ?? [];

    public IReadOnlyList<string> List(string key) => [.. Items(key).Select(item => item.Text())];

    public Fields? Map(string key) => Find(key)?.Map();

    /// <summary>A mapping that says nothing where it is empty, so that <c>key: {}</c> takes away what is inherited.</summary>
    public Fields? FilledMap(string key) =>
        Find(key) is { } value && value.Node is not YamlMappingNode { Children.Count: 0 } ? value.Map() : null;

    /// <summary>A mapping whose members lie over those of the mappings that are inherited.</summary>
    public Fields? Section(string key) =>
        All(key).ToArray() is { Length: > 0 } found ? new Fields([.. found.SelectMany(value => value.Map().layers)], found[0].Path) : null;

    public IEnumerable<Fields> Maps(string key) =>
        Items(key).Select(item =>
            item.Map($"an item of '{key}' is no mapping", "Write it as {expect: ..., send: ...} or the like.", "answer"));

    /// <summary>The members of a mapping whose keys are names of the writer's own.</summary>
    public IEnumerable<(string Name, Fields Fields)> Named(string key) => Find(key) is not { Node: YamlMappingNode inner } value
        ? throw Own.Refuse($"'{key}' is missing or no mapping", $"Write the members of '{key}' below it, indented.")
        : inner.Children.Select(pair => (
            new YamlValue(pair.Key, key, value.Source).Text(),
            new YamlValue(pair.Value, $"{key}.{pair.Key}", value.Source, value.Path).Map()));

    /// <summary>A regular expression in which <paramref name="prepare"/> has put what it lacks.</summary>
    public Regex? Pattern(string key, Func<string, string> prepare) => Find(key)?.Pattern(prepare);

    /// <summary>One expression for a list of alternatives, or null where the list is empty.</summary>
    public Regex? Patterns(string key, Func<string, string> prepare)
    {
        var items = Items(key);
        foreach (var item in items.Where(item => !item.Source.Ours))
        {
            _ = item.Pattern(prepare);
        }

        return items.Count == 0 ? null : items[0].Compile(prepare(string.Join('|', items.Select(item => $"(?:{item.Text()})"))), key);
    }

    /// <summary>An error at a key, or where it is missing at the mapping.</summary>
    public NetBatchException Refuse(string key, string problem, string remedy) => (Find(key) ?? Own).Refuse(problem, remedy);

    public NetBatchException Missing(string key, string? remedy = null) => Own.Refuse($"'{key}' is missing", remedy ?? $"Add '{key}:'.");

    /// <summary>Where a member belongs, or which was meant.</summary>
    private string Advice(string key) => Sectioning.Of(key) is { } section && asked.Contains(section)
        ? $"It belongs below '{section}:'."
        : NearestName.Advice(key, asked);

    /// <summary>Refuses members that nobody asked for, so that a misspelt one is not silently without effect.</summary>
    public void Done()
    {
        foreach (var (source, map) in layers)
        {
            foreach (var node in map.Children.Keys)
            {
                var key = new YamlValue(node, "a key", source);
                if (!asked.Contains(key.Text()))
                {
                    throw key.Refuse($"{QuotedText.Of(key.Text())} is no member known here", Advice(key.Text()));
                }
            }
        }
    }
}
