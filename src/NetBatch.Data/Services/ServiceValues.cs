using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace NetBatch.Data.Services;

/// <summary>Fills the places of a declaration, <c>{name}</c>, with what an instance and a query give.</summary>
/// <param name="values">Texts by name: those of the connection, <c>client</c>, <c>query</c>, later <c>id</c>.</param>
/// <param name="parameters">The query's parameters.</param>
internal sealed partial class ServiceValues(IReadOnlyDictionary<string, string> values, IReadOnlyDictionary<string, JsonElement> parameters)
{
    private const string ParameterPrefix = "parameter.";

    /// <summary>The same with one more.</summary>
    public ServiceValues With(string name, string value) =>
        new(new Dictionary<string, string>(values, StringComparer.OrdinalIgnoreCase) { [name] = value }, parameters);

    /// <summary>A path: what is filled in is escaped.</summary>
    public string Path(string template) => Place().Replace(template, match => Uri.EscapeDataString(Value(match.Groups[1].Value)));

    /// <summary>A header.</summary>
    public string Header(string template) => Place().Replace(template, match => Value(match.Groups[1].Value).ReplaceLineEndings(""));

    /// <summary>
    /// A body. <c>{parameter.NAME}</c> is that parameter, and the member is left out where it is not given; <c>{parameters}</c> is an
    /// object of those
    /// that the body does not name.
    /// </summary>
    public JsonNode? Body(YamlNode template)
    {
        HashSet<string> named = new(StringComparer.OrdinalIgnoreCase);
        Named(template, named);
        return Node(template, named);
    }

    private JsonNode? Node(YamlNode template, HashSet<string> named)
    {
        switch (template)
        {
            case YamlMappingNode map:
                var made = new JsonObject();
                foreach (var (key, value) in map.Children)
                {
                    if (Node(value, named) is { } inner)
                    {
                        made[((YamlScalarNode)key).Value!] = inner;
                    }
                }

                return made;
            case YamlSequenceNode list:
                return new JsonArray([.. list.Children.Select(one => Node(one, named))]);
            case YamlScalarNode { Value: { } text } scalar:
                if (Place().Match(text) is { Success: true } whole && whole.Length == text.Length)
                {
                    var name = whole.Groups[1].Value;
                    return name == "parameters" ? Rest(named)
                        : !name.StartsWith(ParameterPrefix, StringComparison.Ordinal) ? JsonValue.Create(Value(name))
                        : parameters.TryGetValue(name[ParameterPrefix.Length..], out var value) && value.ValueKind != JsonValueKind.Null
                            ? JsonNode.Parse(value.GetRawText())
                        : null;
                }

                return scalar.Style == ScalarStyle.Plain && text is "true" or "false" ? JsonValue.Create(text == "true")
                    : scalar.Style == ScalarStyle.Plain && long.TryParse(text, out var number) ? JsonValue.Create(number)
                    : JsonValue.Create(Header(text));
            default:
                return null;
        }
    }

    private JsonObject? Rest(HashSet<string> named)
    {
        var rest = new JsonObject();
        foreach (var (name, value) in parameters.Where(one => !named.Contains(one.Key)))
        {
            rest[name] = JsonNode.Parse(value.GetRawText());
        }

        return rest.Count > 0 ? rest : null;
    }

    private static void Named(YamlNode template, HashSet<string> named)
    {
        foreach (var scalar in template.AllNodes.OfType<YamlScalarNode>())
        {
            if (Place().Match(scalar.Value ?? "") is { Success: true } match
                && match.Groups[1].Value.StartsWith(ParameterPrefix, StringComparison.Ordinal))
            {
                named.Add(match.Groups[1].Value[ParameterPrefix.Length..]);
            }
        }
    }

    private string Value(string name) => values.GetValueOrDefault(name)
        ?? throw new NetBatchException(ErrorCode.InvalidArgument,
            $"The service's declaration names {{{name}}}, which the connection does not give.", $"Add {name}=... to the connection.");

    [GeneratedRegex(@"\{([A-Za-z_][\w.]*)\}")]
    private static partial Regex Place();
}
