using System.Text;

namespace NetBatch;

/// <summary>
/// The encodings of devices' texts. A device that names none speaks UTF-8; what of it is no UTF-8 (RFC 3629) is shown as Latin-1
/// (ISO 8859-1), byte for character, so that no byte is lost to U+FFFD.
/// </summary>
public static class DeviceEncoding
{
    /// <summary>Reads UTF-8, and each byte that is none as Latin-1.</summary>
    public static Encoding Shown { get; } = Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new Latin1Fallback());

    /// <summary>An encoding by its name (IANA, such as <c>latin1</c>, <c>windows-1252</c>, <c>big5</c>, <c>gb18030</c>,
    /// <c>shift_jis</c>).</summary>
    /// <returns>It refuses characters that it has not, and reads bytes that it does not know as Latin-1.</returns>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there is none of that name.</exception>
    public static Encoding Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var written = name.Trim().ToLowerInvariant() switch
        {
            "latin-1" => "iso-8859-1",
            "utf8" => "utf-8",
            "gbk" => "gb18030",
            var other => other,
        };
        var found = Find(written);
        // Where an ASCII letter is another byte, no command line works; UTF-16 and EBCDIC are such.
        return found is not null && found.GetBytes("a1#\n").AsSpan().SequenceEqual("a1#\n"u8)
            ? found
            : throw new NetBatchException(
                ErrorCode.InvalidArgument,
                $"'{name}' is no encoding of a command line.",
                "Write utf-8, latin1, windows-1252, big5, gb18030, shift_jis, euc-jp, euc-kr, koi8-r or another name of the IANA list "
                    + "that holds ASCII.");
    }

    private static Encoding? Find(string name)
    {
        var refusing = EncoderFallback.ExceptionFallback;
        var shown = new Latin1Fallback();
        if (CodePagesEncodingProvider.Instance.GetEncoding(name, refusing, shown) is { } ofCodePage)
        {
            return ofCodePage;
        }

        try
        {
            return Encoding.GetEncoding(name, refusing, shown);
        }
        catch (Exception none) when (none is ArgumentException or NotSupportedException)
        {
            // Its ways to say that there is none.
            return null;
        }
    }

    private sealed class Latin1Fallback : DecoderFallback
    {
        public override int MaxCharCount => 4;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Latin1Buffer();
    }

    private sealed class Latin1Buffer : DecoderFallbackBuffer
    {
        private byte[] unknown = [];
        private int next;

        public override int Remaining => unknown.Length - next;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            unknown = bytesUnknown;
            next = 0;
            return unknown.Length > 0;
        }

        public override char GetNextChar() => next < unknown.Length ? (char)unknown[next++] : '\0';

        public override bool MovePrevious()
        {
            if (next == 0)
            {
                return false;
            }

            next--;
            return true;
        }

        public override void Reset()
        {
            unknown = [];
            next = 0;
        }
    }
}
