using NetBatch.Archive.Takeover;

namespace NetBatch.Archive.Tests;

/// <summary>Histories of other tools, made in their layouts and read by git itself beside the import.</summary>
public sealed class HistoryImportTests
{
    [Fact]
    public async Task Import_Oxidized_EveryCommitOfADevicesFileIsAVersion()
    {
        await using var store = await StoreFixture.OpenAsync();
        using var tool = new TemporaryFolder();
        await InitAsync(tool);
        for (var night = 1; night <= 10; night++)
        {
            tool.Write("core/r1", $"hostname r1\nntp server 192.0.2.{night}\n");
            await CommitAsync(tool, "Oxidized", night, "update core/r1");
            if (night % 3 == 0)
            {
                tool.Write("core/r2", $"hostname r2\r\nnight {night}\r\nüber\r\n");
                await CommitAsync(tool, "anna", night, "update core/r2");
            }
        }

        tool.Write("core/r1--vlan", "not a device\n");
        tool.Write("unknown", "hostname other\n");
        await CommitAsync(tool, "Oxidized", 11, "more");
        var bare = Path.Combine(tool.Path, "devices.git");
        await TemporaryFolder.GitAsync(tool.Path, null, "clone", "-q", "--bare", ".", "devices.git");

        var taken = await ImportAsync(store, bare, "R1", "r2");
        taken.Select(one => (one.Device, one.Versions)).ShouldBe([("R1", 10), ("r2", 3), ("unknown", 0)]);
        taken[^1].Note.ShouldNotBeNull();
        await SameAsGitAsync(store, bare, "R1", "core/r1");
        await SameAsGitAsync(store, bare, "r2", "core/r2");
        (await VersionsAsync(store, "r2")).ShouldAllBe(one => one.Author == "anna");
        (await VersionsAsync(store, "r1")).ShouldAllBe(one => one.Author == null);

        // Again: nothing is taken over twice.
        (await ImportAsync(store, bare, "R1", "r2")).Sum(one => one.Versions).ShouldBe(0);
    }

    [Fact]
    public async Task Import_Rancid_OnlyWhatStandsInConfigs()
    {
        await using var store = await StoreFixture.OpenAsync();
        using var tool = new TemporaryFolder();
        await InitAsync(tool);
        tool.Write("router.db", "r1.example.net;cisco;up\n");
        tool.Write("routers.up", "r1.example.net\n");
        tool.Write("configs/r1.example.net", "!RANCID-CONTENT-TYPE: cisco\n!\nhostname r1\nend\n");
        tool.Write("configs/.gitignore", "x\n");
        await CommitAsync(tool, "rancid", 1, "new router");
        tool.Write("configs/r1.example.net", "!RANCID-CONTENT-TYPE: cisco\n!\nhostname r1\nip routing\nend\n");
        tool.Write("routers.up", "");
        await CommitAsync(tool, "rancid", 2, "updates");
        File.Delete(Path.Combine(tool.Path, "configs/r1.example.net"));
        await CommitAsync(tool, "rancid", 3, "gone");
        tool.Write("configs/r1.example.net", "hostname back\nend\n");
        await CommitAsync(tool, "rancid", 4, "back");
        var taken = await ImportAsync(store, tool.Path, "r1.example.net");
        taken.Select(one => (one.Device, one.Versions)).ShouldBe([("r1.example.net", 3)]);
        (await store.Archive.LatestAsync("r1.example.net", "running", default))!.Text.ShouldBe("hostname back\nend\n");
    }

    [Fact]
    public async Task Import_CutInTheMiddle_GoesOnWhereItWas_AndOwnVersionsAreLeftAlone()
    {
        await using var store = await StoreFixture.OpenAsync();
        using var tool = new TemporaryFolder();
        await InitAsync(tool);
        for (var night = 1; night <= 4; night++)
        {
            tool.Write("r1", $"night {night}\n");
            tool.Write("r2", $"night {night}\n");
            await CommitAsync(tool, "Oxidized", night, "update");
        }

        // What an import that was killed behind its second version has left.
        var whole = await StoreFixture.OpenAsync();
        await ImportAsync(whole, tool.Path, "r1");
        for (var number = 1; number <= 2; number++)
        {
            var version = (await whole.Archive.FindAsync("r1", "running", number, default))!;
            await store.Archive.AddAsync(version with { Version = version.Version with { Version = number - 1 } }, 0, default);
        }

        await whole.DisposeAsync();
        await store.KeepAsync("r2", "hostname own\nend\n");
        var taken = await ImportAsync(store, tool.Path, "r1", "r2");
        taken.Select(one => (one.Device, one.Versions)).ShouldBe([("r1", 2), ("r2", 0)]);
        await SameAsGitAsync(store, tool.Path, "r1", "r1");
        (await VersionsAsync(store, "r2")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Import_SeveralFilesOfOneName_AreMixedNever_AndOneThatWasMovedIsOneHistory()
    {
        await using var store = await StoreFixture.OpenAsync();
        using var tool = new TemporaryFolder();
        await InitAsync(tool);
        for (var night = 1; night <= 3; night++)
        {
            tool.Write("core/both", $"core {night}\n");
            tool.Write("edge/both", $"edge {night}\n");
            tool.Write("core/left", $"core {night}\n");
            tool.Write("edge/left", $"edge {night}\n");
            tool.Write("old/moved", $"moved {night}\n");
            await CommitAsync(tool, "Oxidized", night, "update");
        }

        File.Delete(Path.Combine(tool.Path, "edge/left"));
        File.Delete(Path.Combine(tool.Path, "old/moved"));
        tool.Write("new/moved", "moved 4\n");
        await CommitAsync(tool, "Oxidized", 4, "another group");
        var taken = await ImportAsync(store, tool.Path, "both", "left", "moved");
        taken.Select(one => (one.Device, one.Versions)).ShouldBe([("both", 0), ("left", 3), ("moved", 4)]);
        taken[0].Note!.ShouldContain("core/both, edge/both");
        await SameAsGitAsync(store, tool.Path, "left", "core/left");
    }

    [Fact]
    public async Task Import_NoRepository_IsRefused()
    {
        await using var store = await StoreFixture.OpenAsync();
        using var folder = new TemporaryFolder();
        (await Should.ThrowAsync<NetBatchException>(() => ImportAsync(store, folder.Path, "r1"))).Code.ShouldBe(ErrorCode.GitFailed);
        // Oxidized with single_repo: false has a repository for each group.
        foreach (var group in new[] { "edge.git", "core.git" })
        {
            await TemporaryFolder.GitAsync(folder.Path, null, "init", "-q", "--bare", group);
        }

        (await Should.ThrowAsync<NetBatchException>(() => ImportAsync(store, folder.Path, "r1"))).Message
            .ShouldEndWith("and holds some: core.git, edge.git.");
    }

    private static async Task SameAsGitAsync(StoreFixture store, string folder, string device, string file)
    {
        var commits = (await TemporaryFolder.GitAsync(folder, null, "log", "--reverse", "--format=%H %at", "--", file)).Split('\n',
            StringSplitOptions.RemoveEmptyEntries);
        var versions = (await VersionsAsync(store, device)).OrderBy(one => one.Version).ToList();
        versions.Count.ShouldBe(commits.Length);
        for (var index = 0; index < commits.Length; index++)
        {
            var facts = commits[index].Split(' ');
            versions[index].At.ToUnixTimeSeconds().ShouldBe(long.Parse(facts[1]));
            (await store.Archive.FindAsync(device, "running", index + 1, default))!.Text.ShouldBe(
                await TemporaryFolder.GitAsync(folder, null, "show", $"{facts[0]}:{file}"));
        }
    }

    private static async Task<List<ConfigVersion>> VersionsAsync(StoreFixture store, string device) =>
        await store.Archive.ReadAsync(new ConfigVersionFilter { Devices = [device] }, default).ToListAsync();

    private static async Task<List<ImportedHistory>> ImportAsync(StoreFixture store, string folder, params string[] inventory) =>
        await new HistoryImport(store.Archive).ImportAsync(
            folder,
            name => inventory.FirstOrDefault(one => string.Equals(one, name, StringComparison.OrdinalIgnoreCase)) is { } known
                ? new Device { Name = known, Address = known, Platform = "cisco_ios" } : null,
            default).ToListAsync();

    private static async Task InitAsync(TemporaryFolder folder) => await folder.GitAsync("init", "-q", "-b", "master");

    private static async Task CommitAsync(TemporaryFolder folder, string author, int night, string message)
    {
        await folder.GitAsync("add", "-A", ".");
        var at = $"{1_700_000_000 + (night * 86_400)} +0000";
        var who = new Dictionary<string, string>
        {
            ["GIT_AUTHOR_NAME"] = author, ["GIT_AUTHOR_EMAIL"] = "o@example.com", ["GIT_COMMITTER_NAME"] = author,
            ["GIT_COMMITTER_EMAIL"] = "o@example.com",
            ["GIT_AUTHOR_DATE"] = at, ["GIT_COMMITTER_DATE"] = at,
        };
        await TemporaryFolder.GitAsync(folder.Path, who, "commit", "-q", "-m", message);
    }
}
