using System.Buffers.Binary;
using System.Security.Cryptography;

namespace NetBatch.Data.Comparing;

/// <summary>
/// A hash of values as they lie in memory: a polynomial modulo 2^61-1 at a point that is chosen by chance for each comparison (Karp and
/// Rabin, IBM Journal of Research and Development 31(2), 1987), of which every bit is then mixed with every other, so that sums of hashes
/// tell rows apart that have changed values among each other.
/// </summary>
internal sealed class RowPrint
{
    private const ulong Prime = (1UL << 61) - 1;
    private readonly ulong point = 1 + (BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8)) % (Prime - 2));

    /// <summary>Where a hash begins.</summary>
    public static ulong Start(ulong seed) => seed + 1;

    /// <summary>Goes on with a number.</summary>
    public ulong Add(ulong hash, ulong value)
    {
        hash = Step(hash, value & uint.MaxValue);
        return Step(hash, value >> 32);
    }

    /// <summary>Goes on with bytes; how many there are counts, too.</summary>
    public ulong Add(ulong hash, ReadOnlySpan<byte> bytes)
    {
        hash = Step(hash, (ulong)bytes.Length);
        for (; bytes.Length >= 4; bytes = bytes[4..])
        {
            hash = Step(hash, BinaryPrimitives.ReadUInt32LittleEndian(bytes));
        }

        if (bytes.IsEmpty)
        {
            return hash;
        }

        // What is left of a word; its zeros are told by the length.
        uint last = 0;
        foreach (var one in bytes)
        {
            last = (last << 8) | one;
        }

        return Step(hash, last);
    }

    /// <summary>The hash with its bits mixed (the finalizer of MurmurHash3, public domain).</summary>
    public static ulong End(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
        return hash ^ (hash >> 33);
    }

    // One above the value: zeros at the end are part of what is hashed.
    private ulong Step(ulong hash, ulong value)
    {
        var high = Math.BigMul(hash, point, out var low);
        var sum = (low & Prime) + ((high << 3) | (low >> 61)) + value + 1;
        sum = (sum & Prime) + (sum >> 61);
        return sum >= Prime ? sum - Prime : sum;
    }
}
