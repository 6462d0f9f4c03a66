using System.Text;
using System.Text.Json;
using NetBatch.Inventory.Problems;

namespace NetBatch.Inventory.Readers;

/// <summary>Reads JSON (comments and a comma too many allowed) with the lines of its values.</summary>
internal static class JsonNodes
{
    /// <summary>The root, or null for an empty text or after a problem was added.</summary>
    public static DataNode? Read(string text, ProblemList problems)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes,
            new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        try
        {
            var lines = new LineCounter(bytes);
            reader.Read();
            var root = Value(ref reader, lines, problems);
            reader.Read();
            return root;
        }
        catch (JsonException error)
        {
            // The reader's own sentence may quote what stands there; line and byte are enough to find it.
            problems.Add((int)(error.LineNumber ?? 0) + 1, null,
                $"the JSON is broken at byte {(error.BytePositionInLine ?? 0) + 1} of the line.",
                "Look for a missing comma, quote or bracket there or just before.");
            return null;
        }
    }

    private static DataNode Value(ref Utf8JsonReader reader, LineCounter lines, ProblemList problems)
    {
        var line = lines.At((int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                var items = new List<DataNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(Value(ref reader, lines, problems));
                }

                return new ListNode(line, items);
            case JsonTokenType.StartObject:
                var entries = new List<MapEntry>();
                var names = new HashSet<string>(StringComparer.Ordinal);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    var nameLine = lines.At((int)reader.TokenStartIndex);
                    reader.Read();
                    var value = Value(ref reader, lines, problems);
                    if (!names.Add(name))
                    {
                        problems.Add(nameLine, name, "the name stands twice in one object.", "Keep one of the two.");
                        continue;
                    }

                    entries.Add(new MapEntry(nameLine, name, value));
                }

                return new MapNode(line, entries);
            case JsonTokenType.Null:
                return new ScalarNode(line, null);
            case JsonTokenType.String:
                return new ScalarNode(line, reader.GetString());
            default:
                return new ScalarNode(line, Encoding.UTF8.GetString(reader.ValueSpan));
        }
    }

    // Tokens come in rising order, so one pass over the bytes counts all lines.
    private sealed class LineCounter(byte[] bytes)
    {
        private int at;
        private int line = 1;

        public int At(int index)
        {
            line += bytes.AsSpan(at, index - at).Count((byte)'\n');
            at = index;
            return line;
        }
    }
}
