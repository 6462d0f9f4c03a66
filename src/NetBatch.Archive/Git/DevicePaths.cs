using System.Security.Cryptography;
using System.Text;

namespace NetBatch.Archive.Git;

/// <summary>
/// Which file of a repository is which device's. A device keeps the file that it has, wherever another tool put it
/// (Oxidized: <c>NAME</c> or <c>GROUP/NAME</c>; RANCID: <c>configs/NAME</c> or <c>GROUP/configs/NAME</c>); a new one gets a file of its
/// name at the top, and parts other than the running configuration a folder of their name.
/// </summary>
internal sealed class DevicePaths
{
    private readonly ILookup<string, string> byName;

    /// <summary>Reads a repository.</summary>
    /// <param name="files">The paths of its files.</param>
    public DevicePaths(IEnumerable<string> files) => byName = files.ToLookup(path => path[(path.LastIndexOf('/') + 1)..], StringComparer.OrdinalIgnoreCase);

    /// <summary>The path of a device's part.</summary>
    public string Of(string device, string part)
    {
        var name = FileName(device);
        if (part != ArchiveRules.Running)
        {
            return $"{part}/{name}";
        }

        string[] own = [.. byName[name].Where(path => !path.Contains('/', StringComparison.Ordinal) || !IsPart(path))];
        return own.Length == 1 ? own[0] : name;
    }

    /// <summary>A name that is a file's name everywhere; one that had to be changed is told from others by a piece of its hash.</summary>
    public static string FileName(string device)
    {
        var plain = string.Concat(device.Select(sign => char.IsControl(sign) || "/\\:*?\"<>|".Contains(sign, StringComparison.Ordinal) ? '_' : sign)).TrimEnd('.', ' ');
        plain = plain.StartsWith('.') || plain.Length == 0 ? "_" + plain : plain;
        return plain == device ? plain : $"{plain}~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(device)))[..8]}";
    }

    private static bool IsPart(string path) => path.Split('/')[0] is ArchiveRules.Startup or "set" or "xml" or "facts";
}
