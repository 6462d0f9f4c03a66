namespace NetBatch.Reliability.Tests.Fuzzing;

/// <summary>A folder within a folder of its own, so that what leaves it is seen.</summary>
internal sealed class FuzzFolder : IDisposable
{
    private const string Outside = "/tmp/netbatch-outside";

    private readonly string parent = Directory.CreateTempSubdirectory("netbatch-fuzz-").FullName;

    public FuzzFolder() => Inside = Directory.CreateDirectory(Path.Combine(parent, "a", "b", "c", "in")).FullName;

    /// <summary>Where files may be written.</summary>
    public string Inside { get; }

    /// <summary>Whether nothing stands beside it.</summary>
    public bool IsClean => !Path.Exists(Outside)
        && Directory.EnumerateFileSystemEntries(parent, "*", SearchOption.AllDirectories).All(
            path => Inside.StartsWith(path, StringComparison.Ordinal) || path.StartsWith(Inside + "/", StringComparison.Ordinal));

    public void Dispose() => Directory.Delete(parent, recursive: true);
}
