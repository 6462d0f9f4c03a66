using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NetBatch.Data.Comparing;

/// <summary>
/// One writing for all JSON texts that say the same: members by name, the last of those with the same name, no blanks,
/// numbers by their exact value, characters as themselves.
/// </summary>
internal static class JsonForm
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true };

    // As deep as the writer goes.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    /// <summary>The canonical text; false: it is no JSON.</summary>
    public static bool TryRead(string text, out Cell json)
    {
        json = default;
        try
        {
            using var document = JsonDocument.Parse(text, Deep);
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream, Options))
            {
                Write(writer, document.RootElement);
            }

            json = Cell.Json(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
            return true;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // The second: an escape that is half of a character, which no database's own JSON type takes either.
            return false;
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                Dictionary<string, JsonElement> members = new(StringComparer.Ordinal);
                foreach (var member in value.EnumerateObject())
                {
                    members[member.Name] = member.Value;
                }

                foreach (var (name, member) in members.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(name);
                    Write(writer, member);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var one in value.EnumerateArray())
                {
                    Write(writer, one);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Number when ExactText.TryRead(value.GetRawText(), out var number):
                writer.WriteRawValue(number.ToString(), skipInputValidation: true);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
