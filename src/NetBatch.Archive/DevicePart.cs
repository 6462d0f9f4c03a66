using System.Buffers;

namespace NetBatch.Archive;

/// <summary>A part of a device's configuration as it was read.</summary>
/// <param name="Name">Which: <c>running</c>, <c>startup</c>, ...</param>
/// <param name="Content">Byte for byte as the device printed it.</param>
internal sealed record DevicePart(string Name, byte[] Content)
{
    /// <summary>The same as text, whose lines end with \n; made once, since a configuration is long.</summary>
    public string Text { get; } = TextOf(Content);

    /// <summary>Line ends are mended in the bytes: a second string of that length is what a collection of all memory is made for.</summary>
    private static string TextOf(ReadOnlySpan<byte> content)
    {
        var plain = ArrayPool<byte>.Shared.Rent(content.Length);
        try
        {
            var length = 0;
            for (int end; (end = content.IndexOf("\r\n"u8)) >= 0; content = content[(end + 1)..])
            {
                content[..end].CopyTo(plain.AsSpan(length));
                length += end;
            }

            content.CopyTo(plain.AsSpan(length));
            return DeviceEncoding.Shown.GetString(plain, 0, length + content.Length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain);
        }
    }
}

/// <summary>What was read of a device.</summary>
/// <param name="Parts">Its parts, in the order in which they were asked for.</param>
/// <param name="Author">Who changed it last; null: it does not say.</param>
internal sealed record DeviceConfigs(IReadOnlyList<DevicePart> Parts, string? Author);
