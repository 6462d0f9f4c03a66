using System.Text.Json.Serialization;

namespace NetBatch;

/// <summary>A database, or a service that answers queries, on which workflows and data operations are run.</summary>
public sealed record DatabaseInstance : Target
{
    /// <summary>Which provider opens it: <c>sqlite</c>, <c>postgresql</c>, the name of a provider that was declared, or of a service's
    /// declaration.</summary>
    public required string Provider { get; init; }

    /// <summary>How it is reached, in the provider's own words, without any secret: a connection string, a file's path, a URL.</summary>
    public required string Connection { get; init; }

    /// <summary>Where it stands, or null; also the label <c>region</c>.</summary>
    public string? Region { get; init; }

    /// <summary>Where the password or token comes from; null: the provider needs none.</summary>
    public CredentialReference? Credential { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => "instance";

    /// <inheritdoc/>
    [JsonIgnore]
    public override CredentialReference? SecretReference => Credential;

    /// <inheritdoc/>
    public override string? Label(string key) =>
        base.Label(key) ?? key.ToLowerInvariant() switch
        {
            "provider" => Provider,
            "region" => Region,
            _ => null,
        };
}
