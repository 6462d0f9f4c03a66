using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace NetBatch;

/// <summary>Reads what people define, in the JSON that they write: members that are left out have their defaults, unknown ones are
/// refused.</summary>
internal static class DefinitionForm
{
    /// <param name="json">The text.</param>
    /// <param name="sort">What it is, for messages.</param>
    /// <param name="newest">The newest version of the form that is known.</param>
    /// <param name="defaults">The form with every default: a generated reader gives members that are left out no initial value.</param>
    /// <param name="type">How it is read.</param>
    public static T Read<T>(string json, string sort, int newest, Lazy<JsonElement> defaults, JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            var given = Parse(json, sort);
            if (given.ValueKind != JsonValueKind.Object)
            {
                throw new JsonException("It is no JSON object.");
            }

            var schema = given.TryGetProperty("schema", out var number) ? number.GetInt32() : newest;
            if (schema > newest)
            {
                throw new NetBatchException(
                    ErrorCode.SpecNewer, $"The {sort} was written in form {schema}; this version reads up to {newest}.",
                    "Update NetBatch.");
            }

            return TargetArguments.Over(defaults.Value, given).Deserialize(type) ?? throw new JsonException("It is null.");
        }
        catch (JsonException problem)
        {
            throw Unreadable(sort, DefinitionProblem.OfMembers(problem, json, type), problem);
        }
        catch (Exception problem) when (problem is InvalidOperationException or FormatException)
        {
            throw Unreadable(sort, problem.Message, problem);
        }
    }

    private static JsonElement Parse(string json, string sort)
    {
        try
        {
            return JsonElement.Parse(json);
        }
        catch (JsonException problem)
        {
            throw Unreadable(sort, DefinitionProblem.OfText(problem), problem);
        }
        catch (ArgumentException problem)
        {
            // Half a character.
            throw Unreadable(sort, problem.Message, problem);
        }
    }

    private static NetBatchException Unreadable(string sort, string why, Exception problem) =>
        new(ErrorCode.InvalidArgument, $"The {sort} cannot be read: {why}", inner: problem);
}
