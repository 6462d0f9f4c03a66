namespace NetBatch.Platforms.Tests;

/// <summary>A folder of a user's own platform files.</summary>
public abstract class PlatformFolder : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("netbatch-platforms-");

    /// <inheritdoc/>
    public void Dispose() => root.Delete(recursive: true);

    protected string Write(string name, string text)
    {
        var path = Path.Combine(root.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    protected PlatformCatalog Load() =>
        PlatformCatalog.Load(Path.Combine(root.FullName, "platforms"), Path.Combine(root.FullName, "configs"));

    protected PlatformReport Check(string path) => PlatformCatalog.Check(path, Path.Combine(root.FullName, "platforms"));
}
