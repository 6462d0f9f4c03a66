using Microsoft.Data.Sqlite;
using NetBatch.Store.Tests;

namespace NetBatch.Store.Sqlite.Tests;

/// <summary>A file that another program keeps locked.</summary>
public sealed class BlockedFileTests : StoreTest
{
    [Fact]
    public async Task Lost_NoRenewalCouldBeWrittenForItsLength_IsCancelled()
    {
        var job = await CreateAsync();
        var theirs = new FakeTime();
        var store = await OpenAsync(new SqliteStoreOptions { Time = theirs });
        var owner = await RunAsync(store, job.Id);
        using var blocker = new SqliteConnection($"Data Source={File};Pooling=False");
        blocker.Open();
        using var begin = blocker.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        begin.ExecuteNonQuery();
        theirs.Advance(TimeSpan.FromSeconds(10));
        owner.Lost.IsCancellationRequested.ShouldBeFalse();
        theirs.Advance(TimeSpan.FromSeconds(2));
        await CancelledAsync(owner.Lost);
        begin.CommandText = "ROLLBACK";
        begin.ExecuteNonQuery();
        (await CodeOfAsync(() => owner.WriteAsync(new TargetChanged(1, TargetState.Skipped)))).ShouldBe(ErrorCode.LeaseLost);
    }
}
