using System.Globalization;
using System.Runtime.InteropServices;

namespace NetBatch;

/// <summary>Who the kernel says that this process works for.</summary>
public static class Account
{
    private const string Map = "/proc/self/uid_map";

    /// <summary>getpwuid answers in one place for all threads.</summary>
    private static readonly Lock Answer = new();

    /// <summary>Whether the process runs in a user namespace, in which anybody may be called anything (user_namespaces(7)).</summary>
    public static bool IsInNamespace => OperatingSystem.IsLinux() && ReadMap() is { } map && map is not ["0", "0", "4294967295"];

    /// <summary>The account's name; in a user namespace with the number that it has outside, so that nobody reads it as
    /// another's.</summary>
    public static string Name => IsInNamespace
        ? $"{Environment.UserName} (user namespace, uid {Outside()?.ToString(CultureInfo.InvariantCulture) ?? "unknown"})"
        : Environment.UserName;

    /// <summary>The account's home folder as the system's list of accounts has it: what OpenSSH means by <c>~</c>, whatever HOME says
    /// (as after <c>sudo</c>, which may keep the caller's). On Windows, or where the account is in no list, the profile's folder.</summary>
    public static string Home { get; } =
        (OperatingSystem.IsWindows() ? null : HomeOf(FileFacts.Me)) ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>The name of an account by its number; the number where it has no name.</summary>
    public static string NameOf(uint id) => Entry(id, 0) ?? id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Null where the account is in no list, has no folder there, or the layout of the list is not known.</summary>
    private static string? HomeOf(uint id) =>
        // struct passwd: two texts, two numbers of four bytes, the full name, the folder; on macOS a time and a class before the name.
        (OperatingSystem.IsLinux() ? Entry(id, (3 * nint.Size) + 8)
            : OperatingSystem.IsMacOS() ? Entry(id, (5 * nint.Size) + 8) : null) is { Length: > 0 } home ? home : null;

    /// <summary>A text of an account's entry, by where its pointer stands; the name comes first on every system.</summary>
    private static string? Entry(uint id, int offset)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        lock (Answer)
        {
            var entry = GetAccount(id);
            return entry == 0 ? null : Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(entry, offset));
        }
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
