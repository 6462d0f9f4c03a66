using System.Collections.Concurrent;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace NetBatch.Data.Providers;

/// <summary>
/// Functions that SQLite lacks and validators push down: <c>regexp</c> (sqlite.org/lang_expr.html#regexp leaves it to the
/// application), and <c>nb_hash</c>, one of the two halves of the first 64 bits of an MD5, as other databases compute it.
/// MD5 serves to tell rows apart, not to keep anything safe.
/// </summary>
internal static class SqliteFunctions
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    public static void AddTo(SqliteConnection connection)
    {
        ConcurrentDictionary<string, Regex> patterns = new(StringComparer.Ordinal);
        connection.CreateFunction<string, string?, bool?>(
            "regexp",
            (pattern, text) => text is null ? null : patterns.GetOrAdd(pattern, static one => new Regex(one, RegexOptions.CultureInvariant, MatchTimeout)).IsMatch(text),
            isDeterministic: true);
        connection.CreateFunction<string, long, long>("nb_hash", Hash, isDeterministic: true);
    }

    /// <summary>32 bits of the text's MD5: those from byte 0 (<paramref name="half"/> 0) or from byte 4 (1), the most significant first.</summary>
    public static long Hash(string text, long half)
    {
#pragma warning disable CA5351 // It tells rows apart and protects nothing; the other side of a comparison has no other function in common.
        Span<byte> sum = stackalloc byte[MD5.HashSizeInBytes];
        MD5.HashData(Encoding.UTF8.GetBytes(text), sum);
#pragma warning restore CA5351
        return BinaryPrimitives.ReadUInt32BigEndian(sum[(int)(half * 4)..]);
    }
}
