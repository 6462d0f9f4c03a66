using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetBatch.Data.Validating;

namespace NetBatch.Data.Pipelines;

/// <summary>Values for parameters that a step does not set itself, for all steps whose validators take them.</summary>
public static class PipelineSettings
{
    /// <summary>What is wrong with the settings among a job's arguments.</summary>
    public static IEnumerable<WorkProblem> Problems(JsonElement args)
    {
        if (!args.TryGetProperty("settings", out var settings))
        {
            yield break;
        }

        if (settings.ValueKind != JsonValueKind.Object)
        {
            yield return new("args.settings", "The settings are no mapping of parameters to values.");
            yield break;
        }

        foreach (var setting in settings.EnumerateObject())
        {
            var taking = Validators.All.SelectMany(Validators.ParametersOf).Where(option => option.Name == setting.Name).ToArray();
            if (taking.Length == 0)
            {
                yield return new($"args.settings.{setting.Name}", $"No validator has a parameter '{setting.Name}'.",
                    "A setting is a parameter of validators, such as evidence or tolerance.");
            }
            else if (taking.Select(option => option.Wrong(setting.Value)).FirstOrDefault(wrong => wrong is not null) is { } wrong)
            {
                yield return new($"args.settings.{setting.Name}", $"The setting '{setting.Name}' {wrong}");
            }
        }
    }

    /// <summary>Settings that were typed as texts, as values of the types that validators declare; what is not one stays a text, to be
    /// refused.</summary>
    /// <param name="typed">Texts by name; a list is written with commas.</param>
    public static JsonElement? FromTexts(IEnumerable<KeyValuePair<string, string>> typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var all = new JsonObject();
        foreach (var (name, text) in typed)
        {
            var type = Validators.All.SelectMany(Validators.ParametersOf).FirstOrDefault(option => option.Name == name)?.Type;
            all[name] = type switch
            {
                WorkOptionType.WholeNumber
                    when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) =>
                    JsonValue.Create(whole),
                WorkOptionType.Number when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    && double.IsFinite(number) => JsonValue.Create(number),
                WorkOptionType.Switch when bool.TryParse(text, out var flag) => JsonValue.Create(flag),
                WorkOptionType.TextList =>
                    new JsonArray([.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                        .Select(one => JsonValue.Create(one))]),
                _ => JsonValue.Create(text),
            };
        }

        return all.Count == 0 ? null : JsonSerializer.SerializeToElement(all);
    }

    /// <summary>A step's arguments with the settings for what it does not set itself.</summary>
    internal static JsonElement Over(JsonElement args, Validator validator, PipelineStep step)
    {
        if (!args.TryGetProperty("settings", out var settings))
        {
            return step.With;
        }

        var all = JsonObject.Create(step.With)!;
        var known = Validators.ParametersOf(validator);
        foreach (var setting in settings.EnumerateObject()
            .Where(setting => !all.ContainsKey(setting.Name) && known.Any(option => option.Name == setting.Name)))
        {
            all[setting.Name] = JsonNode.Parse(setting.Value.GetRawText());
        }

        return JsonSerializer.SerializeToElement(all);
    }
}
