using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace NetBatch.Ssh.Files;

/// <summary>A packet of SFTP version 3 (draft-ietf-secsh-filexfer-02): what is written into one, and what is read out of one.</summary>
internal sealed class SftpPacket
{
    public const byte Init = 1, Version = 2, Open = 3, Close = 4, Read = 5, Write = 6, Stat = 17, Remove = 13, Rename = 18;
    public const byte Status = 101, Handle = 102, Data = 103, Attributes = 105, Extended = 200, ExtendedReply = 201;

    private readonly ArrayBufferWriter<byte> written = new();
    private int at;

    /// <summary>Begins a packet; its length is put in by <see cref="Bytes"/>.</summary>
    public SftpPacket(byte type, uint? id)
    {
        written.Write("\0\0\0\0"u8);
        written.Write([type]);
        if (id is { } number)
        {
            UInt32(number);
        }
    }

    /// <summary>Takes a packet that came: without its length.</summary>
    public SftpPacket(byte[] body) => written.Write(body);

    /// <summary>The type of one that came.</summary>
    public byte Type => written.WrittenSpan[0];

    /// <summary>The whole packet, to send.</summary>
    public ReadOnlyMemory<byte> Bytes()
    {
        var bytes = written.WrittenSpan.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(bytes, bytes.Length - 4);
        return bytes;
    }

    public SftpPacket UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(written.GetSpan(4), value);
        written.Advance(4);
        return this;
    }

    public SftpPacket UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(written.GetSpan(8), value);
        written.Advance(8);
        return this;
    }

    public SftpPacket Text(string value) => Binary(Encoding.UTF8.GetBytes(value));

    public SftpPacket Binary(ReadOnlySpan<byte> value)
    {
        UInt32((uint)value.Length);
        written.Write(value);
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
    public bool HasMore => at < written.WrittenCount;

    /// <summary>Passes over the type alone, of a packet without a number.</summary>
    public void SkipType() => at = 1;

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > written.WrittenCount - at)
        {
            throw new NetBatchException(ErrorCode.TransferFailed, "The device's SFTP server sent a packet that ends too soon.");
        }

        var piece = written.WrittenSpan.Slice(at, count);
        at += count;
        return piece;
    }
}
