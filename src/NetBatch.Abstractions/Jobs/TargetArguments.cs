using System.Text.Json;

namespace NetBatch;

/// <summary>A target's own arguments over those of the work.</summary>
public static class TargetArguments
{
    /// <summary>
    /// The arguments that hold for a target: members of <paramref name="own"/> go over those of <paramref name="args"/>;
    /// where both are objects, member by member. <paramref name="own"/> null: <paramref name="args"/> as they are.
    /// </summary>
    public static JsonElement Over(JsonElement args, JsonElement? own)
    {
        if (own is not { ValueKind: JsonValueKind.Object } over || args.ValueKind != JsonValueKind.Object)
        {
            return args;
        }

        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            Merge(json, args, over);
        }

        return JsonElement.Parse(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    private static void Merge(Utf8JsonWriter json, JsonElement below, JsonElement above)
    {
        json.WriteStartObject();
        foreach (var member in below.EnumerateObject())
        {
            if (!above.TryGetProperty(member.Name, out var over))
            {
                member.WriteTo(json);
                continue;
            }

            json.WritePropertyName(member.Name);
            if (over.ValueKind == JsonValueKind.Object && member.Value.ValueKind == JsonValueKind.Object)
            {
                Merge(json, member.Value, over);
            }
            else
            {
                over.WriteTo(json);
            }
        }

        foreach (var member in above.EnumerateObject().Where(member => !below.TryGetProperty(member.Name, out _)))
        {
            member.WriteTo(json);
        }

        json.WriteEndObject();
    }
}
