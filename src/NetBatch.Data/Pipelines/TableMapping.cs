using System.Text.Json.Nodes;

namespace NetBatch.Data.Pipelines;

/// <summary>Which table of the target is which of the source: steps that name the mapping take these for what they do not say
/// themselves.</summary>
/// <param name="Target">The target's table.</param>
/// <param name="Source">The source's table.</param>
/// <param name="Key">The columns that tell rows apart.</param>
/// <param name="Columns">Columns that are called otherwise: by the target's name the source's.</param>
/// <param name="Where">A condition on the target's rows.</param>
/// <param name="SourceWhere">A condition on the source's rows.</param>
internal sealed record TableMapping(
    string Target, string Source, IReadOnlyList<string> Key, IReadOnlyDictionary<string, string> Columns, string? Where,
    string? SourceWhere)
{
    public void Fill(JsonObject args, IReadOnlyList<WorkOption> options)
    {
        Set("table", () => JsonValue.Create(Target));
        Set("sourceTable", () => JsonValue.Create(Source));
        Set("key", () => Key.Count == 0 ? null : new JsonArray([.. Key.Select(one => JsonValue.Create(one))]));
        Set("columnMap", () =>
            Columns.Count == 0 ? null
                : new JsonObject(Columns.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value)))));
        Set("where", () => Where is null ? null : JsonValue.Create(Where));
        Set("sourceWhere", () => SourceWhere is null ? null : JsonValue.Create(SourceWhere));

        void Set(string name, Func<JsonNode?> value)
        {
            if (!args.ContainsKey(name) && options.Any(option => option.Name == name) && value() is { } node)
            {
                args[name] = node;
            }
        }
    }
}
