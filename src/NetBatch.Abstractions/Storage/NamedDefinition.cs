using System.Text.Json.Serialization;

namespace NetBatch;

/// <summary>What people define once under a name and use again: a workflow, a project, a job template, a schedule, a
/// notification.</summary>
public abstract record NamedDefinition
{
    private const int MostName = 200;

    /// <summary>Its name, unique among those of its sort whatever the case; 1 to 200 characters on one line, without <c>*</c> and
    /// <c>?</c>.</summary>
    public abstract string Name { get; init; }

    /// <summary>When it was last changed.</summary>
    [JsonIgnore]
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>By whom: user@host.</summary>
    [JsonIgnore]
    public string ChangedBy { get; init; } = "";

    /// <summary>Why nothing can be called so, or null. A wildcard in a name would make it mean others too.</summary>
    /// <param name="title">What it would be the name of, as people say it: <c>job template</c>.</param>
    /// <param name="name">The name.</param>
    public static string? NameProblem(string title, string? name) =>
        string.IsNullOrWhiteSpace(name) || name.Length > MostName || name.AsSpan().IndexOfAny('*', '?') >= 0 || name.Any(char.IsControl)
            ? $"The name of the {title} is '{name}'; it needs 1 to {MostName} characters on one line, without * and ?."
            : null;
}
