using System.Text.Json;
using System.Text.Json.Serialization;

namespace NetBatch;

/// <summary>Checks of a database, or of one against another, with the databases themselves: what a pipeline job goes through.</summary>
public sealed record Pipeline : Target
{
    /// <summary>Its steps, in the form in which they were read and checked.</summary>
    public required JsonElement Definition { get; init; }

    /// <summary>The database that is checked.</summary>
    public required DatabaseInstance Database { get; init; }

    /// <summary>The database it is compared with, or null.</summary>
    public DatabaseInstance? Source { get; init; }

    /// <summary>The project it was started for, or null; also the label <c>project</c>.</summary>
    public string? Project { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => "pipeline";

    /// <inheritdoc/>
    [JsonIgnore]
    public override CredentialReference? SecretReference => Database.Credential;

    /// <inheritdoc/>
    public override string? Label(string key) =>
        base.Label(key) ?? key.ToLowerInvariant() switch
        {
            "project" => Project,
            "instance" => Database.Name,
            "source" => Source?.Name,
            _ => Database.Label(key),
        };
}
