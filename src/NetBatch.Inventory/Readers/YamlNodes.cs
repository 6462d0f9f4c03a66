using NetBatch.Inventory.Problems;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace NetBatch.Inventory.Readers;

/// <summary>Reads YAML with the lines of its values; anchors, aliases and merge keys are resolved.</summary>
internal static class YamlNodes
{
    /// <summary>The root, or null for an empty text or after a problem was added.</summary>
    public static DataNode? Read(string text, ProblemList problems)
    {
        var broken = new TextProblems(problems.Source ?? "");
        var root = YamlText.Load(text, broken);
        problems.AddAll(broken);
        return root is null ? null : new Walk(problems).Node(root, 0);
    }

    private sealed class Walk(ProblemList problems)
    {
        // An alias gives the node it stands for once more: kept, so that nested aliases cannot multiply.
        private readonly Dictionary<YamlNode, DataNode> done = new(ReferenceEqualityComparer.Instance);

        public DataNode Node(YamlNode node, int depth)
        {
            if (this.done.TryGetValue(node, out var done))
            {
                return done;
            }

            var line = (int)node.Start.Line;
            if (depth > YamlText.Deepest)
            {
                problems.Add(line, null, "what names stand for is nested too deep.", "Write devices as a list or under their names.");
                return new ScalarNode(line, null);
            }

            // A node inside itself says nothing there.
            this.done[node] = new ScalarNode(line, null);
            DataNode made = node switch
            {
                YamlSequenceNode list => new ListNode(line, [.. list.Children.Select(item => Node(item, depth + 1))]),
                YamlMappingNode map => Map(map, line, depth),
                YamlScalarNode scalar => new ScalarNode(line, IsNull(scalar) ? null : scalar.Value),
                _ => new ScalarNode(line, null),
            };
            return this.done[node] = made;
        }

        private MapNode Map(YamlMappingNode map, int line, int depth)
        {
            var own = new List<MapEntry>();
            var merged = new List<MapEntry>();
            foreach (var (key, value) in map.Children)
            {
                if (key is not YamlScalarNode { Value: { } name } || name.Length == 0)
                {
                    problems.Add((int)key.Start.Line, null, "a name that is no plain text.", "Write a name and a colon.");
                }
                else if (name == "<<")
                {
                    var sources = Node(value, depth + 1) is ListNode many ? many.Items : [Node(value, depth + 1)];
                    merged.AddRange(sources.OfType<MapNode>().SelectMany(source => source.Entries));
                }
                else
                {
                    own.Add(new MapEntry((int)key.Start.Line, name, Node(value, depth + 1)));
                }
            }

            // What is written here wins over what is merged in, an earlier merge over a later one.
            return new MapNode(line, [.. own.Concat(merged).DistinctBy(entry => entry.Key)]);
        }

        private static bool IsNull(YamlScalarNode scalar) =>
            scalar.Style == ScalarStyle.Plain && scalar.Value is null or "" or "~" or "null" or "Null" or "NULL";
    }
}
