using System.Security.Cryptography;
using System.Text;

namespace NetBatch.Hosting;

/// <summary>A folder that only this account can write, for what it has approved of a store that others can write too.</summary>
internal static class PrivateStorage
{
    /// <summary>
    /// The folder for a store, made where it is missing: <c>netbatch/approved</c> in the data folder, else in XDG_RUNTIME_DIR, else a
    /// folder with
    /// the account's number in the temporary folder; null where each of them could be another account's.
    /// </summary>
    public static string? Of(string store)
    {
        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        var runtime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        var own = OperatingSystem.IsWindows() ? "netbatch-approved" : FormattableString.Invariant($"netbatch-approved-{FileFacts.Me}");
        string?[] places =
        [
            data.Length > 0 ? Path.Combine(data, "netbatch", "approved") : null,
            string.IsNullOrEmpty(runtime) ? null : Path.Combine(runtime, "netbatch-approved"),
            Path.Combine(Path.GetTempPath(), own),
            OperatingSystem.IsWindows() ? null : Path.Combine("/tmp", own),
        ];
        var place = StorePlace.IsAddress(store) ? store : Path.GetFullPath(store);
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(place)))[..16];
        return places.OfType<string>().Select(place => Made(Path.Combine(place, name))).FirstOrDefault(folder => folder is not null);
    }

    /// <summary>Adds lines to a file of the account's own, whole.</summary>
    public static void Append(string path, string lines)
    {
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite,
            BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        file.Write(Encoding.UTF8.GetBytes(lines));
        file.Flush(flushToDisk: true);
    }

    private static string? Made(string folder)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                return Directory.CreateDirectory(folder).FullName;
            }

            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return SafeFolder.IsPrivate(folder) ? folder : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null; // The next place is asked.
        }
    }
}
