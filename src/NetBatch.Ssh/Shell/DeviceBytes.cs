using System.Text;

namespace NetBatch.Ssh.Shell;

/// <summary>
/// The bytes of a device: UTF-8 on our side, the device's own encoding on its side, and where the device draws by cursor
/// positions, lines on our side. Without an encoding of its own all bytes pass as they are.
/// </summary>
/// <param name="encoding">The device's; null: UTF-8.</param>
/// <param name="draws">Whether it draws.</param>
internal sealed class DeviceBytes(Encoding? encoding, bool draws)
{
    private readonly Decoder? decoder = encoding?.GetDecoder();
    private LineDrawing? drawing = draws ? new LineDrawing() : null;

    /// <summary>Those of a device.</summary>
    public static DeviceBytes Of(Device device, bool draws) => new(device.Encoding is { } name ? DeviceEncoding.Of(name) : null, draws);

    /// <summary>What a text is on the device's side.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: its encoding lacks a character.</exception>
    public byte[] Encode(string text)
    {
        try
        {
            return (encoding ?? Encoding.UTF8).GetBytes(text);
        }
        catch (EncoderFallbackException lacking)
        {
            throw new NetBatchException(
                ErrorCode.InvalidArgument,
                $"'{CommandText.Quote(text.Trim())}' cannot be sent: the device's encoding, {encoding!.WebName}, has no '"
                    + $"{Character(lacking)}'.",
                "Write it with other characters, or correct the device's encoding.",
                lacking);
        }
    }

    /// <summary>Why a text cannot be sent to the device, or null.</summary>
    public NetBatchException? Problem(string text)
    {
        try
        {
            _ = Encode(text);
            return null;
        }
        catch (NetBatchException lacking)
        {
            return lacking;
        }
    }

    /// <summary>What came from the device, on our side.</summary>
    public ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> bytes)
    {
        if (decoder is not null)
        {
            var characters = new char[encoding!.GetMaxCharCount(bytes.Length)];
            var count = decoder.GetChars(bytes.Span, characters, flush: false);
            bytes = Encoding.UTF8.GetBytes(characters, 0, count);
        }

        if (drawing is not null)
        {
            return drawing.Take(bytes.Span);
        }

        // Nothing but a drawn command line ends a line so, whatever the platform's file says.
        var at = bytes.Span.IndexOf("\u001bE"u8);
        if (at < 0)
        {
            return bytes;
        }

        drawing = new LineDrawing();
        return (byte[])[.. bytes.Span[..at], .. drawing.Take(bytes.Span[at..]).Span];
    }

    private static string Character(EncoderFallbackException lacking) =>
        lacking.CharUnknownHigh != '\0' ? new string([lacking.CharUnknownHigh, lacking.CharUnknownLow]) : lacking.CharUnknown.ToString();
}
