using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace NetBatch.Remediation;

/// <summary>Masks of IPv4, which people write as such or by their length, and addresses of IPv6, which have many forms.</summary>
internal static class NetMask
{
    /// <summary>How many bits a mask has, from its text or its length; null: it is none.</summary>
    public static int? Length(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            return length is >= 0 and <= 32 ? length : null;
        }

        return Bits(text) is { } bits && BitOperations.PopCount(bits) is var count && bits == Of(count) ? count : null;
    }

    /// <summary>The network that an address is in, as <c>192.0.2.0/24</c>; null: these are no address and no mask.</summary>
    public static string? Network(string address, string mask) =>
        Bits(address) is { } bits && Length(mask) is { } length
            ? $"{new IPAddress(BitConverter.GetBytes(IPAddress.HostToNetworkOrder((int)(bits & Of(length)))))}/{length}"
            : null;

    /// <summary>An address of IPv6 in its shortest form, with what follows a slash; null: it is none.</summary>
    public static string? ShortIPv6(string text)
    {
        var end = text.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? slash : text.Length;
        return text.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(text.AsSpan(0, end), out var address)
            ? $"{address}{text[end..]}"
            : null;
    }

    private static uint Of(int length) => length == 0 ? 0 : uint.MaxValue << (32 - length);

    private static uint? Bits(string text) =>
        text.Count(c => c == '.') == 3 && IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetwork
            ? (uint)IPAddress.NetworkToHostOrder(BitConverter.ToInt32(address.GetAddressBytes()))
            : null;
}
