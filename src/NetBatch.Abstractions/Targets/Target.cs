using System.Text.Json.Serialization;

namespace NetBatch;

/// <summary>One thing worked on. A job keeps a snapshot of each of its targets, so that a later edit changes no history.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Target), "target")]
[JsonDerivedType(typeof(Device), "device")]
[JsonDerivedType(typeof(DatabaseInstance), "instance")]
[JsonDerivedType(typeof(Pipeline), "pipeline")]
public record Target
{
    /// <summary>Unique in the inventory; the name where nothing else was given.</summary>
    public string Id { get; init; } = "";

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Named values to choose and group by: site, role, group, country, model and any other column.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init => field = ValueMap.Of(value); } = ValueMap.Of<string>(null);

    /// <summary>Free words to choose by.</summary>
    public IReadOnlyList<string> Tags { get; init => field = ItemList.Of(value); } = ItemList.Of<string>([]);

    /// <summary>What sort of target it is: a kind of work names the one it works on.</summary>
    [JsonIgnore]
    public virtual string Kind => "target";

    /// <summary>What makes two entries the same thing (address and port of a device), or null where the id does.</summary>
    [JsonIgnore]
    public virtual string? Endpoint => null;

    /// <summary>The reference to the secret that the target is opened with, or null.</summary>
    [JsonIgnore]
    public virtual CredentialReference? SecretReference => null;

    /// <summary>The network that it is in: its label <c>site</c>, or null. One address in two sites is two things.</summary>
    public string? SiteOf() => Label("site") is { Length: > 0 } site ? site : null;

    /// <summary>The name.</summary>
    public sealed override string ToString() => Name;

    /// <summary>The value of a label; <c>name</c>, <c>platform</c> and other fields of the target count as labels too. Null where it has
    /// none.</summary>
    public virtual string? Label(string key)
    {
        foreach (var (name, value) in Labels)
        {
            if (string.Equals(name, key, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return string.Equals(key, "name", StringComparison.OrdinalIgnoreCase) ? Name : null;
    }
}
