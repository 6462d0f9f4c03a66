using System.Globalization;

namespace NetBatch.Data.Tests.Campaign;

/// <summary>The sorts of values. Every pair of forms of one sort is a right migration by the databases' own manuals.</summary>
internal static class CampaignTypes
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    public static IReadOnlyList<CampaignType> All { get; } =
    [
        new("whole", [Whole("BIGINT"), Whole("NUMERIC"), "TEXT"], ["bigint", "numeric(20)", "text"],
            ["BIGINT", "DECIMAL(20)", "VARCHAR(40)"], random => CampaignValues.Whole(random),
            (value, _) => $"{long.Parse(value, Plain) ^ 1}") { IsKey = true },
        new("unsigned", ["TEXT"], ["numeric(20)", "text"], ["BIGINT UNSIGNED", "DECIMAL(20)"],
            random => $"{(ulong)random.NextInt64() * 2 + (ulong)random.Next(2)}",
            (value, _) => $"{ulong.Parse(value, Plain) ^ 1}") { IsKey = true },
        new("small", [Whole("SMALLINT"), Whole("INTEGER")], ["smallint", "integer", "bigint"], ["SMALLINT", "INT", "MEDIUMINT"],
            random => $"{random.Next(-32768, 32767)}", (value, _) => $"{int.Parse(value, Plain) + 1}"),
        // SQLite keeps 15 digits of a number with a fraction.
        new("year", [Whole("INTEGER")], ["smallint", "numeric(4)"], ["YEAR", "SMALLINT UNSIGNED"],
            random => $"{random.Next(1901, 2155)}", (value, _) => $"{int.Parse(value, Plain) + 1}"),
        new("money", [Real("DECIMAL(15,4)")], ["numeric(15,4)", "numeric(30,10)", "numeric", "campaign_money"], ["DECIMAL(15,4)", "DECIMAL(30,10)"],
            CampaignValues.Money, CampaignValues.LastDigit),
        new("great", ["TEXT"], ["numeric(38,10)"], ["DECIMAL(38,10)"], CampaignValues.Great, CampaignValues.LastDigit) { IsKey = true },
        new("rate", ["TEXT"], ["numeric(30,20)", "numeric"], ["DECIMAL(30,20)", "DECIMAL(40,25)"], CampaignValues.Rate,
            CampaignValues.LastDigit),
        new("real", [Real("REAL"), Real("DOUBLE")], ["double precision"], ["DOUBLE"],
            random => CampaignValues.Real(random).ToString("R", Plain),
            (value, _) => Math.BitIncrement(double.Parse(value, Plain)).ToString("R", Plain)),
        new("single", [new("REAL", value => (double)float.Parse(value, Plain))], ["real"], ["FLOAT"], CampaignValues.Single,
            CampaignValues.NextSingle),
        // The same written in decimal and read as 64 bits, as a migration through text does.
        new("shortest", [Real("REAL")], ["real", "double precision"], ["FLOAT", "DOUBLE"], CampaignValues.Single,
            CampaignValues.NextSingle),
        new("text", ["TEXT", "VARCHAR(100)", "CLOB", "TEXT COLLATE NOCASE", "TEXT COLLATE RTRIM"],
            ["text", "varchar(100)", "text COLLATE \"C\"", "text COLLATE \"und-x-icu\"", "text COLLATE campaign_folding"],
            ["LONGTEXT", "VARCHAR(100)", "VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
                "VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci"],
            random => CampaignValues.Text(random, 20), CampaignValues.ChangedText) { IsKey = true },
        new("fixed", ["CHAR(12)"], ["char(12)", "varchar(20)"], ["CHAR(12)", "VARCHAR(20)"],
            random => CampaignValues.Text(random, 12).TrimEnd(' '), CampaignValues.ChangedFixed),
        new("flag", [Whole("BOOLEAN"), Whole("INTEGER")], ["boolean"], ["BOOLEAN", "TINYINT(1)"], CampaignValues.Flag,
            CampaignValues.OtherFlag),
        new("word", [Whole("BOOLEAN"), new("TEXT", value => value == "1" ? "true" : "false")], ["boolean"], ["BOOLEAN"],
            CampaignValues.Flag, CampaignValues.OtherFlag),
        new("day", ["DATE", "TEXT"], ["date"], ["DATE"], random => CampaignValues.Day(random).ToString("yyyy-MM-dd", Plain),
            (value, _) => DateOnly.Parse(value, Plain).AddDays(1).ToString("yyyy-MM-dd", Plain)) { IsKey = true },
        new("midnight", ["DATE"], ["date", "timestamp"], ["DATE", "DATETIME"],
            random => CampaignValues.Day(random).ToString("yyyy-MM-dd", Plain),
            (value, _) => DateOnly.Parse(value, Plain).AddDays(-1).ToString("yyyy-MM-dd", Plain)),
        new("local", ["TIMESTAMP", "DATETIME"], ["timestamp"], ["DATETIME(6)"], CampaignValues.Time,
            CampaignValues.Microsecond) { IsKey = true },
        new("instant", [new("TIMESTAMPTZ", value => value + "Z"), new("TIMESTAMPTZ", value => value.Replace(' ', 'T') + "+00:00")],
            ["timestamptz"], ["TIMESTAMP(6) NULL", "DATETIME(6)"], CampaignValues.Time, CampaignValues.Microsecond) { IsKey = true },
        // A place is a place with fewer digits of the second, too.
        new("milliseconds", ["TIMESTAMP", "DATETIME"], ["timestamp(3)", "timestamp"], ["DATETIME(3)", "DATETIME(6)"],
            random => CampaignValues.Time(random)[..^3], CampaignValues.LastDigit),
        new("clock", ["TIME"], ["time"], ["TIME(6)"], random =>
            new TimeOnly(random.NextInt64(0, 86_400_000_000) * 10).ToString("HH:mm:ss.ffffff", Plain), CampaignValues.Microsecond),
        new("uuid", [new("UUID", value => value.ToUpperInvariant()), "UUID", Uuid("BLOB")], ["uuid"], ["UUID", Uuid("BINARY(16)")],
            random => CampaignValues.Uuid(random), CampaignValues.LastHex) { IsKey = true },
        new("json", [new("JSON", value => value.Replace(" ", "", StringComparison.Ordinal))], ["jsonb", "json"], ["JSON"],
            random => $$"""{"b": [{{random.Next(1000)}}, "ä"], "a": 1.50}""",
            (value, _) => value.Replace("1.50", "1.51", StringComparison.Ordinal)),
        new("bytes", [Bytes("BLOB")], [Bytes("bytea")], [Bytes("LONGBLOB"), Bytes("VARBINARY(64)")],
            random => Convert.ToHexString(CampaignValues.Bytes(random)), CampaignValues.LastHex) { IsKey = true },
        new("address", ["TEXT"], ["inet", "text"], ["VARCHAR(60)"],
            random => $"10.{random.Next(256)}.{random.Next(256)}.{random.Next(256)}",
            (value, _) => value[^1] == '1' ? value[..^1] + "2" : value[..^1] + "1"),
        new("bits", ["TEXT"], ["bit(10)", "varbit", "text"], [new("BIT(10)", value => Convert.ToInt64(value, 2)), "CHAR(10)"],
            random => Convert.ToString(random.Next(1024), 2).PadLeft(10, '0'),
            (value, _) => $"{value[..^1]}{(value[^1] == '0' ? '1' : '0')}"),
        new("list", ["TEXT"], ["integer[]", "text"], ["VARCHAR(60)"], random => $"{{{random.Next(9)},{random.Next(-99, 99)}}}",
            (value, _) => value.Replace("}", ",0}", StringComparison.Ordinal)),
        new("span", ["TEXT"], ["int4range", "text"], ["VARCHAR(60)"], random => $"[{random.Next(9)},{random.Next(10, 99)})",
            (value, _) => value.Replace(")", "0)", StringComparison.Ordinal)),
        new("choice", ["TEXT"], ["text", "varchar(10)", "campaign_choice"], ["ENUM('new','paid','sent')", "VARCHAR(10)"],
            random => random.GetItems(["new", "paid", "sent"], 1)[0], (value, _) => value == "new" ? "paid" : "new"),
    ];

    private static CampaignForm Whole(string type) => new(type, value => long.Parse(value, Plain));

    private static CampaignForm Real(string type) => new(type, value => double.Parse(value, Plain));

    private static CampaignForm Bytes(string type) => new(type, Convert.FromHexString);

    private static CampaignForm Uuid(string type) => new(type, value => Guid.Parse(value).ToByteArray(bigEndian: true));
}
