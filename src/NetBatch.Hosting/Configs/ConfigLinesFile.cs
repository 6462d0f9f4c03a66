using System.Text;
using System.Text.Unicode;

namespace NetBatch.Hosting;

/// <summary>A file of config lines. It is read whole or not at all: what is no text would reach a device as something else.</summary>
public static class ConfigLinesFile
{
    /// <summary>The lines of a file in UTF-8, or in UTF-16 with a byte order mark.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: a line is no UTF-8; the message names it.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyList<string> Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        using var reader = new StreamReader(new MemoryStream(bytes), new UTF8Encoding(false, throwOnInvalidBytes: true));
        try
        {
            return reader.ReadToEnd().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        }
        catch (DecoderFallbackException wrong)
        {
            throw new NetBatchException(
                ErrorCode.InvalidArgument,
                $"{Path.GetFileName(path)}, line {FirstBroken(bytes)}: it is no UTF-8 text.",
                "Save the file as UTF-8. Where the device speaks another encoding, say so of the device: what is sent is written in that.",
                wrong);
        }
    }

    private static int FirstBroken(ReadOnlySpan<byte> bytes)
    {
        for (var line = 1; ; line++)
        {
            var end = bytes.IndexOf((byte)'\n');
            if (end < 0 || !Utf8.IsValid(bytes[..end]))
            {
                return line;
            }

            bytes = bytes[(end + 1)..];
        }
    }
}
