using System.Buffers.Binary;
using System.Text.Json;

namespace NetBatch.Cluster.Wire;

/// <summary>
/// Messages as they cross the wire: a head in JSON, and behind it what it carries, cut into pieces that a server takes (NATS takes 1 MiB,
/// and a report may hold as much).
/// </summary>
internal static class Frames
{
    /// <summary>The most bytes of one piece.</summary>
    public const int MostBytes = 256 * 1024;

    // Mark, number of the message, of the piece, of all pieces.
    private const int PieceHead = 1 + 8 + 2 + 2;
    private const byte Mark = 0x4E;

    private static long last = Random.Shared.NextInt64(long.MaxValue / 2);

    /// <summary>The pieces of a message.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Split(Envelope head, ReadOnlySpan<byte> content = default)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(head, WireJson.Default.Envelope);
        var whole = new byte[4 + json.Length + content.Length];
        BinaryPrimitives.WriteInt32LittleEndian(whole, json.Length);
        json.CopyTo(whole, 4);
        content.CopyTo(whole.AsSpan(4 + json.Length));

        const int Most = MostBytes - PieceHead;
        var (count, number) = ((whole.Length + Most - 1) / Most, Interlocked.Increment(ref last));
        var pieces = new ReadOnlyMemory<byte>[count];
        for (var index = 0; index < count; index++)
        {
            var part = whole.AsSpan(index * Most, Math.Min(Most, whole.Length - (index * Most)));
            var piece = new byte[PieceHead + part.Length];
            piece[0] = Mark;
            BinaryPrimitives.WriteInt64LittleEndian(piece.AsSpan(1), number);
            BinaryPrimitives.WriteUInt16LittleEndian(piece.AsSpan(9), (ushort)index);
            BinaryPrimitives.WriteUInt16LittleEndian(piece.AsSpan(11), (ushort)count);
            part.CopyTo(piece.AsSpan(PieceHead));
            pieces[index] = piece;
        }

        return pieces;
    }

    /// <summary>Puts the pieces of one sender together, in whatever order they come. Not for several threads at once.</summary>
    public sealed class Joiner
    {
        // Of messages that are not whole: what is missing was lost, and the whole comes again.
        private const int MostOpen = 16;

        // 128 MiB: a document of 64 MiB, the largest that a run keeps, is a third longer in JSON.
        private const int MostPieces = 512;

        private readonly Dictionary<long, byte[]?[]> open = [];
        private readonly Queue<long> order = new();

        /// <summary>Takes a piece.</summary>
        /// <returns>The message, where this was its last piece; null: more are to come, or it is no piece.</returns>
        public (Envelope Head, ReadOnlyMemory<byte> Content)? Take(ReadOnlyMemory<byte> piece)
        {
            var bytes = piece.Span;
            if (bytes.Length < PieceHead || bytes[0] != Mark)
            {
                return null;
            }

            var number = BinaryPrimitives.ReadInt64LittleEndian(bytes[1..]);
            var index = BinaryPrimitives.ReadUInt16LittleEndian(bytes[9..]);
            var count = BinaryPrimitives.ReadUInt16LittleEndian(bytes[11..]);
            if (index >= count || count > MostPieces)
            {
                return null;
            }

            if (count == 1)
            {
                return Read(piece[PieceHead..]);
            }

            if (!open.TryGetValue(number, out var parts))
            {
                open.Add(number, parts = new byte[count][]);
                order.Enqueue(number);
                while (order.Count > MostOpen)
                {
                    open.Remove(order.Dequeue());
                }
            }

            if (parts.Length != count)
            {
                return null;
            }

            parts[index] = bytes[PieceHead..].ToArray();
            if (parts.Any(part => part is null))
            {
                return null;
            }

            open.Remove(number);
            var whole = new byte[parts.Sum(part => part!.Length)];
            var at = 0;
            foreach (var part in parts)
            {
                part!.CopyTo(whole, at);
                at += part.Length;
            }

            return Read(whole);
        }

        private static (Envelope, ReadOnlyMemory<byte>)? Read(ReadOnlyMemory<byte> whole)
        {
            if (whole.Length < 4)
            {
                return null;
            }

            var length = BinaryPrimitives.ReadInt32LittleEndian(whole.Span);
            if (length < 0 || length > whole.Length - 4)
            {
                return null;
            }

            try
            {
                return JsonSerializer.Deserialize(whole.Span.Slice(4, length), WireJson.Default.Envelope) is { } head
                    ? (head, whole[(4 + length)..]) : null;
            }
            catch (JsonException)
            {
                return null; // Of a protocol that has other kinds, or no message of ours: as good as lost.
            }
        }
    }
}
