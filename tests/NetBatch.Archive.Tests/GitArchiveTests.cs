using System.Text.Json;
using NetBatch.Archive.Git;

namespace NetBatch.Archive.Tests;

/// <summary>What is committed, as the installed git sees it.</summary>
public sealed class GitArchiveTests
{
    [Fact]
    public async Task Commit_OneAJobOneFileADevice_AuthorAsTheDevicesSay_NoSecret()
    {
        await using var store = await StoreFixture.OpenAsync();
        var path = Path.Combine(store.Folder, "repo");
        await store.KeepAsync("r1", Config("r1", "first-secret"), "anna");
        await store.KeepAsync("r2", Config("r2", "second-secret"), "anna");
        await CommitAsync(store, path, "r1", "r2");

        (await GitAsync(path, "log", "--format=%an")).ShouldBe("anna\n");
        (await GitAsync(path, "ls-files")).ShouldBe("r1\nr2\n");
        File.ReadAllText(Path.Combine(path, "r1")).ShouldContain("hostname r1");
        (await GitAsync(path, "grep", "-c", "-e", "-secret", "HEAD")).ShouldBe("", "no secret is in the commit");
        (await GitAsync(path, "status", "--porcelain")).ShouldBe("");

        // Two authors in one night: the commit is ours, and both are named.
        await store.KeepAsync("r1", Config("r1", "first-secret", "ntp server 192.0.2.1"), "anna");
        await store.KeepAsync("r2", Config("r2", "second-secret", "ntp server 192.0.2.2"), "bob");
        await CommitAsync(store, path, "r1", "r2");
        (await GitAsync(path, "log", "-1", "--format=%an%n%(trailers:key=Co-authored-by,valueonly)")).ShouldBe(
            "NetBatch\nanna <anna@devices.invalid>\nbob <bob@devices.invalid>\n\n");
        (await GitAsync(path, "diff", "--numstat", "HEAD~1")).ShouldBe("1\t0\tr1\n1\t0\tr2\n");

        // Again is as good as once, as after a kill between commit and the job's end.
        await CommitAsync(store, path, "r1", "r2");
        (await GitAsync(path, "rev-list", "--count", "HEAD")).ShouldBe("2\n");
        await FsckAsync(path);
    }

    [Fact]
    public async Task Commit_SecretsOnlyWhereAskedFor_PartsInFoldersOfTheirOwn()
    {
        await using var store = await StoreFixture.OpenAsync();
        var path = Path.Combine(store.Folder, "repo");
        await store.KeepAsync("r1", Config("r1", "first-secret"));
        await store.KeepAsync("r1", Config("r1", "old-secret"), part: "startup");
        await CommitAsync(store, path, includeSecret: true, "r1");
        (await GitAsync(path, "show", "HEAD:r1")).ShouldContain("first-secret");
        (await GitAsync(path, "show", "HEAD:startup/r1")).ShouldContain("old-secret");
    }

    [Theory]
    [InlineData("core/r1")]
    [InlineData("configs/r1")]
    [InlineData("core/configs/R1")]
    public async Task Commit_ToARepositoryOfAnotherTool_GoesOnInTheDevicesFile(string file)
    {
        await using var store = await StoreFixture.OpenAsync();
        using var other = new TemporaryFolder();
        await other.GitAsync("init", "-q", "-b", "master");
        other.Write(file, "hostname old\n");
        other.Write("notes/readme", "not ours\n");
        await other.GitAsync("add", ".");
        await other.GitAsync("-c", "user.name=Oxidized", "-c", "user.email=o@example.com", "commit", "-q", "-m", "update r1");
        await store.KeepAsync("r1", Config("r1", "x"));
        await CommitAsync(store, other.Path, "r1");
        (await other.GitAsync("log", "--format=%an", "--", file)).ShouldBe("NetBatch\nOxidized\n");
        (await other.GitAsync("show", "HEAD:notes/readme")).ShouldBe("not ours\n");
        (await other.GitAsync("status", "--porcelain")).ShouldBe("");
        await FsckAsync(other.Path);
    }

    [Fact]
    public async Task Commit_StreamCutAnywhere_ChangesNothing()
    {
        using var folder = new TemporaryFolder();
        await folder.GitAsync("init", "-q", "-b", "main");
        var git = new GitProgram(folder.Path);
        var message = new GitMessage(new("a", "a@b"), new("c", "c@d"), "text");
        var stream = FastImport.Stream("refs/heads/main", null,
            [new GitFile("r1", "one\ndone\n"u8.ToArray()), new GitFile("r2", "two\n"u8.ToArray())], message, DateTimeOffset.UnixEpoch);
        for (var cut = 0; cut < stream.Length; cut += 9)
        {
            (await git.TryAsync(["fast-import", "--quiet", "--done"], stream[..cut], default)).Code.ShouldNotBe(0);
            (await folder.GitAsync("for-each-ref")).ShouldBe("");
        }

        (await git.TryAsync(["fast-import", "--quiet", "--done"], stream, default)).Code.ShouldBe(0);
        (await folder.GitAsync("show", "main:r1")).ShouldBe("one\ndone\n");
    }

    [Fact]
    public async Task Commit_ManyJobsAtOnce_EachHasItsCommit()
    {
        await using var store = await StoreFixture.OpenAsync();
        var path = Path.Combine(store.Folder, "repo");
        string[] devices = [.. Enumerable.Range(1, 4).Select(number => $"r{number}")];
        foreach (var device in devices)
        {
            await store.KeepAsync(device, Config(device, "x"));
        }

        await CommitAsync(store, path, devices[0]);
        await Task.WhenAll(devices[1..].Select(device => CommitAsync(store, path, device)));
        (await GitAsync(path, "rev-list", "--count", "HEAD")).ShouldBe("4\n");
        (await GitAsync(path, "ls-tree", "--name-only", "HEAD")).ShouldBe("r1\nr2\nr3\nr4\n");
        await FsckAsync(path);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("../up")]
    [InlineData(".git")]
    [InlineData("")]
    [InlineData("con\nbreak")]
    [InlineData("quo\"te\\")]
    [InlineData("ümlaut r1")]
    public async Task Commit_AnyName_IsOneFileInTheRepository(string name)
    {
        using var folder = new TemporaryFolder();
        var repository = await GitRepository.OpenOrMakeAsync(Path.Combine(folder.Path, "repo"), default);
        var path = new DevicePaths([], []).Of(name, "running");
        await repository.CommitAsync([new GitFile(path, "x\n"u8.ToArray())], _ => new GitMessage(new(name, name), new("c", "c@d"), name),
            DateTimeOffset.UnixEpoch.AddDays(1), default);
        Directory.GetFiles(Path.Combine(folder.Path, "repo")).Length.ShouldBe(1);
        await FsckAsync(Path.Combine(folder.Path, "repo"));
    }

    // git lets a file take the place of a folder, and all in there is gone.
    [Fact]
    public async Task Commit_ADeviceNamedAsAFolder_LeavesTheFolderAlone()
    {
        await using var store = await StoreFixture.OpenAsync();
        using var other = new TemporaryFolder();
        await other.GitAsync("init", "-q", "-b", "master");
        other.Write("core/r1", "hostname r1\n");
        other.Write("set", "hostname set\n");
        await other.GitAsync("add", ".");
        await other.GitAsync("-c", "user.name=Oxidized", "-c", "user.email=o@example.com", "commit", "-q", "-m", "update");
        foreach (var device in new[] { "core", "startup", "r1" })
        {
            await store.KeepAsync(device, Config(device, "x"));
            await store.KeepAsync(device, Config(device, "x"), part: "startup");
        }

        await store.KeepAsync("r1", "set system host-name r1\n", part: "set");
        await store.KeepAsync("r1", "PID: VMX\n", part: "inventory");
        await CommitAsync(store, other.Path, "core", "startup", "r1");
        await CommitAsync(store, other.Path, "core", "startup", "r1");
        (await other.GitAsync("ls-files")).Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(
            ["core.cfg", "core/r1", "inventory/r1", "set", "set.d/r1", "startup.cfg", "startup/core", "startup/r1", "startup/startup"], ignoreOrder: true);
        (await other.GitAsync("rev-list", "--count", "HEAD")).ShouldBe("2\n");
        await FsckAsync(other.Path);
    }

    [Fact]
    public async Task Open_AFolderOfOtherThings_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var letter = folder.Write("letter", "x");
        foreach (var path in new[] { folder.Path, letter, Path.Combine(letter, "repo") })
        {
            var wrong = await Should.ThrowAsync<NetBatchException>(() => GitRepository.OpenOrMakeAsync(path, default));
            wrong.Code.ShouldBe(ErrorCode.GitFailed, path);
        }

        foreach (var path in new[] { folder.Path, letter })
        {
            // It is told before any device is asked.
            new BackupArgs { As = "git", Path = path }.Problems().ShouldHaveSingleItem().Path.ShouldBe("args.path");
        }

        Directory.Exists(Path.Combine(folder.Path, ".git")).ShouldBeFalse();
    }

    [Theory]
    [InlineData(".git/index.lock")]
    [InlineData(".git/refs/heads/main.lock")]
    public async Task Commit_LockThatAKilledGitLeft_IsToldWithWhatHelps(string file)
    {
        await using var store = await StoreFixture.OpenAsync();
        var path = Path.Combine(store.Folder, "repo");
        await store.KeepAsync("r1", Config("r1", "x"));
        await CommitAsync(store, path, "r1");
        await store.KeepAsync("r1", Config("r1", "x", "ntp server 192.0.2.1"));
        File.WriteAllText(Path.Combine(path, file), "");
        var problem = await Should.ThrowAsync<NetBatchException>(() => CommitAsync(store, path, "r1"));
        (problem.Code, problem.Remedy!.Contains("remove the .lock file")).ShouldBe((ErrorCode.GitFailed, true), problem.Message);
        File.Delete(Path.Combine(path, file));
        await CommitAsync(store, path, "r1");
        (await GitAsync(path, "rev-list", "--count", "HEAD")).ShouldBe("2\n");
        (await GitAsync(path, "status", "--porcelain")).ShouldBe("");
    }

    [Fact]
    public async Task Commit_HooksOfTheRepository_DoNotRun()
    {
        await using var store = await StoreFixture.OpenAsync();
        using var folder = new TemporaryFolder();
        await folder.GitAsync("init", "-q", "-b", "main");
        foreach (var hook in new[] { "reference-transaction", "post-checkout", "post-commit", "pre-commit" })
        {
            var file = folder.Write($".git/hooks/{hook}", $"#!/bin/sh\ntouch '{folder.Path}/ran'\n");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        await store.KeepAsync("r1", Config("r1", "x"));
        await CommitAsync(store, folder.Path, "r1");
        File.Exists(Path.Combine(folder.Path, "ran")).ShouldBeFalse();
        (await folder.GitAsync("rev-list", "--count", "HEAD")).ShouldBe("1\n");
    }

    private static string Config(string name, string secret, string more = "") =>
        $"!\nhostname {name}\nenable secret 0 {secret}\nsnmp-server community {secret} RO\n{(more.Length > 0 ? more + "\n" : "")}end\n";

    private static Task CommitAsync(StoreFixture store, string path, params string[] devices) => CommitAsync(store, path, false, devices);

    private static async Task CommitAsync(StoreFixture store, string path, bool includeSecret, params string[] devices)
    {
        var work = new BackupWork(null!, PlatformCatalog.BuiltIn, store.Archive);
        var args = JsonSerializer.SerializeToElement(new { @as = "git", path, includeSecret });
        Target[] targets = [.. devices.Select(name => new Device { Name = name, Address = name, Platform = "cisco_ios" })];
        await work.FinishAsync(new JobFinish("batch_00000001", "nightly", new WorkSpec("backup", 1, args), targets, TimeProvider.System),
            default);
    }

    private static Task<string> GitAsync(string folder, params string[] arguments) => TemporaryFolder.GitAsync(folder, null, arguments);

    private static async Task FsckAsync(string folder) =>
        (await GitAsync(folder, "fsck", "--strict", "--full", "--no-dangling")).ShouldBe("");
}
