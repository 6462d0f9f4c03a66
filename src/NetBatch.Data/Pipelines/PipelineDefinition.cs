using System.Text.Json;
using System.Text.Json.Serialization;

namespace NetBatch.Data.Pipelines;

/// <summary>A pipeline as it was read: what is checked, and how.</summary>
public sealed record PipelineDefinition
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Why it exists, or null.</summary>
    public string? Description { get; init; }

    /// <summary>Free facts of its makers: owner, ticket, and the like.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>The instance that is checked, by name; null: whoever starts it names one.</summary>
    public string? Target { get; init; }

    /// <summary>The instance it is compared with, by name, or null.</summary>
    public string? Source { get; init; }

    /// <summary>The IANA name of the zone of times that have none, and of days; null: UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>That zone; null: UTC.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidRule"/>: this machine knows none of that name.</exception>
    internal TimeZoneInfo? Zone =>
        TimeZone is null ? null : Zones.Find(TimeZone) is var zone && !zone.HasSameRules(TimeZoneInfo.Utc) ? zone : null;

    /// <summary>Whether steps after one that failed are left out.</summary>
    public bool StopOnError { get; init; }

    /// <summary>Its steps, in order.</summary>
    public IReadOnlyList<PipelineStep> Steps { get; init; } = [];

    /// <summary>The stored form.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, PipelineJson.Default.PipelineDefinition);

    /// <summary>Reads the stored form.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: it is none.</exception>
    public static PipelineDefinition FromJson(JsonElement json)
    {
        try
        {
            return json.Deserialize(PipelineJson.Default.PipelineDefinition) ?? throw new JsonException("It is null.");
        }
        catch (JsonException wrong)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"The pipeline cannot be read: {wrong.Message}", inner: wrong);
        }
    }
}

/// <summary>A step of a pipeline: one check.</summary>
/// <param name="Name">Its name, unique within the pipeline.</param>
/// <param name="Validator">The validator's name.</param>
/// <param name="With">Its arguments, a JSON object.</param>
/// <param name="IsWarning">Whether what it finds is told and does not fail the pipeline.</param>
/// <param name="At">File, line and column of a step that is PowerShell, for whoever cannot run it; null for all others.</param>
public sealed record PipelineStep(string Name, string Validator, JsonElement With, bool IsWarning = false, string? At = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(PipelineDefinition))]
internal sealed partial class PipelineJson : JsonSerializerContext;
