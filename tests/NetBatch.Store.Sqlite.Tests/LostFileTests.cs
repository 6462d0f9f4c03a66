using Microsoft.Data.Sqlite;
using NetBatch.Store.Tests;

namespace NetBatch.Store.Sqlite.Tests;

/// <summary>A store that loses its file while a job runs (sqlite.org/howtocorrupt.html, 2.2 and 2.4), and a file that another program
/// holds.</summary>
public sealed class LostFileTests : StoreTest
{
    [Theory]
    [InlineData("removed", "")]
    [InlineData("replaced", "")]
    [InlineData("removed", "-wal")]
    [InlineData("removed", "-shm")]
    public async Task WriteAsync_FileIsGone_FailsAndWhatWasKnownIsRescued(string how, string part)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var job = await CreateAsync();
        var owner = await RunAsync(Store, job.Id);
        await CompleteAsync(owner, 1);
        if (how == "replaced")
        {
            System.IO.File.Copy(File, File + ".old");
            System.IO.File.Move(File + ".old", File, overwrite: true);
        }
        else
        {
            System.IO.File.Delete(File + part);
        }

        var problem = await Should.ThrowAsync<NetBatchException>(() => CompleteAsync(owner, 2));
        problem.Code.ShouldBe(ErrorCode.StoreUnusable);
        problem.Message.ShouldContain(how);
        (await CodeOfAsync(async () => await Store.GetAsync(job.Id, default))).ShouldBe(ErrorCode.StoreUnusable,
            "a reader must not take another file for it");

        var rescued = Directory.EnumerateFiles(Folder, "netbatch-rescued-*.db").Single();
        problem.Remedy.ShouldNotBeNull().ShouldContain(rescued);
        System.IO.File.GetUnixFileMode(rescued).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await using var copy = await SqliteJobStore.OpenAsync(new SqliteStoreOptions { Path = rescued, Time = Time }, default);
        (await copy.GetAsync(job.Id, default)).Counts.Completed.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WriteAsync_AnOlderCopyIsRestoredIntoTheFile_IsToldAndNothingIsAdded(bool byARenewal)
    {
        var job = await CreateAsync();
        var owner = await RunAsync(Store, job.Id);
        await CompleteAsync(owner, 1);
        var copy = Path.Combine(Folder, "copy.db");
        await Store.CopyToAsync(copy, default);
        await CompleteAsync(owner, 2);
        Restore(copy);

        if (byARenewal)
        {
            Time.Advance(TimeSpan.FromSeconds(2));
            await CancelledAsync(owner.Lost);
        }

        var problem = await Should.ThrowAsync<NetBatchException>(() => CompleteAsync(owner, 3));
        problem.Code.ShouldBe(ErrorCode.StoreUnusable);
        problem.Message.ShouldContain("an older copy was restored");
        Time.Advance(TimeSpan.FromSeconds(2));

        await CancelledAsync(owner.Lost);
        (await Store.GetAsync(job.Id, default)).Counts.Completed.ShouldBe(1, "what the copy has, and nothing more");
    }

    [Fact]
    public async Task WriteAsync_ACopyOfThisMomentIsRestored_GoesOn()
    {
        var job = await CreateAsync();
        var owner = await RunAsync(Store, job.Id);
        await CompleteAsync(owner, 1);
        var copy = Path.Combine(Folder, "copy.db");
        await Store.CopyToAsync(copy, default);
        Restore(copy);

        await CompleteAsync(owner, 2);
        (await Store.GetAsync(job.Id, default)).Counts.Completed.ShouldBe(2);
    }

    /// <summary>As the sqlite3 program's .restore does: by SQLite's own means, into the same file.</summary>
    private void Restore(string copy)
    {
        using var from = new SqliteConnection($"Data Source={copy};Pooling=False");
        using var into = new SqliteConnection($"Data Source={File};Pooling=False");
        from.Open();
        into.Open();
        from.BackupDatabase(into);
    }

    [Fact]
    public async Task WriteAsync_AnotherProgramHoldsTheLock_WaitsAndTheJobStaysItsOwners()
    {
        var job = await CreateAsync();
        var owner = await RunAsync(Store, job.Id);
        Task write;
        using (var other = SqliteDatabase.Open(File, readOnly: false))
        {
            other.Execute("BEGIN IMMEDIATE");
            write = CompleteAsync(owner, 1);
            // Longer than SQLite's own patience was, which ended the job.
            await Task.Delay(TimeSpan.FromSeconds(6));
            write.IsCompleted.ShouldBeFalse();
            Time.Advance(TimeSpan.FromSeconds(40));
            owner.Lost.IsCancellationRequested.ShouldBeFalse("nobody can have taken it meanwhile");
            other.Execute("ROLLBACK");
        }

        await write;
        await owner.ConfirmAsync(default);
        (await Store.GetAsync(job.Id, default)).Counts.Completed.ShouldBe(1);
    }
}
