using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace NetBatch;

/// <summary>Something that is given when a job of a template is started.</summary>
public sealed record TemplateParameter
{
    /// <summary>Its name: letters, digits and underscores, a letter first; any case. Texts of the template hold it as
    /// <c>{name}</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it holds; <see cref="WorkOptionType.Map"/> is not among what a parameter can be.</summary>
    public WorkOptionType Type { get; init; }

    /// <summary>One sentence for whoever starts the job.</summary>
    public string Help { get; init => field = value ?? ""; } = "";

    /// <summary>Whether it must be given.</summary>
    public bool Required { get; init; }

    /// <summary>Its value where it is not given; null: it is left out then.</summary>
    public JsonElement? Default { get; init; }

    /// <summary>The least number, or the least characters of a text.</summary>
    public double? Least { get; init; }

    /// <summary>The greatest number, or the most characters of a text.</summary>
    public double? Most { get; init; }

    /// <summary>The only values it may have, or null; of a list: each of its texts.</summary>
    public IReadOnlyList<string>? Values { get; init => field = value is null ? null : ItemList.Of(value); }

    /// <summary>A regular expression that the whole text must match, or null; of a list: each of its texts.</summary>
    public string? Pattern { get; init; }

    /// <summary>The name, the type and the default.</summary>
    public override string ToString() => $"{Name} {Type}{(Default is { } value ? $" = {value}" : "")}";

    private static readonly TimeSpan PatternLimit = TimeSpan.FromSeconds(1);

    /// <summary>The value in this parameter's type; texts such as a command line gives are converted.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: it may not have that value; the message names
    /// it.</exception>
    public JsonElement Check(JsonElement value)
    {
        var read = Convert(value) ?? throw Wrong(value, $"is no {Words(Type)}");
        foreach (var one in Type == WorkOptionType.TextList ? read.EnumerateArray().ToArray() : [read])
        {
            CheckOne(one);
        }

        return read;
    }

    /// <summary>Reads one declaration of the JSON form.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: no such form.</exception>
    public static TemplateParameter FromJson(string json) =>
        DefinitionForm.Read(json, "parameter", 1, NoDefaults, EngineJson.Default.TemplateParameter);

    private static readonly Lazy<JsonElement> NoDefaults = new(() => JsonElement.Parse("{}"));

    /// <summary>What is wrong with the declaration, or null.</summary>
    internal string? Problem()
    {
        if (!Regex.IsMatch(Name, @"^[A-Za-z][A-Za-z0-9_]{0,63}\z", RegexOptions.None, PatternLimit))
        {
            return $"The parameter '{Name}' needs a name of letters, digits and underscores that begins with a letter.";
        }

        if (Type == WorkOptionType.Map)
        {
            return $"The parameter '{Name}' is a Map; it can be Text, TextList, WholeNumber, Number or Switch.";
        }

        if (Least > Most)
        {
            return $"The parameter '{Name}' may be {Least} to {Most}: that is nothing.";
        }

        try
        {
            _ = Pattern is null ? null : Expression(Pattern);
            _ = Default is { } value ? Check(value) : default;
            return null;
        }
        catch (ArgumentException wrong)
        {
            return $"The pattern of the parameter '{Name}' cannot be used: {wrong.Message}";
        }
        catch (NotSupportedException wrong)
        {
            return $"The pattern of the parameter '{Name}' cannot be used: {wrong.Message}";
        }
        catch (NetBatchException wrong)
        {
            return $"Its default: {wrong.Message}";
        }
    }

    private void CheckOne(JsonElement one)
    {
        if (one.ValueKind == JsonValueKind.Number)
        {
            var number = one.GetDouble();
            if (number < Least || number > Most)
            {
                throw Wrong(one, $"may be {Range()}");
            }
        }

        var text = one.ValueKind == JsonValueKind.String ? one.GetString()! : one.GetRawText();
        if (one.ValueKind == JsonValueKind.String)
        {
            if (text.Any(char.IsControl))
            {
                // A line break would make one command two.
                throw Wrong(one, "has a line break or another control character");
            }

            if (text.Length < Least || text.Length > Most)
            {
                throw Wrong(one, $"has {text.Length} characters; it may have {Range()}");
            }

            if (Pattern is not null && !Expression(Pattern).IsMatch(text))
            {
                throw Wrong(one, $"does not match {Pattern}");
            }
        }

        if (Values is { Count: > 0 } && !Values.Contains(text, StringComparer.Ordinal))
        {
            throw Wrong(one, $"may be {string.Join(", ", Values)}");
        }
    }

    private JsonElement? Convert(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : null;
        return Type switch
        {
            WorkOptionType.Text when text is not null => value,
            WorkOptionType.Text when value.ValueKind is JsonValueKind.Number => Element(value.GetRawText()),
            WorkOptionType.TextList when value.ValueKind == JsonValueKind.Array
                && value.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String) => value,
            WorkOptionType.TextList when text is not null => JsonSerializer.SerializeToElement([text], EngineJson.Default.StringArray),
            WorkOptionType.Switch when value.ValueKind is JsonValueKind.True or JsonValueKind.False => value,
            WorkOptionType.Switch when bool.TryParse(text, out var flag) => JsonElement.Parse(flag ? "true" : "false"),
            WorkOptionType.WholeNumber when value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _) => value,
            WorkOptionType.WholeNumber
                when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) =>
                JsonElement.Parse(whole.ToString(CultureInfo.InvariantCulture)),
            WorkOptionType.Number when value.ValueKind == JsonValueKind.Number => value,
            WorkOptionType.Number when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && double.IsFinite(number) => JsonElement.Parse(number.ToString("R", CultureInfo.InvariantCulture)),
            _ => null,
        };

        static JsonElement Element(string text) => JsonSerializer.SerializeToElement(text, EngineJson.Default.String);
    }

    // Linear in the text's length, whatever the pattern.
    private static Regex Expression(string pattern) =>
        new($"^(?:{pattern})\\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, PatternLimit);

    private NetBatchException Wrong(JsonElement value, string why) => new(
        ErrorCode.InvalidArgument,
        $"The parameter '{Name}' is {value.GetRawText()}, which {why}.",
        Help.Length > 0 ? $"{Name}: {Help}" : null);

    private string Range() => (Least, Most) switch
    {
        ({ } least, null) => $"{least} or more",
        (null, { } most) => $"up to {most}",
        _ => $"{Least} to {Most}",
    };

    private static string Words(WorkOptionType type) => type switch
    {
        WorkOptionType.Text => "text",
        WorkOptionType.TextList => "list of texts",
        WorkOptionType.WholeNumber => "whole number",
        WorkOptionType.Switch => "true or false",
        _ => "number",
    };
}
