using System.Text.Json;
using System.Text.Json.Serialization;

namespace NetBatch;

/// <summary>The written forms of what is stored or crosses a seam, by source generators.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(JobSpec))]
[JsonSerializable(typeof(Target))]
[JsonSerializable(typeof(RunError))]
[JsonSerializable(typeof(WorkOrder))]
[JsonSerializable(typeof(JobEvent))]
[JsonSerializable(typeof(RowSet))]
[JsonSerializable(typeof(BatchWorkflow))]
[JsonSerializable(typeof(BatchProject))]
[JsonSerializable(typeof(JobTemplate))]
[JsonSerializable(typeof(TemplateParameter))]
[JsonSerializable(typeof(BatchSchedule))]
[JsonSerializable(typeof(BatchNotification))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonNode))]
[JsonSerializable(typeof(RunStart))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class EngineJson : JsonSerializerContext
{
    /// <summary>The same for people to read.</summary>
    public static EngineJson Indented => IndentedOnce.Value;

    // Lazy: the generated half of this class has static members of its own, made in an order that nobody promises.
    private static readonly Lazy<EngineJson> IndentedOnce = new(() => new EngineJson(new JsonSerializerOptions(Default!.Options)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    }));
}

/// <summary>Orders and reports as they cross a network. Members that the reader does not know are passed over, since a newer one may have
/// written them: unlike the store's forms, nothing of it is kept.</summary>
public static class WireForm
{
    private static readonly Lazy<EngineJson> Wire = new(() => new EngineJson(new JsonSerializerOptions(EngineJson.Default.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    }));

    /// <summary>An order, as JSON in UTF-8.</summary>
    public static byte[] Write(WorkOrder order) => JsonSerializer.SerializeToUtf8Bytes(order, Wire.Value.WorkOrder);

    /// <summary>A report, as JSON in UTF-8.</summary>
    public static byte[] Write(RunEvent report) => JsonSerializer.SerializeToUtf8Bytes<JobEvent>(report, Wire.Value.JobEvent);

    /// <summary>Reads an order.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: it is none.</exception>
    public static WorkOrder ReadOrder(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Wire.Value.WorkOrder) ?? throw new JsonException("It is null.");
        }
        catch (Exception problem) when (StoredForm.IsUnreadable(problem))
        {
            throw StoredForm.Unreadable("order", problem);
        }
    }

    /// <summary>Reads a report.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: it is none.</exception>
    public static RunEvent ReadReport(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Wire.Value.JobEvent) as RunEvent ?? throw new JsonException("It is no report.");
        }
        catch (Exception problem) when (StoredForm.IsUnreadable(problem))
        {
            throw StoredForm.Unreadable("report", problem);
        }
    }
}

/// <summary>Reads and writes the stored forms of specs and targets.</summary>
public static class StoredForm
{
    /// <summary>A spec without its targets, as JSON.</summary>
    public static string Write(JobSpec spec) => JsonSerializer.Serialize(spec, EngineJson.Default.JobSpec);

    /// <summary>A target's snapshot, as JSON.</summary>
    public static string Write(Target target) => JsonSerializer.Serialize(target, EngineJson.Default.Target);

    /// <summary>What rows look like, as JSON.</summary>
    public static string Write(RowSet set) => JsonSerializer.Serialize(set, EngineJson.Default.RowSet);

    /// <summary>Reads what rows look like.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: it is none.</exception>
    public static RowSet ReadRowSet(string json) => Read("row set", () => JsonSerializer.Deserialize(json, EngineJson.Default.RowSet));

    /// <summary>A workflow, as the JSON object that its definition holds.</summary>
    public static JsonElement Write(BatchWorkflow workflow) =>
        JsonSerializer.SerializeToElement(workflow, EngineJson.Default.BatchWorkflow);

    /// <summary>Reads a workflow from its definition.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: it is none.</exception>
    public static BatchWorkflow ReadWorkflow(JsonElement content) =>
        Read("workflow", () => content.Deserialize(EngineJson.Default.BatchWorkflow));

    /// <summary>A project, as the JSON object that its definition holds.</summary>
    public static JsonElement Write(BatchProject project) => JsonSerializer.SerializeToElement(project, EngineJson.Default.BatchProject);

    /// <summary>Reads a project from its definition.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: it is none.</exception>
    public static BatchProject ReadProject(JsonElement content) =>
        Read("project", () => content.Deserialize(EngineJson.Default.BatchProject));

    /// <summary>How a job is begun again, as JSON.</summary>
    public static string Write(RunStart start) => JsonSerializer.Serialize(start, EngineJson.Default.RunStart);

    /// <summary>Reads how a job is begun again.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: it is none.</exception>
    public static RunStart ReadStart(string json) => Read("start", () => JsonSerializer.Deserialize(json, EngineJson.Default.RunStart));

    /// <summary>Reads a target's snapshot.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: it is none.</exception>
    public static Target ReadTarget(string json) => Read("target", () => JsonSerializer.Deserialize(json, EngineJson.Default.Target));

    /// <summary>Reads a spec, upgrading an older one; its targets are read apart.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.SpecNewer"/>: written by a newer version;
    /// <see cref="ErrorCode.InvalidArgument"/>: it has members that this version does not know.</exception>
    public static JobSpec ReadSpec(string json) => Read("job's spec", () =>
    {
        using var document = JsonDocument.Parse(json);
        var schema = document.RootElement.TryGetProperty("schema", out var number) ? number.GetInt32() : 0;
        return schema <= JobSpec.CurrentSchema ? document.Deserialize(EngineJson.Default.JobSpec)
            : throw new NetBatchException(
                ErrorCode.SpecNewer,
                $"The job was written in form {schema}; this version reads up to {JobSpec.CurrentSchema}.",
                "Update NetBatch.");
    });

    /// <summary>Whatever stands in a store was written by whoever can write to it: what is no such thing is an error, and no
    /// defect.</summary>
    private static T Read<T>(string what, Func<T?> read)
        where T : class
    {
        try
        {
            return read() ?? throw new JsonException("It is null.");
        }
        catch (Exception problem) when (IsUnreadable(problem))
        {
            throw Unreadable(what, problem);
        }
    }

    internal static bool IsUnreadable(Exception problem) => problem is JsonException or InvalidOperationException or FormatException
        or ArgumentException or NotSupportedException;

    internal static NetBatchException Unreadable(string what, Exception problem) =>
        new(ErrorCode.InvalidArgument, $"The {what} cannot be read: {problem.Message}", inner: problem);
}
