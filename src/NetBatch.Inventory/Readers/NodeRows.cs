using NetBatch.Inventory.Fields;
using NetBatch.Inventory.Problems;

namespace NetBatch.Inventory.Readers;

/// <summary>Finds the devices in a JSON or YAML text: a list, a list under <c>devices</c>, <c>device_configs</c>, <c>instances</c> or
/// <c>results</c>, or fields under names.</summary>
internal static class NodeRows
{
    private static readonly string[] Wrappers = ["devices", "device_configs", "hosts", "results", "instances"];

    public static List<FieldRow> Read(DataNode? root, ProblemList problems)
    {
        var rows = new List<FieldRow>();
        switch (root)
        {
            case null or ScalarNode { Text: null }:
                break;
            case ListNode list:
                Items(list, problems, rows);
                break;
            case MapNode map when Wrapped(map) is { } wrapped:
                rows.AddRange(Read(wrapped, problems));
                break;
            // One device alone, as ConvertTo-Json writes it.
            case MapNode map when map.Entries.Any(entry => IsIdentity(entry.Key) && entry.Value is ScalarNode):
                rows.Add(new FieldRow(map.Line, Fields(map)));
                break;
            case MapNode map:
                Named(map, problems, rows);
                break;
            default:
                problems.Add(root.Line, null, "a single value stands where devices belong.",
                    "Write a list of devices, or fields under the devices' names.");
                break;
        }

        return rows;
    }

    /// <summary>The value as the mapping of fields takes it; inner values are made when they are asked for, so that nested aliases cannot
    /// multiply.</summary>
    public static object? Plain(DataNode? node) => node switch
    {
        ScalarNode scalar => scalar.Text,
        ListNode list => list.Items.Select(Plain),
        MapNode map => map.Entries.Select(entry => KeyValuePair.Create(entry.Key, Plain(entry.Value))),
        _ => null,
    };

    private static DataNode? Wrapped(MapNode map) =>
        Wrappers.Select(map.Find).FirstOrDefault(node => node is ListNode or MapNode or ScalarNode { Text: null });

    private static void Items(ListNode list, ProblemList problems, List<FieldRow> rows)
    {
        foreach (var item in list.Items)
        {
            switch (item)
            {
                case MapNode map:
                    rows.Add(new FieldRow(map.Line, Fields(map)));
                    break;
                case ScalarNode { Text: { } address }:
                    rows.Add(new FieldRow(item.Line, [new Field("address", address, item.Line)]));
                    break;
                default:
                    problems.Add(item.Line, null, "the entry is no device.", "Write an object of fields, or an address.");
                    break;
            }
        }
    }

    private static void Named(MapNode map, ProblemList problems, List<FieldRow> rows)
    {
        foreach (var entry in map.Entries)
        {
            switch (entry.Value)
            {
                case MapNode fields when fields.Entries.FirstOrDefault(
                    field => FieldNames.Classify(field.Key).Kind == FieldKind.Name) is { } name:
                    problems.Add(name.Line, name.Key, $"the device has the name {QuotedText.Of(entry.Key)} already.",
                        "Write the name once, as the key.");
                    break;
                case MapNode fields:
                    rows.Add(new FieldRow(entry.Line, [new Field("name", entry.Key, entry.Line), .. Fields(fields)]));
                    break;
                case ScalarNode address:
                    rows.Add(new FieldRow(entry.Line,
                        [new Field("name", entry.Key, entry.Line), new Field("address", address.Text, address.Line)]));
                    break;
                default:
                    problems.Add(entry.Line, entry.Key, "a list stands where the device's fields belong.",
                        "Write the fields as name: value.");
                    break;
            }
        }
    }

    private static List<Field> Fields(MapNode map) =>
        [.. map.Entries.Select(entry => new Field(entry.Key, Plain(entry.Value), entry.Line))];

    private static bool IsIdentity(string name) =>
        FieldNames.Classify(name).Kind is FieldKind.Name or FieldKind.HostLike or FieldKind.Address;
}
