namespace NetBatch;

/// <summary>What is done about the key by which a device shows that it is the one.</summary>
public enum HostKeyPolicy
{
    /// <summary>A first key is accepted, kept and told; a changed one is refused.</summary>
    AcceptNew,
    /// <summary>Only known keys are accepted: those that were accepted or approved before, and those of the user's and the system's
    /// known_hosts.</summary>
    Strict,
    /// <summary>Only keys that a person has approved for this store are accepted.</summary>
    Pinned,
    /// <summary>Any key is accepted. No password is sent to a host whose key has changed. Goes with the next version.</summary>
    Any,
}

/// <summary>The key of a host, as it is known here.</summary>
/// <param name="Name">The host as it stands in known_hosts: its name or address, with the port where that is not 22.</param>
/// <param name="Type">The key's type, such as <c>ssh-ed25519</c>.</param>
/// <param name="Fingerprint">SHA256 and the hash in base64, as ssh-keygen -l prints it.</param>
/// <param name="IsPinned">Whether a person has approved it; else it was accepted at a first connection.</param>
public sealed record KnownHostKey(string Name, string Type, string Fingerprint, bool IsPinned);
