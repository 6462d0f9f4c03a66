using System.Globalization;
using System.Runtime.InteropServices;

namespace NetBatch;

/// <summary>Who the kernel says that this process works for.</summary>
public static class Account
{
    private const string Map = "/proc/self/uid_map";

    /// <summary>Whether the process runs in a user namespace, in which anybody may be called anything (user_namespaces(7)).</summary>
    public static bool IsInNamespace => OperatingSystem.IsLinux() && ReadMap() is { } map && map is not ["0", "0", "4294967295"];

    /// <summary>The account's name; in a user namespace with the number that it has outside, so that nobody reads it as
    /// another's.</summary>
    public static string Name => IsInNamespace
        ? $"{Environment.UserName} (user namespace, uid {Outside()?.ToString(CultureInfo.InvariantCulture) ?? "unknown"})"
        : Environment.UserName;

    /// <summary>The name of an account by its number; the number where it has no name.</summary>
    public static string NameOf(uint id)
    {
        var entry = OperatingSystem.IsWindows() ? 0 : GetAccount(id);
        // struct passwd begins with the name on every system.
        return (entry == 0 ? null : Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(entry))) ?? id.ToString(CultureInfo.InvariantCulture);
    }

    private static uint? Outside()
    {
        var words = ReadMap() ?? [];
        var me = FileFacts.Me;
        for (var at = 0; at + 2 < words.Length; at += 3)
        {
            if (uint.TryParse(words[at], out var inside) && uint.TryParse(words[at + 1], out var outside)
                && uint.TryParse(words[at + 2], out var count)
                && me >= inside && me - inside < count)
            {
                return outside + (me - inside);
            }
        }

        return null;
    }

    private static string[]? ReadMap()
    {
        try
        {
            return File.ReadAllText(Map).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null; // A kernel without user namespaces has no such file.
        }
    }

    [DllImport("libc", EntryPoint = "getpwuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint GetAccount(uint id);
}
