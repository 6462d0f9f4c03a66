using System.Text.Json;
using System.Text.Json.Serialization;

namespace NetBatch.Remediation;

/// <summary>A pair of configs with the recorded answers: one line of a vector file. What is null is not compared.</summary>
public sealed record RemediationVector
{
    /// <summary>Name of the vector.</summary>
    public string Id { get; init; } = "";

    /// <summary>Platform, in any case.</summary>
    public string Platform { get; init; } = "";

    /// <summary>The running config.</summary>
    public string Running { get; init; } = "";

    /// <summary>The intended config.</summary>
    public string Intended { get; init; } = "";

    /// <summary>Lines of the remediation, without closers.</summary>
    public IReadOnlyList<string>? Remediation { get; init; }

    /// <summary>Lines of the rollback, without closers.</summary>
    public IReadOnlyList<string>? Rollback { get; init; }

    /// <summary>Lines of the remediation, with closers.</summary>
    public IReadOnlyList<string>? RemediationExits { get; init; }

    /// <summary>Lines of the rollback, with closers.</summary>
    public IReadOnlyList<string>? RollbackExits { get; init; }

    /// <summary>Lines of the prediction of running after the remediation.</summary>
    public IReadOnlyList<string>? Future { get; init; }

    /// <summary>Set where the recorded answer is that one of the texts is refused.</summary>
    public string? Error { get; init; }

    /// <summary>Set where the recorded answer is known to harm a device, and why.</summary>
    public string? Quirk { get; init; }

    /// <summary>Fields that are not needed, and among them other kinds of recorded refusals.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Other { get; set; }

    /// <summary>The recorded refusal of a text or a comparison, by whatever name; null when answers are recorded.</summary>
    internal string? Refusal => !string.IsNullOrEmpty(Error) ? Error : Other?
        .Where(o => o.Key.EndsWith("error", StringComparison.Ordinal) && o.Key != "future_error"
            && o.Value.ValueKind == JsonValueKind.String)
        .Select(o => o.Value.GetString())
        .FirstOrDefault(e => !string.IsNullOrEmpty(e));

    /// <summary>Reads a line of a vector file.</summary>
    /// <exception cref="JsonException">The line is not such a vector.</exception>
    public static RemediationVector Parse(string json) =>
        JsonSerializer.Deserialize(json, VectorJson.Default.RemediationVector) ?? throw new JsonException("null is no vector");
}

/// <summary>The form of the file: one JSON object a line, names in snake case; fields it does not need are passed over.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RemediationVector))]
internal sealed partial class VectorJson : JsonSerializerContext;
