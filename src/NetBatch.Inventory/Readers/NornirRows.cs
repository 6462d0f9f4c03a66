using NetBatch.Inventory.Fields;
using NetBatch.Inventory.Problems;

namespace NetBatch.Inventory.Readers;

/// <summary>
/// Hosts of Nornir's SimpleInventory. A value that a host lacks comes from its groups, each followed by the groups that it is in
/// itself, and at last from the defaults; <c>data</c> is taken together in the same order (Nornir's tutorial, "Inventory").
/// </summary>
internal static class NornirRows
{
    private static readonly string[] Endings = [".yaml", ".yml"];

    private static readonly (string Name, string Field)[] Connection =
        [("hostname", "address"), ("port", "port"), ("username", "username"), ("password", "password"), ("platform", "platform")];

    /// <summary>Whether a YAML text is built like that.</summary>
    public static bool Looks(DataNode? root) =>
        root is MapNode { Entries.Count: > 0 } map
        && map.Entries.All(entry => entry.Value is MapNode or ScalarNode { Text: null })
        && map.Entries.Any(entry => entry.Value is MapNode host
            && (host.Find("groups") is ListNode || host.Find("data") is MapNode || host.Find("connection_options") is MapNode));

    public static IEnumerable<FieldRow> Read(DataNode? root, string? folder, ProblemList problems)
    {
        var groups = Beside(folder, "groups", problems);
        var defaults = Beside(folder, "defaults", problems);
        return (root as MapNode)?.Entries.Select(host => Row(host, groups, defaults, problems)).ToList() ?? [];
    }

    private static FieldRow Row(MapEntry host, Layer? groups, Layer? defaults, ProblemList problems)
    {
        var own = new Layer(host.Value as MapNode ?? new MapNode(host.Line, []), null);
        var names = new List<string>();
        var layers = new List<Layer> { own };
        var found = problems.Found;
        Join(own, groups, names, layers, problems);
        if (defaults is not null)
        {
            layers.Add(defaults);
        }

        List<Field> fields = [new("name", host.Key, host.Line)];
        foreach (var (name, field) in Connection)
        {
            if (layers.Select(layer => layer.Field(name, field)).FirstOrDefault(value => value is not null) is { } value)
            {
                fields.Add(value);
            }
        }

        if (!fields.Exists(field => field.Name == "address"))
        {
            fields.Add(new Field("address", host.Key, host.Line));
        }

        fields.AddRange(layers.SelectMany(layer => layer.Data()).DistinctBy(field => field.Name));
        fields.Add(new Field("tags", names, host.Line));
        return new FieldRow(host.Line, fields, Broken: problems.Found > found);
    }

    private static void Join(Layer layer, Layer? groups, List<string> names, List<Layer> layers, ProblemList problems)
    {
        foreach (var item in (layer.Map.Find("groups") as ListNode)?.Items.OfType<ScalarNode>() ?? [])
        {
            if (item.Text is not { } name || names.Contains(name))
            {
                continue;
            }

            names.Add(name);
            if (groups is null)
            {
                continue;
            }

            if (groups.Map.Find(name) is MapNode map)
            {
                var group = new Layer(map, groups.Source);
                layers.Add(group);
                Join(group, groups, names, layers, problems);
            }
            else if (groups.Map.Find(name) is null)
            {
                problems.Add(item.Line, "groups", $"there is no group {QuotedText.Of(name)}.", "Correct the name or write the group.",
                    source: layer.Source);
            }
        }
    }

    private static Layer? Beside(string? folder, string name, ProblemList problems)
    {
        if (folder is null || Endings.Select(ending => Path.Combine(folder, name + ending)).FirstOrDefault(File.Exists) is not { } path)
        {
            return null;
        }

        var source = Path.GetFileName(path);
        var own = new ProblemList(source);
        var map = YamlNodes.Read(InventoryFile.ReadText(path, source), own) as MapNode;
        problems.AddAll(own);
        return map is null ? null : new Layer(map, source);
    }

    /// <summary>A host, a group or the defaults.</summary>
    private sealed record Layer(MapNode Map, string? Source)
    {
        public Field? Field(string name, string field) =>
            Map.Entries.FirstOrDefault(entry => entry.Key == name && entry.Value is not ScalarNode { Text: null or "" }) is { } entry
                ? new Field(field, NodeRows.Plain(entry.Value), entry.Line, Source)
                : null;

        public IEnumerable<Field> Data() =>
            ((Map.Find("data") as MapNode)?.Entries ?? []).Select(
                entry => new Field(FieldNames.LabelPrefix + entry.Key, NodeRows.Plain(entry.Value), entry.Line, Source));
    }
}
