using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace NetBatch;

/// <summary>Says of JSON that is not the form it should be where that is and what may stand there; the reader's own sentences name types of
/// ours.</summary>
internal static partial class DefinitionProblem
{
    /// <summary>Of a text that is no JSON.</summary>
    public static string OfText(JsonException problem) => string.Create(
        CultureInfo.InvariantCulture,
        $"the JSON is broken at line {(problem.LineNumber ?? 0) + 1}, byte {(problem.BytePositionInLine ?? 0) + 1}; look there or just "
            + $"before for a missing comma, quote or bracket.");

    /// <summary>Of JSON whose members do not fit.</summary>
    /// <param name="problem">What the reader said of it.</param>
    /// <param name="json">The text as it was given.</param>
    /// <param name="form">The form that it should have.</param>
    public static string OfMembers(JsonException problem, string json, JsonTypeInfo form)
    {
        if (Unmapped().Match(problem.Message) is { Success: true } unknown)
        {
            var name = unknown.Groups[1].Value;
            return $"{Place(json, path => path.EndsWith("." + name, StringComparison.Ordinal))}there is no member '{name}'.";
        }

        if (problem.Path is not { Length: > 1 } at)
        {
            return problem.Message;
        }

        return $"{Place(json, path => path == at)}the value of '{at[2..]}' does not fit{Wanted(form, at)}.";
    }

    private static string Place(string json, Func<string, bool> isIt) =>
        LineOf(json, isIt) is { } line ? string.Create(CultureInfo.InvariantCulture, $"line {line}: ") : "";

    // The first place wins: where a name stands twice the reader has stopped at the first that does not belong.
    private static int? LineOf(string json, Func<string, bool> isIt)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(bytes);
        var above = new Stack<(string Path, int Index)>();
        var path = "$";
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
            {
                above.Pop();
                continue;
            }

            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                path = $"{above.Peek().Path}.{reader.GetString()}";
            }
            else if (above.TryPeek(out var list) && list.Index >= 0)
            {
                above.Pop();
                above.Push((list.Path, list.Index + 1));
                path = string.Create(CultureInfo.InvariantCulture, $"{list.Path}[{list.Index}]");
            }

            if (isIt(path))
            {
                return 1 + bytes.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n');
            }

            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                above.Push((path, reader.TokenType == JsonTokenType.StartArray ? 0 : -1));
            }
        }

        return null;
    }

    private static string Wanted(JsonTypeInfo form, string path)
    {
        JsonTypeInfo? here = form;
        foreach (var part in Parts().Matches(path).Select(one => one.Value))
        {
            var next = part[0] == '[' ? here.ElementType : here.Properties.FirstOrDefault(one => one.Name == part[1..])?.PropertyType;
            if (next is null || !form.Options.TryGetTypeInfo(next, out here))
            {
                return "";
            }
        }

        var type = Nullable.GetUnderlyingType(here.Type) ?? here.Type;
        return type.IsEnum ? $"; it may be {string.Join(", ", Enum.GetNames(type))}"
            : type == typeof(string) ? "; it is a text"
            : type == typeof(bool) ? "; it is true or false"
            : type.IsPrimitive ? "; it is a number"
            : "";
    }

    [GeneratedRegex("^The JSON property '(.+?)' could not be mapped")]
    private static partial Regex Unmapped();

    [GeneratedRegex(@"\.[^.\[\]]+|\[\d+\]")]
    private static partial Regex Parts();
}
