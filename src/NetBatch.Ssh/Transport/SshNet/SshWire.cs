using System.Buffers.Binary;
using System.Text;

namespace NetBatch.Ssh.Transport;

/// <summary>Reads the data types of SSH (RFC 4251, section 5).</summary>
internal sealed class SshWire(ReadOnlyMemory<byte> bytes)
{
    private ReadOnlyMemory<byte> rest = bytes;

    /// <exception cref="IOException">The message ends before it.</exception>
    public int ReadNumber()
    {
        var number = BinaryPrimitives.ReadInt32BigEndian(Take(4).Span);
        return number >= 0 ? number : throw new IOException("A length is out of range.");
    }

    /// <exception cref="IOException">The message ends before it.</exception>
    public byte[] ReadBlob() => Take(ReadNumber()).ToArray();

    /// <summary>The name that a public key's blob begins with.</summary>
    public static string TypeOf(byte[] key) => Encoding.ASCII.GetString(new SshWire(key).ReadBlob());

    private ReadOnlyMemory<byte> Take(int length)
    {
        if (length > rest.Length)
        {
            throw new IOException("The message is too short.");
        }

        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }
}
