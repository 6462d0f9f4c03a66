using System.Text.Json.Serialization;

namespace NetBatch;

/// <summary>A network device that is reached over SSH.</summary>
public sealed record Device : Target
{
    /// <summary>IP address or host name.</summary>
    public required string Address { get; init; }

    /// <summary>TCP port, 1 to 65535.</summary>
    public int Port { get; init; } = 22;

    /// <summary>Name of the platform file that tells how its command line behaves, or null where it is not known yet.</summary>
    public string? Platform { get; init; }

    /// <summary>Where the login's secret comes from; null: the SSH client's own ways (agent, keys, ssh_config).</summary>
    public CredentialReference? Credential { get; init; }

    /// <summary>Where the secret for privilege (enable, sudo) comes from, or null.</summary>
    public CredentialReference? EnableCredential { get; init; }

    /// <summary>
    /// Where the one-time codes come from that the login asks for, here and at the hosts on the way: fetched anew for each question, given
    /// once, never kept. Null: there are none, and a question for a code ends the login.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CredentialReference? OneTimeCode { get; init; }

    /// <summary>Hosts to pass on the way, nearest to this machine first.</summary>
    public IReadOnlyList<JumpHost> Jump { get; init => field = ItemList.Of(value); } = ItemList.Of<JumpHost>([]);

    /// <summary>Options for this device in the SSH client's words (<c>KexAlgorithms</c> = <c>+diffie-hellman-group14-sha1</c>).</summary>
    public IReadOnlyDictionary<string, string> SshOptions { get; init => field = ValueMap.Of(value); } = ValueMap.Of<string>(null);

    /// <summary>Whether algorithms that are no longer considered safe may be used, for old gear.</summary>
    public bool LegacyAlgorithms { get; init; }

    /// <summary>Whether commands go through a shell or each through its own exec channel; null: as the platform says.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<DeviceChannel>))]
    public DeviceChannel? Channel { get; init; }

    /// <summary>How the connection is made; null or Auto: in this process, unless something of it needs the OpenSSH client.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<DeviceTransport>))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DeviceTransport? Transport { get; init; }

    /// <summary>The encoding of the device's texts, as <see cref="DeviceEncoding"/> knows it; null: UTF-8, and bytes that are none are
    /// shown as Latin-1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Encoding { get; init; }

    /// <summary>The context of the device that is worked in (a virtual domain, a logical system, a vsys); null: where the login
    /// ends.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Context { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => "device";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Endpoint =>
        string.Concat(Address.ToLowerInvariant(), ":", Port, Context is null ? "" : $" ({Context})",
            string.Concat(Jump.Select(hop => $" via {hop.Address.ToLowerInvariant()}:{hop.Port}")));

    /// <inheritdoc/>
    [JsonIgnore]
    public override CredentialReference? SecretReference => Credential;

    /// <inheritdoc/>
    public override string? Label(string key) =>
        base.Label(key) ?? key.ToLowerInvariant() switch
        {
            "platform" => Platform,
            "address" => Address,
            _ => null,
        };
}

/// <summary>A host that a session passes on its way to a device.</summary>
/// <param name="Address">IP address or host name.</param>
/// <param name="Port">TCP port, 1 to 65535.</param>
/// <param name="Credential">Where this hop's own secret comes from; null: the SSH client's own ways.</param>
public sealed record JumpHost(string Address, int Port = 22, CredentialReference? Credential = null)
{
    /// <summary>As it is written in an inventory: <c>user@host:port</c>, a reference to its own secret in parentheses behind it.</summary>
    public override string ToString()
    {
        var userOnly = Credential is { Source: CredentialSource.Agent, UserName: not null };
        var host = Address.Contains(':', StringComparison.Ordinal) && Port != 22 ? $"[{Address}]" : Address;
        return $"{(userOnly ? $"{Credential!.UserName}@" : "")}{host}{(Port == 22 ? "" : $":{Port}")}"
            + $"{(userOnly || Credential is null ? "" : $" ({Credential})")}";
    }
}

/// <summary>How commands reach a device.</summary>
public enum DeviceChannel
{
    /// <summary>One interactive shell for all commands.</summary>
    Shell,
    /// <summary>One exec channel, with an exit status, for each command.</summary>
    Exec,
}

/// <summary>What carries a connection to a device.</summary>
public enum DeviceTransport
{
    /// <summary>SSH.NET, unless a rule of ssh_config, an option or a key of the device needs the OpenSSH client.</summary>
    Auto,
    /// <summary>SSH.NET, in this process.</summary>
    SshNet,
    /// <summary>The OpenSSH client of this machine.</summary>
    OpenSsh,
}
