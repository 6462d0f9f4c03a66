using System.Text;

namespace NetBatch;

/// <summary>
/// Text that a device printed, from a file or a stream. Bytes that are no UTF-8 are read as Latin-1, a character each: an old device's
/// letter with an accent stays that letter, and two bytes that differ never become one mark.
/// </summary>
public static class OutputText
{
    /// <summary>A file's text: UTF-8, or what its byte order mark says.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string Read(string path)
    {
        using var file = File.OpenRead(path);
        return Read(file);
    }

    /// <summary>A stream's text.</summary>
    public static string Read(Stream stream)
    {
        using var reader = new StreamReader(stream, Lenient, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    /// <summary>UTF-8 whose broken bytes are Latin-1.</summary>
    public static Encoding Lenient { get; } = Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new Latin1Fallback());

    private sealed class Latin1Fallback : DecoderFallback
    {
        public override int MaxCharCount => 4;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Latin1Buffer();
    }

    private sealed class Latin1Buffer : DecoderFallbackBuffer
    {
        private byte[] bytes = [];
        private int next;

        public override int Remaining => bytes.Length - next;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            (bytes, next) = ([.. bytesUnknown], 0);
            return bytes.Length > 0;
        }

        public override char GetNextChar() => next < bytes.Length ? (char)bytes[next++] : '\0';

        public override bool MovePrevious()
        {
            if (next == 0)
            {
                return false;
            }

            next--;
            return true;
        }

        public override void Reset() => (bytes, next) = ([], 0);
    }
}
