using Microsoft.Data.Sqlite;
using NetBatch.Store.Tests;

namespace NetBatch.Store.Sqlite.Tests;

public sealed class FileTests : StoreTest
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task OpenAsync_NewFile_IsInWalAndForItsUserAlone()
    {
        await CreateAsync();
        Peek("PRAGMA journal_mode").ShouldBe("wal");
        Peek("PRAGMA auto_vacuum").ShouldBe(2L);
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in Directory.GetFiles(Folder))
            {
                System.IO.File.GetUnixFileMode(file).ShouldBe(Private, file);
            }

            var path = Path.Combine(Folder, "a", "netbatch.db");
            await using var store = await SqliteJobStore.OpenAsync(new SqliteStoreOptions { Path = path }, default);
            System.IO.File.GetUnixFileMode(Path.GetDirectoryName(path)!).ShouldBe(Private | UnixFileMode.UserExecute);
            store.Location.ShouldBe(path);
        }
    }

    /// <summary>
    /// Up to 3.51.2 two connections that wrote and checkpointed at the same moment could damage a file in WAL mode (sqlite.org/wal.html,
    /// "The WAL-Reset
    /// Bug"): a store has several at all times.
    /// </summary>
    [Fact]
    public void OpenAsync_Sqlite_IsOneWithoutTheFaultOfWalResets() =>
        Version.Parse((string)Peek("SELECT sqlite_version()")!).ShouldBeGreaterThanOrEqualTo(new Version(3, 51, 3));

    /// <summary>A slip in a path must leave the file of a stranger as it is, its mode too.</summary>
    [Theory]
    [InlineData("a text, and no store")]
    [InlineData(null)]
    public async Task OpenAsync_FileThatIsNoStore_KeepsItsMode(string? text)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var path = Path.Combine(Folder, "other.db");
        if (text is not null)
        {
            await System.IO.File.WriteAllTextAsync(path, text);
        }
        else
        {
            await using var other = new SqliteConnection($"Data Source={path};Pooling=False");
            other.Open();
            await using var table = other.CreateCommand();
            table.CommandText = "CREATE TABLE theirs (a)";
            table.ExecuteNonQuery();
        }

        const UnixFileMode open = Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        System.IO.File.SetUnixFileMode(path, open);
        var before = await System.IO.File.ReadAllBytesAsync(path);
        var refused = await Should.ThrowAsync<NetBatchException>(
            () => SqliteJobStore.OpenAsync(new SqliteStoreOptions { Path = path }, default));
        refused.Code.ShouldBe(ErrorCode.StoreUnusable);
        System.IO.File.GetUnixFileMode(path).ShouldBe(open);
        (await System.IO.File.ReadAllBytesAsync(path)).ShouldBe(before);
    }

    [Fact]
    public async Task OpenAsync_FileOpenToOthers_IsClosedToThem()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        System.IO.File.SetUnixFileMode(File, Private | UnixFileMode.OtherRead);
        await using var store = await OpenAsync();
        System.IO.File.GetUnixFileMode(File).ShouldBe(Private);
    }

    [Fact]
    public async Task OpenAsync_NetworkFileSystem_IsRefusedWithAdvice()
    {
        var refusal = await Should.ThrowAsync<NetBatchException>(() => OpenAsync(new SqliteStoreOptions { FileSystemOf = _ => "nfs4" }));
        refusal.Code.ShouldBe(ErrorCode.StoreUnusable);
        refusal.Message.ShouldContain("nfs4");
        refusal.Remedy.ShouldNotBeNull().ShouldContain("NETBATCH_HOME");
    }

    [Theory]
    [InlineData("/home/ann/x", "nfs4")]
    [InlineData("/home", "nfs4")]
    [InlineData("/homes", null)]
    [InlineData("/home/ann/local/x", null)]
    [InlineData("/mnt/my disk/x", "fuse.sshfs")]
    [InlineData("/mnt/fuse", null)]
    [InlineData("/twice/x", "9p")]
    public void OfMounts_Folder_IsJudgedByTheNearestMount(string folder, string? type) => NetworkFileSystem.OfMounts(
        """
        /dev/sda / ext4 rw 0 0
        srv:/home /home nfs4 rw 0 0
        /dev/sdb /home/ann/local xfs rw 0 0
        a: /mnt/my\040disk fuse.sshfs rw 0 0
        b: /mnt/fuse fuse.encfs rw 0 0
        tmp /twice tmpfs rw 0 0
        c: /twice 9p rw 0 0
        """,
        folder).ShouldBe(type);

    [Fact]
    public async Task OpenAsync_NewerStore_IsRefused()
    {
        await using var newer =
            await OpenAsync(new SqliteStoreOptions { Migrations = [.. StoreSchema.Migrations, "CREATE TABLE more (a)"] });
        (await CodeOfAsync(() => OpenAsync())).ShouldBe(ErrorCode.StoreNewer);
    }

    [Fact]
    public async Task OpenAsync_OlderStore_IsBroughtForwardWithItsJobs()
    {
        var job = await CreateAsync(name: "old");
        await Store.DisposeAsync();
        string[] migrations = [.. StoreSchema.Migrations,
            "ALTER TABLE jobs ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'; UPDATE jobs SET name = name || '!'"];
        await using var store = await OpenAsync(new SqliteStoreOptions { Migrations = migrations });
        (await store.FindAsync(job.Id, default)).ShouldNotBeNull().Name.ShouldBe("old!");
        Peek("SELECT colour FROM jobs").ShouldBe("red");
        Peek("PRAGMA user_version").ShouldBe((long)migrations.Length);
        await using var again = await OpenAsync(new SqliteStoreOptions { Migrations = migrations });
        (await again.FindAsync(job.Id, default)).ShouldNotBeNull().Name.ShouldBe("old!");
    }

    [Fact]
    public async Task OpenAsync_MigrationThatFails_LeavesTheOldVersion()
    {
        await CreateAsync(name: "old");
        await Should.ThrowAsync<SqliteException>(() =>
            OpenAsync(new SqliteStoreOptions
            {
                Migrations = [.. StoreSchema.Migrations, "UPDATE jobs SET name = 'half'; SELECT nonsense"],
            }));
        Peek("SELECT name FROM jobs").ShouldBe("old");
        Peek("PRAGMA user_version").ShouldBe((long)StoreSchema.Migrations.Count);
    }

    [Fact]
    public async Task OpenAsync_OtherProgramsFileOrNone_IsRefused()
    {
        var foreign = Path.Combine(Folder, "foreign.db");
        using (var connection = new SqliteConnection($"Data Source={foreign};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE x (a)";
            command.ExecuteNonQuery();
        }

        var text = Path.Combine(Folder, "text.db");
        await System.IO.File.WriteAllTextAsync(text, new string('x', 5000));
        (await CodeOfAsync(() => SqliteJobStore.OpenAsync(new SqliteStoreOptions { Path = foreign }, default))).ShouldBe(
            ErrorCode.StoreUnusable);
        (await CodeOfAsync(() => SqliteJobStore.OpenAsync(new SqliteStoreOptions { Path = text }, default))).ShouldBe(
            ErrorCode.StoreUnusable);
        (await CodeOfAsync(() =>
            SqliteJobStore.OpenAsync(new SqliteStoreOptions { Path = "/proc/nothing/netbatch.db" }, default))).ShouldBe(
                ErrorCode.StoreUnusable);
    }

    [Fact]
    public async Task WriteAsync_FileCannotGrow_IsStoreUnusableAndNothingHalf()
    {
        var job = await CreateAsync(2);
        var owner = await RunAsync(Store, job.Id);
        await owner.WriteAsync(new AttemptStarted(1, 1) { At = Noon });
        await owner.WriteAsync(new AttemptStarted(2, 1) { At = Noon });
        // A limit of pages answers as a full disk does: SQLITE_FULL.
        await Store.LimitPagesAsync(1);
        var noise = new byte[1024 * 1024];
        new Random(1).NextBytes(noise);
        var output = owner.WriteAsync(new StepOutput(1, noise) { Number = 1, Attempt = 1 });
        var beside = owner.WriteAsync(new StepOutput(1, noise) { Number = 2, Attempt = 1 });
        (await CodeOfAsync(() => output)).ShouldBe(ErrorCode.StoreUnusable);
        (await CodeOfAsync(() => beside)).ShouldBe(ErrorCode.StoreUnusable);
        (await JobAsync(job.Id)).State.ShouldBe(JobState.Running);

        await Store.LimitPagesAsync(1_000_000);
        await owner.WriteAsync(new JobChanged(JobState.Stopping) { At = Noon });
        (await JobAsync(job.Id)).State.ShouldBe(JobState.Stopping);
    }

    [Fact]
    public async Task RemoveAsync_Job_IsForgottenAndItsSpaceGivenBack()
    {
        var (job, kept) = (await CreateAsync(2), await CreateAsync(1));
        var owner = await RunAsync(Store, job.Id);
        (await CodeOfAsync(() => Store.RemoveAsync(job.Id, Me, default))).ShouldBe(ErrorCode.JobOwned);
        await owner.WriteAsync(new AttemptStarted(1, 1) { At = Noon });
        var noise = new byte[1024 * 1024];
        new Random(1).NextBytes(noise);
        for (var piece = 0; piece < 8; piece++)
        {
            _ = owner.WriteAsync(new StepOutput(1, noise) { Number = 1, Attempt = 1 });
        }

        await owner.WriteAsync(
            new StepEnded(1, "show tech", StepEffect.Read, default, null, null, false) { Number = 1, Attempt = 1 });
        await owner.ReleaseAsync(default);
        ((long)Peek("PRAGMA page_count")!).ShouldBeGreaterThan(2000);

        await Store.RemoveAsync(job.Id, Me, default);
        (await Store.FindAsync(job.Id, default)).ShouldBeNull();
        (await ListAsync(Store.ListAsync(new JobFilter(), default))).ShouldHaveSingleItem().Id.ShouldBe(kept.Id);
        foreach (var table in new[] { "outputs", "steps", "attempts", "leases" })
        {
            Peek($"SELECT COUNT(*) FROM {table}").ShouldBe(0L, table);
        }

        Peek("SELECT COUNT(*) FROM runs").ShouldBe(1L);
        ((long)Peek("PRAGMA page_count")!).ShouldBeLessThan(200);
        Peek("PRAGMA integrity_check").ShouldBe("ok");
    }

    [Fact]
    public async Task CopyToAsync_StoreInUse_GivesAWholeStore()
    {
        var job = await CreateAsync(2);
        var owner = await RunAsync(Store, job.Id);
        await CompleteAsync(owner, 1);
        var path = Path.Combine(Folder, "copy.db");
        await Store.CopyToAsync(path, default);
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.GetUnixFileMode(path).ShouldBe(Private);
        }

        await using var copy = await SqliteJobStore.OpenAsync(new SqliteStoreOptions { Path = path, Time = Time }, default);
        (await copy.FindAsync(job.Id, default)).ShouldNotBeNull().Counts.Completed.ShouldBe(1);
        (await CodeOfAsync(() => Store.CopyToAsync(path, default))).ShouldBe(ErrorCode.StoreUnusable);
    }

    [Fact]
    public async Task DisposeAsync_Store_WritesWhatIsQueuedAndFreesItsJobs()
    {
        var job = await CreateAsync(1);
        var store = await OpenAsync();
        var owner = await RunAsync(store, job.Id);
        var last = owner.WriteAsync(new TargetChanged(1, TargetState.Skipped) { At = Noon });
        await store.DisposeAsync();
        await last;
        var seen = await JobAsync(job.Id);
        (seen.Counts.Skipped, seen.Owner).ShouldBe((1, null));
        owner.Lost.IsCancellationRequested.ShouldBeTrue();
        await Should.ThrowAsync<ObjectDisposedException>(() => owner.WriteAsync(new TargetChanged(1, TargetState.Pending)));
        await Should.ThrowAsync<ObjectDisposedException>(() => store.FindAsync(job.Id, default));
    }

    [Fact]
    public void Default_Environment_NamesTheFile()
    {
        StorePath.Default("/srv/nb", "/data").ShouldBe(Path.Combine(Path.GetFullPath("/srv/nb"), "netbatch.db"));
        StorePath.Default("", "/data").ShouldBe(Path.Combine("/data", "netbatch", "netbatch.db"));
        Should.Throw<NetBatchException>(() => StorePath.Default(null, "")).Code.ShouldBe(ErrorCode.StoreUnusable);
    }
}
