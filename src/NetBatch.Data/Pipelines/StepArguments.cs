using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetBatch.Data.Comparing;
using NetBatch.Data.Validating;
using YamlDotNet.RepresentationModel;

namespace NetBatch.Data.Pipelines;

/// <summary>Reads a step's arguments by what its validator declares, and holds them against it.</summary>
internal sealed class StepArguments(Validator validator, TextProblems problems, Func<string, string?> readFile)
{
    private readonly IReadOnlyList<WorkOption> options = Validators.ParametersOf(validator);

    /// <summary>The arguments, or null after a problem was added.</summary>
    /// <param name="at">Where the step begins, for what is missing.</param>
    /// <param name="with">The arguments as written, or null.</param>
    /// <param name="mapping">What the step's mapping gives, or null.</param>
    /// <param name="hasSource">Whether the pipeline has a source.</param>
    public JsonElement? Read(YamlNode at, YamlMappingNode? with, TableMapping? mapping, bool hasSource)
    {
        var before = problems.Count;
        var args = new JsonObject();
        foreach (var (key, value) in with?.Children ?? Enumerable.Empty<KeyValuePair<YamlNode, YamlNode>>())
        {
            if (options.FirstOrDefault(one => one.Name == $"{key}") is not { } option)
            {
                problems.Add(key, $"'{validator.Name}' has no parameter '{key}'.",
                    NearestName.Advice($"{key}", options.Select(one => one.Name)));
            }
            // Parameters of a script may be null.
            else if (YamlNull.In(value, inMaps: !validator.TakesTypedMaps) is { } none)
            {
                problems.Add(none, $"'{option.Name}' has no value here.", YamlNull.Remedy);
            }
            else if (Value(option, value) is { } read)
            {
                args[option.Name] = read;
            }
        }

        mapping?.Fill(args, options);
        Files(at, with, args);
        var json = JsonSerializer.SerializeToElement(args);
        foreach (var option in options)
        {
            if (!json.TryGetProperty(option.Name, out var value))
            {
                if (option.Required && problems.Count == before)
                {
                    problems.Add(at, $"'{validator.Name}' needs '{option.Name}': {option.Help}");
                }
            }
            else if (option.Wrong(value) is { } wrong)
            {
                problems.Add(Place(with, option.Name) ?? at, $"'{option.Name}' {wrong}");
            }
        }

        if (problems.Count == before)
        {
            foreach (var message in validator.Problems(json, hasSource))
            {
                // Arguments that stand beside the step's name have no place of their own.
                problems.Add(with is { Start.Index: > 0 } ? with : at, message);
            }
        }

        return problems.Count == before ? json : null;
    }

    private JsonNode? Value(WorkOption option, YamlNode node)
    {
        switch (option.Type, node)
        {
            case (WorkOptionType.Text, YamlScalarNode { Value: "" }):
                problems.Add(node, $"'{option.Name}' is empty.", option.Help);
                return null;
            case (WorkOptionType.Text, YamlScalarNode { Value: { } text }):
                return JsonValue.Create(text);
            case (WorkOptionType.TextList, YamlScalarNode { Value: { } one }):
                return new JsonArray(JsonValue.Create(one));
            case (WorkOptionType.TextList, YamlSequenceNode list) when list.Children.All(one => one is YamlScalarNode):
                return new JsonArray([.. list.Children.Select(one => JsonValue.Create(((YamlScalarNode)one).Value ?? ""))]);
            case (WorkOptionType.Switch, YamlScalarNode { Value: "true" or "false" } flag):
                return JsonValue.Create(flag.Value == "true");
            case (WorkOptionType.WholeNumber, YamlScalarNode { Value: { } text })
                when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole):
                return JsonValue.Create(whole);
            case (WorkOptionType.Number, YamlScalarNode { Value: { } text })
                when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number):
                // As it is written: 4000000001.25 has more digits than some floating number of it, and one of 38 more than a decimal.
                return !text.Contains('e', StringComparison.OrdinalIgnoreCase) && ExactText.TryRead(text, out var exact)
                    ? JsonNode.Parse($"{exact}") : JsonValue.Create(number);
            case (WorkOptionType.Map, YamlMappingNode map) when validator.TakesTypedMaps:
                return new YamlValues(problems).Read(map);
            case (WorkOptionType.Map, YamlMappingNode map):
                return new JsonObject(
                    map.Children.Select(pair => KeyValuePair.Create($"{pair.Key}", (JsonNode?)JsonValue.Create($"{pair.Value}"))));
            default:
                problems.Add(node, $"'{option.Name}' is {YamlMap.Shown(node)}, which is no {Word(option.Type)}.", option.Help);
                return null;
        }
    }

    /// <summary>The text of a file takes the place of its name: what is started later, or elsewhere, needs no file.</summary>
    private void Files(YamlNode at, YamlMappingNode? with, JsonObject args)
    {
        foreach (var name in validator.Files.Where(args.ContainsKey))
        {
            var file = args[name]!.GetValue<string>();
            if (readFile(file) is { } text)
            {
                args[name] = text;
            }
            else
            {
                args.Remove(name);
                problems.Add(Place(with, name) ?? at, $"The file '{file}' cannot be read.", "Its path counts from the pipeline's folder.");
            }
        }
    }

    private static YamlNode? Place(YamlMappingNode? with, string name) =>
        with?.Children.FirstOrDefault(pair => $"{pair.Key}" == name).Value;

    private static string Word(WorkOptionType type) => type switch
    {
        WorkOptionType.TextList => "list of texts",
        WorkOptionType.WholeNumber => "whole number",
        WorkOptionType.Number => "number",
        WorkOptionType.Switch => "true or false",
        WorkOptionType.Map => "mapping",
        _ => "text",
    };
}
