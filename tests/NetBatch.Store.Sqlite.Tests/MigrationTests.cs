using Microsoft.Data.Sqlite;
using NetBatch.Store.Tests;

namespace NetBatch.Store.Sqlite.Tests;

/// <summary>What older files hold is there in the tables of now.</summary>
public sealed class MigrationTests : StoreTest
{
    [Fact]
    public async Task OpenAsync_StoreOfVersion1_FillsPriorityAndWorkflowFromItsSpecs()
    {
        var path = Path.Combine(Folder, "old.db");
        using (var database = Database(path))
        {
            StoreSchema.Migrate(database, path, [Version1.Sql]);
            foreach (var (key, kind, spec) in new[]
            {
                (1, "workflow", """{"rules":{"priority":77},"work":{"args":{"workflow":"etl"}}}"""),
                (2, "command", """{"rules":{},"work":{"args":{"workflow":"not one"}}}"""),
                (3, "workflow", """{"rules":{},"work":{"args":{"workflow":{"name":"inline"}}}}"""),
            })
            {
                database.Execute(
                    "INSERT INTO jobs (key, id, name, kind, tags, batch_size, total, batches, created_at, created_by, state, "
                        + "wait_reason, end_reason, attempt, pending) VALUES ($1, 'batch_' || $1, 'x', $2, '[]', '10', 1, 1, 1, 'a@b', "
                        + "'Completed', 'None', 'Done', 1, 0)",
                    key, kind);
                database.Execute("INSERT INTO specs VALUES ($1, $2)", key, spec);
            }
        }

        await using var store = await SqliteJobStore.OpenAsync(new SqliteStoreOptions { Path = path }, default);
        (await ListAsync(store.ListAsync(new JobFilter(), default))).Select(job => (job.Id, job.Priority, job.Workflow))
            .ShouldBe([("batch_3", 50, null), ("batch_2", 50, null), ("batch_1", 77, "etl")]);
    }

    [Fact]
    public async Task Notices_OfAnOlderStore_ComeAlong()
    {
        var older = Path.Combine(Folder, "older.db");
        string id;
        await using (var before =
            await SqliteJobStore.OpenAsync(
                new SqliteStoreOptions { Path = older, Time = Time,
                    Migrations = [.. StoreSchema.Migrations.Take(3), StoreSchema.Migrations[3] + Version7.Sql + Version8.Sql] }, default))
        {
            id = (await before.CreateAsync(Spec() with { Notify = ["ops"] }, Plan(1), Me, default)).Id;
            var owner = await RunAsync(before, id);
            await CompleteAsync(owner, 1);
            await owner.WriteAsync(new JobChanged(JobState.Completed, EndReason: EndReason.Done) { At = Time.GetUtcNow() });
            await owner.DisposeAsync();
        }

        // What writes here is of today and wants the table and the columns; the store of then had none.
        using (var connection = new SqliteConnection($"Data Source={older};Pooling=False"))
        {
            await connection.OpenAsync();
            using var command = connection.CreateCommand();
            command.CommandText = "DROP TABLE makers;"
                + string.Concat(((string[])["site", "worker", "incarnation", "away_since"])
                    .Select(column => $"ALTER TABLE attempts DROP COLUMN {column};"));
            await command.ExecuteNonQueryAsync();
        }

        await using var now =
            await SqliteJobStore.OpenAsync(new SqliteStoreOptions { Path = older, Time = Time, Account = Me.User }, default);
        (await now.Notices.TakeAsync(10, default)).ShouldHaveSingleItem().JobId.ShouldBe(id);
    }

    private static SqliteDatabase Database(string path)
    {
        StoreFile.MakeFile(path);
        return SqliteDatabase.Open(path, readOnly: false);
    }
}
