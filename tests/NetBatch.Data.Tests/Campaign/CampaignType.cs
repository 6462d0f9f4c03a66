using System.Globalization;

namespace NetBatch.Data.Tests.Campaign;

/// <summary>
/// A sort of values as the databases' manuals describe it: the type that each has for it, values of it, and the least change
/// that makes another value. Nothing here asks the code that is judged.
/// </summary>
/// <param name="Name">The column.</param>
/// <param name="Sqlite">SQLite's declared type.</param>
/// <param name="PostgreSql">PostgreSQL's type.</param>
/// <param name="MariaDb">MariaDB's type.</param>
/// <param name="Make">A value as text, which PostgreSQL and MariaDB read.</param>
/// <param name="Change">Another value that differs as little as may be.</param>
/// <param name="ForSqlite">The value that SQLite keeps.</param>
internal sealed record CampaignType(
    string Name, string Sqlite, string PostgreSql, string MariaDb, Func<Random, string> Make, Func<string, Random, string> Change, Func<string, object> ForSqlite)
{
    private const string Letters = "abcXYZ019 äß€漢😀'\"\\%_-";

    public static IReadOnlyList<CampaignType> All { get; } =
    [
        new("whole", "BIGINT", "bigint", "BIGINT", random => $"{random.NextInt64(long.MinValue, long.MaxValue)}", (value, _) => $"{long.Parse(value, CultureInfo.InvariantCulture) ^ 1}", value => long.Parse(value, CultureInfo.InvariantCulture)),
        new("small", "SMALLINT", "smallint", "SMALLINT", random => $"{random.Next(-32768, 32767)}", (value, _) => $"{int.Parse(value, CultureInfo.InvariantCulture) + 1}", value => long.Parse(value, CultureInfo.InvariantCulture)),
        // SQLite keeps 15 digits of a number with a fraction.
        new("money", "DECIMAL(15,4)", "numeric(15,4)", "DECIMAL(15,4)", random => Money(random), LastDigit, value => double.Parse(value, CultureInfo.InvariantCulture)),
        new("great", "TEXT", "numeric(38,10)", "DECIMAL(38,10)", random => $"{random.NextInt64(1, long.MaxValue)}{random.Next(100_000_000):00000000}.{random.NextInt64(1_000_000_000, 9_999_999_999)}", LastDigit, value => value),
        new("real", "REAL", "double precision", "DOUBLE", random => Real(random).ToString("R", CultureInfo.InvariantCulture), (value, _) => Math.BitIncrement(double.Parse(value, CultureInfo.InvariantCulture)).ToString("R", CultureInfo.InvariantCulture), value => double.Parse(value, CultureInfo.InvariantCulture)),
        new("text", "TEXT", "text", "LONGTEXT", random => Text(random, 20), ChangedText, value => value),
        new("fixed", "CHAR(12)", "char(12)", "CHAR(12)", random => Text(random, 12).TrimEnd(' '), (value, random) => ChangedText(value.Length > 10 ? value[..8] : value, random).TrimEnd(' ') is var changed && changed == value ? "!" : changed, value => value),
        new("flag", "BOOLEAN", "boolean", "BOOLEAN", random => random.Next(2) == 0 ? "0" : "1", (value, _) => value == "0" ? "1" : "0", value => long.Parse(value, CultureInfo.InvariantCulture)),
        new("day", "DATE", "date", "DATE", random => Day(random).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), (value, _) => DateOnly.Parse(value, CultureInfo.InvariantCulture).AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), value => value),
        new("local", "TIMESTAMP", "timestamp", "DATETIME(6)", random => Time(random), Microsecond, value => value),
        new("instant", "TIMESTAMPTZ", "timestamptz", "TIMESTAMP(6) NULL", random => Time(random), Microsecond, value => value + "Z"),
        new("clock", "TIME", "time", "TIME(6)", random => new TimeOnly(random.NextInt64(0, 86_400_000_000) * 10).ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture), (value, _) => $"{value[..^1]}{(value[^1] == '0' ? '1' : '0')}", value => value),
        new("uuid", "UUID", "uuid", "UUID", random => Uuid(random), (value, _) => $"{value[..^1]}{(value[^1] == '0' ? '1' : '0')}", value => value.ToUpperInvariant()),
        new("json", "JSON", "jsonb", "JSON", random => $$"""{"b": [{{random.Next(1000)}}, "ä"], "a": 1.50}""", (value, _) => value.Replace("1.50", "1.51", StringComparison.Ordinal), value => value.Replace(" ", "", StringComparison.Ordinal)),
        new("bytes", "BLOB", "bytea", "LONGBLOB", random => Convert.ToHexString(Bytes(random)), (value, _) => $"{value[..^1]}{(value[^1] == '0' ? '1' : '0')}", value => Convert.FromHexString(value)),
    ];

    /// <summary>What a database is given for a value.</summary>
    public object? Parameter(string provider, string? value) => value is null ? DBNull.Value
        : provider == "sqlite" ? ForSqlite(value)
        : Name == "bytes" ? Convert.FromHexString(value)
        : value;

    public string TypeIn(string provider) => provider switch
    {
        "sqlite" => Sqlite,
        "postgresql" => PostgreSql,
        _ => MariaDb,
    };

    private static string Money(Random random) => string.Create(CultureInfo.InvariantCulture, $"{random.NextInt64(-99_999_999_999, 99_999_999_999)}.{random.Next(10_000):0000}");

    private static double Real(Random random) => random.Next(4) switch
    {
        0 => random.NextDouble(),
        1 => random.NextDouble() * 1e-12,
        2 => random.NextInt64(1, 1L << 53),
        _ => (random.NextDouble() - 0.5) * 1e18,
    };

    private static string Text(Random random, int most)
    {
        var text = new System.Text.StringBuilder();
        for (var count = random.Next(most); count > 0 && text.Length < most - 1; count--)
        {
            text.Append(char.ConvertFromUtf32(char.ConvertToUtf32(Letters, Start(random.Next(Letters.Length)))));
        }

        return text.ToString();

        static int Start(int at) => char.IsLowSurrogate(Letters[at]) ? at - 1 : at;
    }

    // Another case, a blank at the end, or another character.
    private static string ChangedText(string value, Random random) => random.Next(3) switch
    {
        0 when value.Any(char.IsAsciiLetterLower) => value.ToUpperInvariant(),
        1 => value + " ",
        _ => value + "x",
    };

    private static string LastDigit(string value, Random random) => $"{value[..^1]}{(value[^1] == '5' ? '6' : '5')}";

    private static DateOnly Day(Random random) => new DateOnly(1900, 1, 1).AddDays(random.Next(60_000));

    // What MariaDB's TIMESTAMP holds: 1970 to 2038.
    private static string Time(Random random) =>
        new DateTime(1971, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddTicks(random.NextInt64(0, 66L * 365 * 86_400 * 1_000_000) * 10).ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    private static string Microsecond(string value, Random random) => $"{value[..^1]}{(value[^1] == '0' ? '1' : '0')}";

    // Of version 4 (RFC 9562): MariaDB takes no other bits than those of a version.
    private static string Uuid(Random random)
    {
        var bytes = Bytes(random, 16);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    private static byte[] Bytes(Random random, int? count = null)
    {
        var bytes = new byte[count ?? random.Next(1, 24)];
        random.NextBytes(bytes);
        return bytes;
    }
}
