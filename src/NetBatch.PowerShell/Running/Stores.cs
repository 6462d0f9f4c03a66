using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Which file a store path means.</summary>
internal static class Stores
{
    /// <summary>The file: as given, netbatch.db in a folder that is given, or the user's own where nothing is.</summary>
    public static string FileOf(string? path) =>
        path is null ? HostOptions.DefaultStorePath
        : Directory.Exists(path) ? Path.Combine(path, Path.GetFileName(HostOptions.DefaultStorePath))
        : path;
}
