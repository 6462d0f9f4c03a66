using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace NetBatch;

/// <summary>Names of things as names of files.</summary>
public static partial class FileName
{
    /// <summary>File systems take 255 bytes; the rest is for endings.</summary>
    private const int MostBytes = 200;

    /// <summary>A name that is a file's name everywhere; one that had to be changed is told from others by a piece of its hash.</summary>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var plain = Short(string.Concat(name.EnumerateRunes().Select(Plain))).TrimEnd('.', ' ');
        plain = plain.StartsWith('.') || plain.Length == 0 || OfWindows().IsMatch(plain) ? "_" + plain : plain;
        return plain == name ? plain : $"{plain}~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8]}";
    }

    private static string Plain(Rune sign) =>
        Rune.IsControl(sign) || sign == Rune.ReplacementChar || "/\\:*?\"<>|".Contains(sign.ToString(), StringComparison.Ordinal) ? "_"
            : sign.ToString();

    private static string Short(string name)
    {
        var bytes = 0;
        return string.Concat(name.EnumerateRunes().TakeWhile(sign => (bytes += sign.Utf8SequenceLength) <= MostBytes));
    }

    /// <summary>Names of devices, with any ending (learn.microsoft.com, "Naming Files, Paths, and Namespaces").</summary>
    [GeneratedRegex(@"\A(?:CON|PRN|AUX|NUL|(?:COM|LPT)[0-9\u00b9\u00b2\u00b3])(?:\.|\z)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OfWindows();
}
