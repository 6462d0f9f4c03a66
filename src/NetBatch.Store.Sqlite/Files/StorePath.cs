namespace NetBatch.Store.Sqlite;

/// <summary>Where the store's file lies when nobody says it.</summary>
public static class StorePath
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "netbatch.db";

    /// <summary>
    /// <c>NETBATCH_HOME</c>/netbatch.db where that variable is set, else netbatch/netbatch.db in the user's data folder:
    /// <c>LocalApplicationData</c>, which is <c>XDG_DATA_HOME</c> or ~/.local/share on Linux.
    /// </summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.StoreUnusable"/>: the user has no such folder.</exception>
    public static string Default() => Default(
        Environment.GetEnvironmentVariable("NETBATCH_HOME"),
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify));

    /// <summary>Whether another account than this one (and root) can change a store's file, or put another in its place.</summary>
    public static bool OthersCanWrite(string path) => StoreSharing.OthersCanWrite(path);

    internal static string Default(string? home, string data)
    {
        if (!string.IsNullOrEmpty(home))
        {
            return Path.Combine(Path.GetFullPath(home), FileName);
        }

        return data.Length > 0
            ? Path.Combine(data, "netbatch", FileName)
            : throw new NetBatchException(
                ErrorCode.StoreUnusable,
                "This account has no data folder to keep the store in.",
                "Set NETBATCH_HOME to a folder on a local disk, or name the store's path.");
    }
}
