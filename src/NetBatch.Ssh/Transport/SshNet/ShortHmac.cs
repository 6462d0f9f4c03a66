using System.Security.Cryptography;
using Renci.SshNet;

namespace NetBatch.Ssh.Transport;

/// <summary>Checksums of old gear: MD5, and the first 96 bits of one (RFC 4253, section 6.4).</summary>
internal sealed class ShortHmac : HashAlgorithm
{
    private readonly IncrementalHash inner;

    private ShortHmac(HashAlgorithmName name, byte[] key, int bits)
    {
        inner = IncrementalHash.CreateHMAC(name, key);
        HashSizeValue = bits;
    }

    public static HashInfo Md5(int bits) => new(128, key => new ShortHmac(HashAlgorithmName.MD5, key, bits));

    public static HashInfo Sha1() => new(160, key => new ShortHmac(HashAlgorithmName.SHA1, key, 96));

    public override void Initialize()
    {
    }

    protected override void HashCore(byte[] array, int ibStart, int cbSize) => inner.AppendData(array, ibStart, cbSize);

    protected override void HashCore(ReadOnlySpan<byte> source) => inner.AppendData(source);

    protected override byte[] HashFinal() => inner.GetHashAndReset()[..(HashSizeValue / 8)];

    protected override bool TryHashFinal(Span<byte> destination, out int bytesWritten)
    {
        var hash = HashFinal();
        bytesWritten = hash.Length;
        return hash.AsSpan().TryCopyTo(destination);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
