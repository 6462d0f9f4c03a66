using System.Text.Json;
using System.Text.Json.Serialization;

namespace NetBatch;

/// <summary>A query that is defined once and run on many instances.</summary>
public sealed record BatchWorkflow : NamedDefinition
{
    /// <inheritdoc/>
    public override required string Name { get; init; }

    /// <summary>What it is for, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The query; parameters stand in it as <c>@name</c>.</summary>
    public required string Query { get; init; }

    /// <summary>The parameters that it takes.</summary>
    public IReadOnlyList<WorkflowParameter> Parameters { get; init => field = ItemList.Of(value); } = ItemList.Of<WorkflowParameter>([]);

    /// <summary>The most rows an instance may give, 1 to 1,000,000; null: 1,000,000.</summary>
    public int? RowLimit { get; init; }
}

/// <summary>A parameter of a workflow.</summary>
public sealed record WorkflowParameter
{
    /// <summary>Its name, without the <c>@</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What its values are.</summary>
    public ParameterType Type { get; init; }

    /// <summary>Whether it takes several of them: <c>WHERE id IN (@ids)</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsList { get; init; }

    /// <summary>The value where none is given; without a default it must be given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Default { get; init; }

    /// <summary>One sentence on what it means, or null.</summary>
    public string? Help { get; init; }

    /// <summary>The name, the type and the default.</summary>
    public override string ToString() => $"{Name} {Type}{(IsList ? "[]" : "")}{(Default is { } value ? $" = {value}" : "")}";
}

/// <summary>What the values of a workflow's parameter are.</summary>
public enum ParameterType
{
    /// <summary>Text.</summary>
    Text,
    /// <summary>Whole number of 64 bits.</summary>
    WholeNumber,
    /// <summary>Number with a fraction.</summary>
    Number,
    /// <summary>True or false.</summary>
    Boolean,
    /// <summary>Calendar day: <c>2026-01-31</c>, or one by the day of the run in UTC: <c>today</c>, <c>today-7d</c>.</summary>
    Date,
    /// <summary>Day and time of day: <c>2026-01-31T12:00:00</c>, with <c>Z</c> or an offset where it is a point in time; or <c>now</c>,
    /// <c>now-2h</c>, <c>today-7d</c> by the time of the run in UTC.</summary>
    Timestamp,
}
