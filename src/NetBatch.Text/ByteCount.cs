using System.Globalization;
using System.Text.RegularExpressions;

namespace NetBatch;

/// <summary>Numbers of bytes as people write them.</summary>
public static partial class ByteCount
{
    /// <summary>What a size may look like, as the remedy of one that does not.</summary>
    public const string SizeForms = "Write bytes, or a number with K, M or G: 512M.";

    /// <summary>What a rate may look like, as the remedy of one that does not.</summary>
    public const string RateForms =
        "Write bytes a second (500000), a number with KB, MB or GB (5MB, 5MB/s; 1 MB is 1,048,576 bytes), or bits: 40Mbit, 100kbit/s, "
            + "1Gbps.";

    /// <summary>A size: <c>1048576</c>, <c>512M</c>, <c>512MB</c>; units are PowerShell's, powers of 1,024. Null: it is none.</summary>
    public static long? Size(string text) => Of(SizeText().Match(text ?? ""));

    /// <summary>
    /// Bytes a second: <c>500000</c>, <c>5MB</c>, <c>5MB/s</c>, <c>40Mbit</c>, <c>1Gbps</c>. Units of bytes are powers of 1,024, as in
    /// PowerShell; those of bits powers of 1,000, as lines are sold. Null: it is none. <c>5Mb</c> is none either: people mean both.
    /// </summary>
    public static long? Rate(string text) => Of(RateText().Match(text ?? ""));

    private static long? Of(Match match)
    {
        if (!match.Success)
        {
            return null;
        }

        var power = match.Groups["prefix"].Value.ToUpperInvariant() switch { "K" => 1, "M" => 2, "G" => 3, "T" => 4, _ => 0 };
        var bits = match.Groups["bits"].Success;
        var bytes = decimal.Parse(match.Groups["number"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture)
            * (decimal)Math.Pow(bits ? 1000 : 1024, power) / (bits ? 8 : 1);
        return bytes <= long.MaxValue ? (long)bytes : null;
    }

    [GeneratedRegex(@"\A(?<number>[0-9]{1,15})(?:(?<prefix>[KMG])B?|)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SizeText();

    [GeneratedRegex(
        @"\A\s*(?<number>[0-9]{1,15}(?:\.[0-9]{1,6})?) ?(?:(?<prefix>[KkMmGgTt]?)(?:(?<bits>bits?(?:/s)?|bps)|(?:i?B)?(?:/s)?|Bps))\s*\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex RateText();
}
