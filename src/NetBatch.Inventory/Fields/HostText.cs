using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace NetBatch.Inventory.Fields;

/// <summary>Reads and judges <c>user@host:port</c>; what passes here can stand on an SSH client's command line.</summary>
/// <param name="User">The login name in front, or null.</param>
/// <param name="Host">IP address or host name.</param>
/// <param name="Port">The port behind it, or null.</param>
internal sealed record HostText(string? User, string Host, int? Port)
{
    private const string AddressRemedy =
        "Write a host name or an IP address, with :port behind it where it is not 22 and brackets around an IPv6 address with a port.";

    /// <summary>Divides and checks the text; on false, the sentence says what is wrong with it and quotes no possible password.</summary>
    public static bool TryParse(string text, out HostText result, out string wrong, out string remedy)
    {
        result = new HostText(null, "", null);
        remedy = AddressRemedy;
        var rest = text.Trim();
        if (rest.StartsWith("ssh://", StringComparison.OrdinalIgnoreCase))
        {
            rest = rest[6..].TrimEnd('/');
        }

        string? user = null;
        var at = rest.LastIndexOf('@');
        if (at >= 0)
        {
            user = rest[..at];
            rest = rest[(at + 1)..];
            if (UserFault(user) is { } fault)
            {
                wrong = fault;
                remedy = "Write user@host. Passwords never stand in an inventory.";
                return false;
            }
        }

        if (!TrySplitPort(rest, out var host, out var portText))
        {
            wrong = $"{QuotedText.Of(rest)} is not an address.";
            return false;
        }

        int? port = null;
        if (portText is not null)
        {
            if (!TryPort(portText, out var number))
            {
                wrong = $"{QuotedText.Of(portText)} is not a port.";
                remedy = "Ports are 1 to 65535.";
                return false;
            }

            port = number;
        }

        if (Canonical(host) is not { } canonical)
        {
            wrong = $"{QuotedText.Of(host)} is neither a host name nor an IP address.";
            return false;
        }

        result = new HostText(user, canonical, port);
        wrong = "";
        return true;
    }

    /// <summary>A port in decimal digits, 1 to 65535.</summary>
    public static bool TryPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= 65535;

    /// <summary>What is wrong with a login name, or null. It is never quoted: somebody may have written a password behind it.</summary>
    public static string? UserFault(string user)
    {
        if (user.Length == 0)
        {
            return "The user name is empty.";
        }

        if (user.Contains(':', StringComparison.Ordinal))
        {
            return "The user name holds a colon.";
        }

        return user[0] == '-'
            || user.Any(character =>
                char.IsControl(character) || char.IsWhiteSpace(character)
                    || character is '"' or '\'' or '`' or '$' or ';' or '|' or '&' or '<' or '>')
            ? "The user name has characters that cannot stand in one."
            : null;
    }

    /// <summary>Whether the text is an IPv4 or IPv6 address.</summary>
    public static bool IsIp(string text) =>
        Canonical(text) is { } host && (host.Contains(':', StringComparison.Ordinal) || IPAddress.TryParse(host, out _));

    // "host", "host:22", "[v6]", "[v6]:22", "v6"
    private static bool TrySplitPort(string text, out string host, out string? port)
    {
        (host, port) = (text, null);
        if (text.StartsWith('['))
        {
            var close = text.IndexOf(']', StringComparison.Ordinal);
            if (close < 0 || !text.AsSpan(1, close - 1).Contains(':'))
            {
                return false;
            }

            host = text[1..close];
            var behind = text[(close + 1)..];
            if (behind.Length == 0)
            {
                return true;
            }

            port = behind[1..];
            return behind[0] == ':';
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0 && colon == text.LastIndexOf(':'))
        {
            (host, port) = (text[..colon], text[(colon + 1)..]);
        }

        return host.Length > 0;
    }

    // The one form that duplicates are compared in; null where the text is no host.
    private static string? Canonical(string host)
    {
        // NetBox and others write the interface's prefix length behind an address.
        var slash = host.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0)
        {
            if (!byte.TryParse(host.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits) || bits > 128)
            {
                return null;
            }

            host = host[..slash];
            if (IsNetwork(host, bits))
            {
                return null;
            }

            return Canonical(host) is { } bare
                && (bare.Contains(':', StringComparison.Ordinal) || (bits <= 32 && IPAddress.TryParse(bare, out _))) ? bare : null;
        }

        if (host.Contains(':', StringComparison.Ordinal))
        {
            var zone = host.IndexOf('%', StringComparison.Ordinal);
            var bare = zone < 0 ? host : host[..zone];
            var suffix = zone < 0 ? "" : host[zone..];
            if (suffix.Length == 1
                || suffix.Skip(1).Any(character => !char.IsAsciiLetterOrDigit(character) && character is not ('.' or '-' or '_')))
            {
                return null;
            }

            return !bare.Contains('[', StringComparison.Ordinal) && IPAddress.TryParse(bare, out var v6)
                && v6.AddressFamily == AddressFamily.InterNetworkV6 ? v6 + suffix : null;
        }

        return host.All(character => char.IsAsciiDigit(character) || character == '.') ? CanonicalV4(host) : IsHostName(host) ? host : null;
    }

    // The first address of a network of more than two is the network's own: no device has it.
    private static bool IsNetwork(string host, int bits)
    {
        if (!IPAddress.TryParse(host, out var address))
        {
            return false;
        }

        var bytes = address.GetAddressBytes();
        return bits < (8 * bytes.Length) - 1
            && !Enumerable.Range(bits, (8 * bytes.Length) - bits).Any(bit => (bytes[bit / 8] & (0x80 >> (bit % 8))) != 0);
    }

    // Four decimal parts only: "10.1" and "010.0.0.1" mean different machines to different programs.
    private static string? CanonicalV4(string host)
    {
        var parts = host.Split('.');
        return parts.Length == 4
            && parts.All(part =>
                byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && part.Length == number.ToString(CultureInfo.InvariantCulture).Length)
            ? host
            : null;
    }

    // RFC 1123 names, with the underscore that many inventories use.
    private static bool IsHostName(string host)
    {
        var name = host.EndsWith('.') ? host[..^1] : host;
        return name.Length is > 0 and <= 253 && name.Split('.').All(label =>
            label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-'
                && label.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'));
    }
}
