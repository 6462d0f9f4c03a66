using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace NetBatch;

/// <summary>Reads what people define, in the JSON that they write: members that are left out have their defaults, unknown ones are refused.</summary>
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
            var given = JsonElement.Parse(json);
            if (given.ValueKind != JsonValueKind.Object)
            {
                throw new JsonException("It is no JSON object.");
            }

            var schema = given.TryGetProperty("schema", out var number) ? number.GetInt32() : newest;
            if (schema > newest)
            {
                throw new NetBatchException(
                    ErrorCode.SpecNewer, $"The {sort} was written in form {schema}; this version reads up to {newest}.", "Update NetBatch.");
            }

            return TargetArguments.Over(defaults.Value, given).Deserialize(type) ?? throw new JsonException("It is null.");
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"The {sort} cannot be read: {problem.Message}", inner: problem);
        }
    }
}
