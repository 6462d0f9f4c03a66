using NetBatch.Store.Sqlite;

namespace NetBatch.Archive.Tests;

/// <summary>A store of a test's own, and versions in it.</summary>
internal sealed class StoreFixture : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private SqliteJobStore? store;

    public static async Task<StoreFixture> OpenAsync()
    {
        var fixture = new StoreFixture();
        fixture.store = await SqliteJobStore.OpenAsync(
            new SqliteStoreOptions { Path = Path.Combine(fixture.folder.Path, "s", "netbatch.db") }, default);
        return fixture;
    }

    public IConfigArchive Archive => store!.Configs;

    public string Folder => folder.Path;

    /// <summary>Keeps a text as the newest version, as a job would.</summary>
    public async Task<(ConfigVersion Version, bool IsNew)> KeepAsync(string device, string text, string? author = null,
        string platform = "cisco_ios", string part = "running")
    {
        var keeper = new ConfigKeeper(Archive, PlatformCatalog.BuiltIn.Archive(platform), null);
        var version = new ConfigVersion { Device = device, Part = part, At = DateTimeOffset.UnixEpoch.AddDays(20_000), Author = author,
            Platform = platform };
        return await keeper.KeepAsync(version, new DevicePart(part, System.Text.Encoding.UTF8.GetBytes(text)), 0, default);
    }

    public async ValueTask DisposeAsync()
    {
        await store!.DisposeAsync();
        folder.Dispose();
    }
}
