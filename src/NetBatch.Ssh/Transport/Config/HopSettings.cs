using System.Globalization;
using System.Net.Sockets;

namespace NetBatch.Ssh.Transport;

/// <summary>How a hop is reached in this process: what the device says, then the user's ssh_config, then the system's; the first value
/// counts.</summary>
internal sealed record HopSettings
{
    /// <summary>What is dialled.</summary>
    public required string HostName { get; init; }

    public required int Port { get; init; }

    public required string User { get; init; }

    /// <summary>The name in known_hosts, port included where it is not 22.</summary>
    public required string KnownHostsName { get; init; }

    /// <summary>Files of the user's known host keys, beside NetBatch's own.</summary>
    public required IReadOnlyList<string> KnownHostsFiles { get; init; }

    /// <summary>What is done about a host key that is not known.</summary>
    public required HostKeyPolicy HostKeys { get; init; }

    /// <summary>Key files of the user, for a hop without a credential; the usual ones where none is named.</summary>
    public required IReadOnlyList<string> IdentityFiles { get; init; }

    /// <summary>Whether of the agent's keys only those of <see cref="IdentityFiles"/> are offered.</summary>
    public bool IdentitiesOnly { get; init; }

    /// <summary>The agent's socket; null: SSH_AUTH_SOCK, or the system's pipe on Windows; "none": no agent.</summary>
    public string? IdentityAgent { get; init; }

    /// <summary>Whether keys may be offered.</summary>
    public bool PublicKeys { get; init; } = true;

    public string? BindAddress { get; init; }

    public AddressFamily AddressFamily { get; init; }

    /// <summary>Lists of algorithms by option, in the words of ssh_config, with whether the device itself asks for them.</summary>
    public required IReadOnlyDictionary<string, (string List, bool OfDevice)> Algorithms { get; init; }

    public bool LegacyAlgorithms { get; init; }

    /// <summary>Bits that an RSA host key has at least.</summary>
    public int LeastRsaBits { get; init; } = 1024;

    /// <summary>Puts together what holds for a hop.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.SshClientUnusable"/>: a value that cannot be used.</exception>
    public static HopSettings Read(SshHop hop, SshTransportOptions options)
    {
        var values = Values(hop, options);
        var tokens = Tokens(hop, values);
        var hostName = tokens.HostName;
        var alias = values.One("hostkeyalias");
        return new HopSettings
        {
            HostName = hostName,
            Port = tokens.Port,
            User = tokens.User,
            KnownHostsName = alias is not null ? tokens.Expand(alias) : Ssh.Transport.KnownHostsName.Of(hostName, tokens.Port),
            KnownHostsFiles =
            [
                .. Files(values, "userknownhostsfile", ["~/.ssh/known_hosts", "~/.ssh/known_hosts2"], tokens),
                .. Files(values, "globalknownhostsfile", [SystemPaths.KnownHosts, SystemPaths.KnownHosts + "2"], tokens),
            ],
            HostKeys = options.HostKeys ?? hop.HostKeys ?? values.One("stricthostkeychecking")?.ToLowerInvariant() switch
            {
                null => hop.AcceptsFirstKey ? HostKeyPolicy.AcceptNew : HostKeyPolicy.Strict,
                "accept-new" => HostKeyPolicy.AcceptNew,
                "no" or "off" or "false" => HostKeyPolicy.Any,
                _ => HostKeyPolicy.Strict, // "ask" is nobody's to answer here
            },
            IdentityFiles = Files(values, "identityfile", ["~/.ssh/id_rsa", "~/.ssh/id_ecdsa", "~/.ssh/id_ed25519"], tokens),
            IdentitiesOnly = Yes(values, "identitiesonly"),
            IdentityAgent = values.One("identityagent") is { } agent && !agent.Equals("SSH_AUTH_SOCK", StringComparison.Ordinal)
                ? AgentPath(agent, tokens) : null,
            PublicKeys = !No(values, "pubkeyauthentication"),
            BindAddress = values.One("bindaddress"),
            AddressFamily = values.One("addressfamily")?.ToLowerInvariant() switch { "inet" => AddressFamily.InterNetwork,
                "inet6" => AddressFamily.InterNetworkV6, _ => AddressFamily.Unspecified },
            Algorithms = InProcessOptions.Algorithms
                .Select(option => (option, Line: values.Line(option)))
                .Where(entry => entry.Line is { Arguments.Count: > 0 })
                .ToDictionary(entry => entry.option, entry => (entry.Line!.Arguments[0], entry.Line.Place.Length == 0),
                    StringComparer.OrdinalIgnoreCase),
            LegacyAlgorithms = hop.LegacyAlgorithms,
            LeastRsaBits = Number(values, "requiredrsasize", 1024),
        };
    }

    /// <summary>Everything that is set for a hop. What the device itself sets has no place.</summary>
    public static SshConfigValues Values(SshHop hop, SshTransportOptions options)
    {
        var values = new SshConfigValues();
        foreach (var (name, value) in hop.Options)
        {
            values.Add(new SshConfigLine(name.ToLowerInvariant(), SshConfigLine.Split(value), value, ""));
        }

        var files = SshConfigReader.Read(options, hop.Address, hop.User);
        foreach (var (_, lines) in files.All)
        {
            lines.ForEach(values.Add);
        }

        values.Undecided = files.Undecided;
        return values;
    }

    /// <summary>What is filled in where a value names the host, the port or the login name.</summary>
    public static ConfigTokens Tokens(SshHop hop, SshConfigValues values)
    {
        var port = hop.Port != 22 ? hop.Port : Number(values, "port", 22);
        var plain = new ConfigTokens(hop.Address, hop.Address, port, hop.User ?? values.One("user") ?? Environment.UserName);
        return values.One("hostname") is { } name ? plain with { HostName = plain.Expand(name) } : plain;
    }

    private static string AgentPath(string agent, ConfigTokens tokens) =>
        agent.Equals("none", StringComparison.OrdinalIgnoreCase) ? "none"
        : agent.StartsWith('$') ? Environment.GetEnvironmentVariable(agent[1..].Trim('{', '}')) ?? "none"
        : SystemPaths.Full(tokens.Expand(agent), SystemPaths.Home);

    private static List<string> Files(SshConfigValues values, string option, string[] usual, ConfigTokens tokens)
    {
        var named = values.Many(option);
        return [.. (named.Count > 0 ? named : usual)
            .Where(path => !path.Equals("none", StringComparison.OrdinalIgnoreCase))
            .Select(path => SystemPaths.Full(tokens.Expand(path), Environment.CurrentDirectory))];
    }

    private static bool Yes(SshConfigValues values, string option) => values.One(option)?.ToLowerInvariant() is "yes" or "true";

    private static bool No(SshConfigValues values, string option) => values.One(option)?.ToLowerInvariant() is "no" or "false";

    private static int Number(SshConfigValues values, string option, int usual) =>
        values.Line(option) is not { } line ? usual
        : int.TryParse(values.One(option), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 65535
            ? number
        : throw new NetBatchException(ErrorCode.SshClientUnusable,
            $"'{line.Text}' is no value of {option} ({(line.Place.Length == 0 ? "the device's SshOptions" : line.Place)}).", "Correct it.");
}
