using System.Collections.Frozen;

namespace NetBatch;

/// <summary>
/// Which of the SSH client's options a device of an inventory may bring: those that say how is spoken. Who is spoken to, whom to trust,
/// what is started and what is sent of this machine never comes from data; it is the user's own ssh_config that says it (ssh_config(5)).
/// </summary>
public static class SshOptionNames
{
    private const string Algorithms = "HostKeyAlgorithms";

    private static readonly FrozenSet<string> Allowed = FrozenSet.ToFrozenSet(
        [
            // algorithms
            "KexAlgorithms", "Ciphers", "MACs", "PubkeyAcceptedAlgorithms", "PubkeyAcceptedKeyTypes", Algorithms, "RekeyLimit",
            // the way through the network
            "BindAddress", "BindInterface", "AddressFamily", "IPQoS", "TCPKeepAlive", "ServerAliveInterval", "ServerAliveCountMax",
            "Compression",
            // fewer ways to log in than else
            "PreferredAuthentications", "PubkeyAuthentication", "PasswordAuthentication", "KbdInteractiveAuthentication", "IdentitiesOnly",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Why a device may not bring an option, as the rest of a sentence about it; null: it may.</summary>
    /// <param name="name">The option.</param>
    /// <param name="value">Its value.</param>
    public static string? Problem(string name, string? value)
    {
        ArgumentNullException.ThrowIfNull(name);
        return !Allowed.Contains(name) ? "may not come from an inventory: only algorithms, keepalives and the way through the network may"
            // A list of its own would choose which of a host's keys is looked at; one that adds stands behind those that are known.
            : name.Equals(Algorithms, StringComparison.OrdinalIgnoreCase) && value?.TrimStart() is not ['+', ..]
                ? "may only add from an inventory (HostKeyAlgorithms=+NAME): it would choose which host key is believed"
            : null;
    }

    /// <summary>What to do instead.</summary>
    public static string Remedy => "Set it in your ssh_config, which is read as well.";
}
