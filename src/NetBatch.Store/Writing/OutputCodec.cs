using System.Buffers;
using System.IO.Compression;

namespace NetBatch.Store;

/// <summary>Output bytes as they stand in the file: compressed where that is shorter, else as they are.</summary>
internal static class OutputCodec
{
    public const int Raw = 0;
    public const int Brotli = 1;

    /// <summary>Quality 1 of 11: show output shrinks to a fraction at hundreds of MB/s; higher ones cost more than the disk they
    /// save.</summary>
    private const int Quality = 1;
    private const int Window = 20;

    /// <summary>Shorter outputs are kept as they are: packing saves them no page, and unpacking costs more than reading them.</summary>
    private const int Shortest = 512;

    /// <summary>Copies: the caller may use its memory again.</summary>
    public static (int Codec, byte[] Bytes) Pack(ReadOnlySpan<byte> output)
    {
        if (output.Length < Shortest)
        {
            return (Raw, output.ToArray());
        }

        var buffer = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(output.Length));
        try
        {
            return BrotliEncoder.TryCompress(output, buffer, out var written, Quality, Window) && written < output.Length
                ? (Brotli, buffer[..written])
                : (Raw, output.ToArray());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Writes the output bytes of a stored piece to where it begins.</summary>
    public static void Unpack(int codec, ReadOnlySpan<byte> stored, Span<byte> output)
    {
        switch (codec)
        {
            case Raw:
                stored.CopyTo(output);
                return;
            case Brotli when BrotliDecoder.TryDecompress(stored, output, out var written) && written == output.Length:
                return;
            default:
                throw new NetBatchException(ErrorCode.StoreUnusable, "A stored output cannot be unpacked: the file is damaged or newer.",
                    "Run PRAGMA integrity_check on the store.");
        }
    }
}
