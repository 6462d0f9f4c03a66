using System.Text.Json;
using System.Text.Json.Serialization;

namespace NetBatch;

/// <summary>Pipelines that belong together, with the instances they are about and settings for their checks.</summary>
public sealed record BatchProject : NamedDefinition
{
    /// <inheritdoc/>
    public override required string Name { get; init; }

    /// <summary>What it is for, or null.</summary>
    public string? Description { get; init; }

    /// <summary>Its pipelines, as they were read when the project was defined.</summary>
    public IReadOnlyList<ProjectPipeline> Pipelines { get; init => field = ItemList.Of(value); } = ItemList.Of<ProjectPipeline>([]);

    /// <summary>The instances that are checked, by name; empty: those that the pipelines name.</summary>
    public IReadOnlyList<string> Instances { get; init => field = ItemList.Of(value); } = ItemList.Of<string>([]);

    /// <summary>The instance compared with, by name; null: the one that a pipeline names.</summary>
    public string? Source { get; init; }

    /// <summary>Values for parameters that steps do not set themselves, or null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Settings { get; init; }
}

/// <summary>A pipeline of a project.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Definition">Its steps, in the form in which they were read and checked.</param>
public sealed record ProjectPipeline(string Name, JsonElement Definition)
{
    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
