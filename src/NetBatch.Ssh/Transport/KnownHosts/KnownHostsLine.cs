using System.Security.Cryptography;
using System.Text;

namespace NetBatch.Ssh.Transport;

/// <summary>One key of a known_hosts file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT).</summary>
/// <param name="Marker">"@revoked", "@cert-authority", or empty.</param>
/// <param name="Hosts">The names' field, as it stands.</param>
/// <param name="Type">The key's type.</param>
/// <param name="Key">The key's blob.</param>
internal sealed record KnownHostsLine(string Marker, string Hosts, string Type, byte[] Key)
{
    /// <summary>Reads a line; null where it holds no key.</summary>
    public static KnownHostsLine? Read(string text)
    {
        var parts = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var at = parts is [['@', ..], ..] ? 1 : 0;
        if (parts.Length < at + 3 || parts[0][0] == '#')
        {
            return null;
        }

        var key = new byte[parts[at + 2].Length];
        return Convert.TryFromBase64String(parts[at + 2], key, out var length)
            ? new KnownHostsLine(at == 1 ? parts[0] : "", parts[at], parts[at + 1], key[..length])
            : null;
    }

    /// <summary>Whether the line is about a host.</summary>
    /// <param name="name">As <see cref="KnownHostsName"/> gives it.</param>
    public bool IsOf(string name)
    {
        if (!Hosts.StartsWith("|1|", StringComparison.Ordinal))
        {
            return SshPatterns.Matches(Hosts.Split(','), name, ignoreCase: true);
        }

        var parts = Hosts.Split('|');
        var salt = new byte[64];
        var hash = new byte[64];
        // HMAC-SHA1 of the name under the salt, as OpenSSH writes it (host_hash in hostfile.c).
#pragma warning disable CA5350
        return parts.Length == 4
            && Convert.TryFromBase64String(parts[2], salt, out var salted) && Convert.TryFromBase64String(parts[3], hash, out var hashed)
            && HMACSHA1.HashData(salt.AsSpan(0, salted), Encoding.UTF8.GetBytes(name)).AsSpan().SequenceEqual(hash.AsSpan(0, hashed));
#pragma warning restore CA5350
    }
}
