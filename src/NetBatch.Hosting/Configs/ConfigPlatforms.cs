using NetBatch.Remediation;

namespace NetBatch.Hosting;

/// <summary>The platforms whose configs are understood: those that come with NetBatch, and the user's own rule files.</summary>
internal static class ConfigPlatforms
{
    /// <summary>Loads them; the user's own stand in <c>configs</c> beside the store, where there is such a folder.</summary>
    /// <param name="store">The store's file.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidConfig"/>: a rule file is wrong.</exception>
    public static PlatformCatalog Load(string store)
    {
        var folder = Path.Combine(Path.GetDirectoryName(store)!, "configs");
        return Directory.Exists(folder) ? PlatformCatalog.Load(folder) : PlatformCatalog.BuiltIn;
    }
}
