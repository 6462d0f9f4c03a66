using System.Buffers.Binary;
using System.Text;

namespace NetBatch.Ssh.Files;

/// <summary>A packet of SFTP version 3 (draft-ietf-secsh-filexfer-02): what is written into one, and what is read out of one.</summary>
internal sealed class SftpPacket
{
    public const byte Init = 1, Version = 2, Open = 3, Close = 4, Read = 5, Write = 6, Stat = 17, Remove = 13, Rename = 18;
    public const byte Status = 101, Handle = 102, Data = 103, Attributes = 105, Extended = 200, ExtendedReply = 201;

    private byte[] bytes;
    private int count;
    private int at;

    /// <summary>A packet to write: <see cref="Begin"/> begins it, and begins it anew when it was sent.</summary>
    /// <param name="room">Bytes that are about to be written; it grows where they are more.</param>
    public SftpPacket(int room = 256) => bytes = new byte[room];

    /// <summary>Begins a packet; its length is put in by <see cref="Bytes"/>.</summary>
    /// <param name="type">What it is.</param>
    /// <param name="id">The request's number; null: it has none.</param>
    public SftpPacket Begin(byte type, uint? id)
    {
        bytes[4] = type;
        count = 5;
        return id is { } number ? UInt32(number) : this;
    }

    /// <summary>Takes a packet that came: without its length.</summary>
    public SftpPacket(byte[] body) => (bytes, count) = (body, body.Length);

    /// <summary>The type of one that came.</summary>
    public byte Type => bytes[0];

    /// <summary>The whole packet, to send; it is written no further until it was.</summary>
    public ReadOnlyMemory<byte> Bytes()
    {
        BinaryPrimitives.WriteInt32BigEndian(bytes, count - 4);
        return bytes.AsMemory(0, count);
    }

    public SftpPacket UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(More(4), value);
        return this;
    }

    public SftpPacket UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(More(8), value);
        return this;
    }

    public SftpPacket Text(string value) => Binary(Encoding.UTF8.GetBytes(value));

    public SftpPacket Binary(ReadOnlySpan<byte> value)
    {
        UInt32((uint)value.Length);
        value.CopyTo(More(value.Length));
        return this;
    }

    /// <summary>Passes over the type and the number of the request; gives the number.</summary>
    public uint TakeId()
    {
        at = 1;
        return TakeUInt32();
    }

    public uint TakeUInt32()
    {
        var value = BinaryPrimitives.ReadUInt32BigEndian(Take(4));
        return value;
    }

    public ulong TakeUInt64() => BinaryPrimitives.ReadUInt64BigEndian(Take(8));

    public ReadOnlySpan<byte> TakeBinary() => Take((int)Math.Min(TakeUInt32(), int.MaxValue));

    public string TakeText() => Encoding.UTF8.GetString(TakeBinary());

    /// <summary>Whether something is left to read.</summary>
    public bool HasMore => at < count;

    /// <summary>Passes over the type alone, of a packet without a number.</summary>
    public void SkipType() => at = 1;

    private Span<byte> More(int length)
    {
        if (bytes.Length - count < length)
        {
            Array.Resize(ref bytes, Math.Max(2 * bytes.Length, count + length));
        }

        count += length;
        return bytes.AsSpan(count - length, length);
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length < 0 || length > count - at)
        {
            throw new NetBatchException(ErrorCode.TransferFailed, "The device's SFTP server sent a packet that ends too soon.");
        }

        var piece = bytes.AsSpan(at, length);
        at += length;
        return piece;
    }
}
