using System.Text.Json;
using System.Text.Json.Serialization;

namespace NetBatch;

/// <summary>A job that is defined once and started often: a <see cref="JobSpec"/> with parameters, whose texts may hold
/// <c>{name}</c>.</summary>
public sealed record JobTemplate : NamedDefinition
{
    /// <summary>The version of this form. Newer ones are refused.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The version that this template was written in.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <inheritdoc/>
    public override required string Name { get; init; }

    /// <summary>What jobs of it are called; may hold placeholders. Null: the template's name.</summary>
    public string? JobName { get; init; }

    /// <summary>What it is for, or null; may hold placeholders.</summary>
    public string? Description { get; init; }

    /// <summary>What its jobs belong to, or null.</summary>
    public string? Project { get; init; }

    /// <summary>Free words to find its jobs by.</summary>
    public IReadOnlyList<string> Tags { get; init => field = ItemList.Of(value); } = ItemList.Of<string>([]);

    /// <summary>What has to be given, or may be, when a job of it is started.</summary>
    public IReadOnlyList<TemplateParameter> Parameters { get; init => field = ItemList.Of(value); } = ItemList.Of<TemplateParameter>([]);

    /// <summary>What is done on each target; its texts may hold placeholders.</summary>
    public required WorkSpec Work { get; init; }

    /// <summary>How the targets are gone through, unless the start says otherwise.</summary>
    public JobRules Rules { get; init; } = new();

    /// <summary>The targets where none are given at the start; its texts may hold placeholders. Null: they must be given.</summary>
    public TargetFilter? Targets { get; init; }

    /// <summary>The pipelines, where the work goes through pipelines; its texts may hold placeholders. Null for all other work.</summary>
    public PipelineChoice? Pipelines { get; init; }

    /// <summary>The platform of devices that name none, or null.</summary>
    public string? Platform { get; init; }

    /// <summary>Where the login's secret is for devices that name none, or null; a reference, never the secret.</summary>
    public CredentialReference? Credential { get; init; }

    /// <summary>Where the secret for privilege is, or null.</summary>
    public CredentialReference? EnableCredential { get; init; }

    /// <summary>Where the secret for jump hosts is, or null.</summary>
    public CredentialReference? JumpCredential { get; init; }

    /// <summary>Names of the notifications that tell of its jobs' ends, or null.</summary>
    public IReadOnlyList<string>? Notify { get; init => field = value is null ? null : ItemList.Of(value); }

    /// <summary>Reads the JSON form of a file; paths in it are relative to its folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">What stands in it.</param>
    /// <exception cref="NetBatchException">As <see cref="FromJson"/>.</exception>
    public static JobTemplate FromFile(string path, string text)
    {
        var template = FromJson(text);
        return template with { Pipelines = template.Pipelines?.In(Path.GetDirectoryName(Path.GetFullPath(path))!) };
    }

    /// <summary>The JSON form, as people may write it too.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, EngineJson.Indented.JobTemplate);

    /// <summary>Reads the JSON form. Rules that are left out have their defaults.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.SpecNewer"/>: of a newer version;
    /// <see cref="ErrorCode.InvalidArgument"/>: no such form; the message names the member.</exception>
    public static JobTemplate FromJson(string json) =>
        DefinitionForm.Read(json, "template", CurrentSchema, Defaults, EngineJson.Default.JobTemplate);

    private static readonly Lazy<JsonElement> Defaults = new(() => JsonSerializer.SerializeToElement(
        new JobTemplate { Name = "", Work = new WorkSpec("", 1, JsonElement.Parse("{}")) }, EngineJson.Default.JobTemplate));
}
