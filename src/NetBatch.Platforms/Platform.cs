namespace NetBatch.Platforms;

/// <summary>What a platform is called, here and elsewhere, and what its file knows of it.</summary>
public sealed record Platform
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Title { get; init; }

    /// <summary>The platform whose members it inherits; null: none.</summary>
    public string? Extends { get; init; }

    /// <summary>Further names of its own.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Its names in other tools.</summary>
    public PlatformNames Names { get; init; } = new();

    /// <summary>Its names in collections of templates, in the order in which they are asked; at least one.</summary>
    public required IReadOnlyList<string> TemplateNames { get; init; }

    /// <summary>Whether it is known how its command line behaves.</summary>
    public required bool HasSession { get; init; }

    /// <summary>Whether it is known how its configuration is compared and changed.</summary>
    public required bool HasConfig { get; init; }

    /// <summary>The file that declares it: a name for those that come with NetBatch, a path for a user's own.</summary>
    public required string File { get; init; }

    /// <summary>Whether it comes with NetBatch.</summary>
    public required bool IsBuiltIn { get; init; }
}

/// <summary>What other tools call a platform; each may have several names.</summary>
public sealed record PlatformNames
{
    /// <summary>Netmiko's device types.</summary>
    public IReadOnlyList<string> Netmiko { get; init; } = [];

    /// <summary>NAPALM's drivers.</summary>
    public IReadOnlyList<string> Napalm { get; init; } = [];

    /// <summary>Values of Ansible's <c>ansible_network_os</c>.</summary>
    public IReadOnlyList<string> Ansible { get; init; } = [];

    /// <summary>scrapli's platforms.</summary>
    public IReadOnlyList<string> Scrapli { get; init; } = [];

    /// <summary>Platforms of ntc-templates; null: not said.</summary>
    public IReadOnlyList<string>? NtcTemplates { get; init; }

    /// <summary>Usual slugs of platforms in NetBox and Nautobot.</summary>
    public IReadOnlyList<string> Netbox { get; init; } = [];

    /// <summary>Device types of RANCID (rancid.types.base).</summary>
    public IReadOnlyList<string> Rancid { get; init; } = [];

    /// <summary>Models of Oxidized.</summary>
    public IReadOnlyList<string> Oxidized { get; init; } = [];

    /// <summary>Operating systems of LibreNMS (its <c>os</c> names).</summary>
    public IReadOnlyList<string> LibreNms { get; init; } = [];

    /// <summary>All that may stand in an inventory.</summary>
    internal IEnumerable<string> All => [.. Netmiko, .. Napalm, .. Ansible, .. Scrapli, .. Netbox, .. LibreNms];
}
