using NetBatch.Inventory.Problems;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace NetBatch.Inventory.Readers;

/// <summary>Reads YAML with the lines of its values; anchors, aliases and merge keys are resolved.</summary>
internal static class YamlNodes
{
    private const int Deepest = 64;
    private const string TooDeep = "values are nested more than 64 deep.";
    private const string DeepRemedy = "Write devices as a list or under their names.";

    /// <summary>The root, or null for an empty text or after a problem was added.</summary>
    public static DataNode? Read(string text, ProblemList problems)
    {
        var parser = new Parser(new StringReader(text));
        try
        {
            // Before the nodes are built: building goes one call deeper for each level, and a stack that is used up ends the process.
            if (TooDeepAt(text) is { } line)
            {
                problems.Add(line, null, TooDeep, DeepRemedy);
                return null;
            }

            var stream = new YamlStream();
            stream.Load(parser);
            if (stream.Documents.Count > 1)
            {
                problems.Add((int)stream.Documents[1].RootNode.Start.Line, null, "a second YAML document begins here.", "Keep one document in the file.");
                return null;
            }

            return stream.Documents.Count == 0 ? null : new Walk(problems).Node(stream.Documents[0].RootNode, 0);
        }
        catch (YamlException error)
        {
            // The parser's own sentence may quote what stands there; line and column are enough to find it.
            problems.Add((int)error.Start.Line, null, $"the YAML is broken at character {error.Start.Column} of the line.", "Look at the indentation, the colons and the quotes there and on the line before; a name may stand once in a mapping.");
            return null;
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            // What YamlDotNet 18.1 throws for some broken texts: a list entry inside open brackets ("[a\n- b") or a lone colon.
            problems.Add((int)(parser.Current?.End.Line ?? 1), null, "the YAML is broken here or just below.", "Look for a bracket that is not closed.");
            return null;
        }
    }

    private static int? TooDeepAt(string text)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            // The stream and the document are levels too.
            if (depth > Deepest + 2)
            {
                return (int)parser.Current.Start.Line;
            }
        }

        return null;
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
            if (depth > Deepest)
            {
                problems.Add(line, null, TooDeep, DeepRemedy);
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
