using NetBatch.Hosting.Tests.Support;

namespace NetBatch.Hosting.Tests.Trust;

/// <summary>A store that root has shared with the group users, with a data folder of root's own.</summary>
internal sealed class SharedStore : IAsyncDisposable
{
    private SharedStore(string folder) => Folder = folder;

    public string Folder { get; }

    public string Home => Path.Combine(Folder, "store");

    public static async Task<SharedStore> MakeAsync()
    {
        var shared = new SharedStore(Directory.CreateTempSubdirectory("netbatch-shared-").FullName);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(shared.Folder, (UnixFileMode)0b111_111_111);
            Directory.CreateDirectory(Path.Combine(shared.Folder, "root"), (UnixFileMode)0b111_000_000);
        }

        Directory.CreateDirectory(shared.Home);
        (await shared.RunAsync("store", "share", "--group", "users")).Exit.ShouldBe(0);
        return shared;
    }

    /// <summary>A file that everybody can read.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public Task<(int Exit, string Text)> RunAsync(params string[] arguments) => EndAsync(arguments, "root-data", null);

    public Task<(int Exit, string Text)> RunAsNobodyAsync(string groups, params string[] arguments) =>
        EndAsync(arguments, "nobody-data", groups);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        Directory.Delete(DataOf("root-data"), recursive: true);
        if (Directory.Exists(DataOf("nobody-data")))
        {
            Directory.Delete(DataOf("nobody-data"), recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    private async Task<(int Exit, string Text)> EndAsync(string[] arguments, string data, string? groups)
    {
        if (groups is null && !OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(DataOf(data), (UnixFileMode)0b111_000_000);
        }

        await using var process = NetBatchProcess.Start(
            ["--store", Home, .. arguments],
            new Dictionary<string, string> { ["TMPDIR"] = Path.GetTempPath(), ["HOME"] = Folder, ["XDG_DATA_HOME"] = DataOf(data),
                ["PW"] = "s3cret" }, through: groups is null ? [] : NetBatchProcess.AsNobody(groups));
        return (await process.ExitAsync(), process.Text);
    }

    private string DataOf(string name) => Path.Combine(Path.GetTempPath(), $"{Path.GetFileName(Folder)}-{name}");
}
