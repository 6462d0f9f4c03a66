using System.Security.Cryptography;
using System.Text;

namespace NetBatch;

/// <summary>Names of things as names of files.</summary>
public static class FileName
{
    /// <summary>A name that is a file's name everywhere; one that had to be changed is told from others by a piece of its hash.</summary>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var plain = string.Concat(
            name.Select(sign => char.IsControl(sign) || "/\\:*?\"<>|".Contains(sign, StringComparison.Ordinal) ? '_' : sign))
            .TrimEnd('.', ' ');
        plain = plain.StartsWith('.') || plain.Length == 0 ? "_" + plain : plain;
        return plain == name ? plain : $"{plain}~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8]}";
    }
}
