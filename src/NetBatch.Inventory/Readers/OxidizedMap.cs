using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace NetBatch.Inventory.Readers;

/// <summary>The columns of a <c>router.db</c> as Oxidized's file <c>config</c> beside it names them.</summary>
internal static class OxidizedMap
{
    /// <summary>Reads <c>source.csv.map</c> and <c>vars_map</c>; null: there is no such file, or it is none of Oxidized's.</summary>
    /// <param name="folder">The folder of the <c>router.db</c>.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidInventory"/>: the file is no YAML.</exception>
    public static IReadOnlyDictionary<string, int>? Beside(string folder)
    {
        var file = Path.Combine(folder, "config");
        if (!File.Exists(file))
        {
            return null;
        }

        var stream = new YamlStream();
        try
        {
            using var reader = new StringReader(InventoryFile.ReadText(file, "config"));
            stream.Load(reader);
        }
        catch (YamlException wrong)
        {
            throw new NetBatchException(
                ErrorCode.InvalidInventory, $"config, line {wrong.Start.Line}: it is no YAML, and should name the columns of router.db.", "Repair it, or take it away.", wrong);
        }

        var csv = stream.Documents is [{ RootNode: YamlMappingNode root }] ? Inner(Inner(root, "source"), "csv") : null;
        if (Inner(csv, "map") is not { } map)
        {
            return null;
        }

        Dictionary<string, int> columns = new(StringComparer.OrdinalIgnoreCase);
        IEnumerable<KeyValuePair<YamlNode, YamlNode>> extra = Inner(csv, "vars_map") is { } vars ? vars.Children : [];
        foreach (var (key, value) in map.Children.Concat(extra))
        {
            if (key is YamlScalarNode { Value: { } name } && value is YamlScalarNode { Value: { } at } && int.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var column))
            {
                columns[name] = column;
            }
        }

        return columns.ContainsKey("name") ? columns : null;
    }

    private static YamlMappingNode? Inner(YamlMappingNode? node, string key) =>
        node is not null && node.Children.TryGetValue(new YamlScalarNode(key), out var inner) ? inner as YamlMappingNode : null;
}
