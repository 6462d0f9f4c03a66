using NetBatch.Platforms;

namespace NetBatch.Hosting;

/// <summary>A platform as it is listed for people.</summary>
public sealed class ListedPlatform
{
    internal ListedPlatform(Platform platform)
    {
        (Name, Title, Extends) = (platform.Name, platform.Title, platform.Extends);
        Source = platform.IsBuiltIn ? "NetBatch" : platform.File;
        (HasSession, HasConfig) = (platform.HasSession, platform.HasConfig);
        Aliases = [.. platform.Aliases];
        (Netmiko, Napalm, Ansible) = ([.. platform.Names.Netmiko], [.. platform.Names.Napalm], [.. platform.Names.Ansible]);
        (Scrapli, Netbox, Templates) = ([.. platform.Names.Scrapli], [.. platform.Names.Netbox], [.. platform.TemplateNames]);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its name for people.</summary>
    public string Title { get; }

    /// <summary>The platform that it inherits from; null: none.</summary>
    public string? Extends { get; }

    /// <summary><c>NetBatch</c>, or the path of the user's own file.</summary>
    public string Source { get; }

    /// <summary>Whether sessions can be opened on its devices.</summary>
    public bool HasSession { get; }

    /// <summary>Whether its configurations can be compared and remediated.</summary>
    public bool HasConfig { get; }

    /// <summary>Further names of its own.</summary>
    public IReadOnlyList<string> Aliases { get; }

    /// <summary>Its names in Netmiko.</summary>
    public IReadOnlyList<string> Netmiko { get; }

    /// <summary>Its names in NAPALM.</summary>
    public IReadOnlyList<string> Napalm { get; }

    /// <summary>Its names in Ansible.</summary>
    public IReadOnlyList<string> Ansible { get; }

    /// <summary>Its names in scrapli.</summary>
    public IReadOnlyList<string> Scrapli { get; }

    /// <summary>Its usual slugs in NetBox.</summary>
    public IReadOnlyList<string> Netbox { get; }

    /// <summary>Its names in collections of templates, in the order in which they are asked.</summary>
    public IReadOnlyList<string> Templates { get; }
}
