using System.Globalization;

namespace NetBatch.Data.Tests.Campaign;

/// <summary>Values by chance, those at the edges among them, and the least change of each.</summary>
internal static class CampaignValues
{
    private const string Letters = "abcXYZ019 äß€漢😀'\"\\%_-,;\t";
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    public static string Whole(Random random) => random.Next(6) switch
    {
        0 => "0",
        1 => $"{long.MaxValue}",
        2 => $"{random.Next(-9, 10)}",
        _ => $"{random.NextInt64(long.MinValue + 1, long.MaxValue)}",
    };

    public static string Money(Random random) =>
        string.Create(Plain, $"{random.NextInt64(-99_999_999_999, 99_999_999_999)}.{random.Next(10_000):0000}");

    public static string Great(Random random) =>
        string.Create(Plain,
            $"{random.NextInt64(1, long.MaxValue)}{random.Next(100_000_000):00000000}.{random.NextInt64(1_000_000_000, 9_999_999_999)}");

    public static string Rate(Random random) => string.Create(Plain,
        $"{random.Next(-9_999, 9_999)}.{random.NextInt64(10_000_000_000):0000000000}{random.NextInt64(10_000_000_000):0000000000}");

    public static double Real(Random random) => random.Next(6) switch
    {
        0 => random.NextDouble(),
        1 => random.NextDouble() * 1e-12,
        2 => random.NextInt64(1, 1L << 53),
        3 => random.Next(1, 100) / 4.0,
        4 => -1e-30 * (1 + random.NextDouble()),
        _ => (random.NextDouble() - 0.5) * 1e18,
    };

    public static string Single(Random random) => ((float)Real(random)).ToString("R", Plain);

    public static string NextSingle(string value, Random random) => MathF.BitIncrement(float.Parse(value, Plain)).ToString("R", Plain);

    public static string Text(Random random, int most)
    {
        var text = new System.Text.StringBuilder();
        for (var count = random.Next(most); count > 0 && text.Length < most - 1; count--)
        {
            text.Append(char.ConvertFromUtf32(char.ConvertToUtf32(Letters, Start(random.Next(Letters.Length)))));
        }

        return text.ToString();

        static int Start(int at) => char.IsLowSurrogate(Letters[at]) ? at - 1 : at;
    }

    /// <summary>Another case, a blank at the end, a letter of another composition, or one more character.</summary>
    public static string ChangedText(string value, Random random) => random.Next(4) switch
    {
        0 when value.Any(char.IsAsciiLetterLower) => value.ToUpperInvariant(),
        1 => value + " ",
        2 when value.Contains('ä', StringComparison.Ordinal) => value.Replace("ä", "a\u0308", StringComparison.Ordinal),
        _ => value + "x",
    };

    public static string ChangedFixed(string value, Random random) =>
        ChangedText(value.Length > 8 ? value[..(char.IsHighSurrogate(value[7]) ? 7 : 8)] : value, random).TrimEnd(' ') is var changed
            && changed == value ? "!" : changed;

    public static string Flag(Random random) => random.Next(2) == 0 ? "0" : "1";

    public static string OtherFlag(string value, Random random) => value == "0" ? "1" : "0";

    public static string LastDigit(string value, Random random) => $"{value[..^1]}{(value[^1] == '5' ? '6' : '5')}";

    public static string LastHex(string value, Random random) => $"{value[..^1]}{(value[^1] == '0' ? '1' : '0')}";

    public static string Microsecond(string value, Random random) => $"{value[..^1]}{(value[^1] == '0' ? '1' : '0')}";

    public static DateOnly Day(Random random) => random.Next(8) switch
    {
        0 => new DateOnly(9999, 12, 30),
        1 => new DateOnly(1582, 10, random.Next(1, 31)),
        _ => new DateOnly(1900, 1, 1).AddDays(random.Next(60_000)),
    };

    /// <summary>What MariaDB's TIMESTAMP holds: 1970 to 2038.</summary>
    public static string Time(Random random) =>
        new DateTime(1971, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddTicks(random.NextInt64(0, 66L * 365 * 86_400 * 1_000_000) * 10)
            .ToString("yyyy-MM-dd HH:mm:ss.ffffff", Plain);

    /// <summary>Of version 4 (RFC 9562): MariaDB takes no other bits than those of a version.</summary>
    public static string Uuid(Random random)
    {
        var bytes = Bytes(random, 16);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    public static byte[] Bytes(Random random, int? count = null)
    {
        var bytes = new byte[count ?? random.Next(1, 24)];
        random.NextBytes(bytes);
        return bytes;
    }
}
