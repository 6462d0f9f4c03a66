using Microsoft.Data.Sqlite;
using NetBatch.Store.Tests;

namespace NetBatch.Store.Sqlite.Tests;

/// <summary>A file whose owner died is looked over once when it is opened again.</summary>
public sealed class CrashCheckTests : StoreTest
{
    private const string DeadOwner =
        "INSERT INTO leases (job, epoch, counter, host, host_id, pid, started) SELECT key, 1, 0, 'here', $1, 99999999, 1 FROM jobs LIMIT 1";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OpenAsync_DamagedFile_IsToldWhereItsOwnerDied(bool died)
    {
        for (var job = 0; job < 20; job++)
        {
            await CreateAsync(50);
        }

        await Store.DisposeAsync();
        if (died)
        {
            Do(DeadOwner);
        }

        Damage("runs");

        var problem = await Record.ExceptionAsync(() => OpenAsync());

        (problem as NetBatchException)?.Code.ShouldBe(ErrorCode.StoreUnusable);
        (problem is not null).ShouldBe(died, "what was closed well is not looked over each time");
        (problem?.Message.Contains("damaged", StringComparison.Ordinal) ?? true).ShouldBeTrue(problem?.Message);
    }

    [Fact]
    public async Task OpenAsync_SoundFileWhoseOwnerDied_IsLookedOverOnce()
    {
        await CreateAsync();
        Do(DeadOwner);
        await OpenAsync();
        var first = Peek("SELECT value FROM settings WHERE name = 'checked'").ShouldNotBeNull();
        await Store.DisposeAsync();
        Damage("steps");
        await OpenAsync();
        Peek("SELECT value FROM settings WHERE name = 'checked'").ShouldBe(first, "it is not looked over again");
        Peek("SELECT COUNT(*) FROM jobs").ShouldBe(1L);
    }

    [Fact]
    public async Task FirstProblem_TimeOver_IsNotKnown()
    {
        await CreateAsync(50);
        using var database = SqliteDatabase.Open(File, readOnly: false);
        CrashCheck.FirstProblem(database, TimeSpan.FromTicks(-1)).ShouldBeNull();
        // The connection is as it was: nothing interrupts what comes after.
        database.Number("SELECT COUNT(*) FROM runs").ShouldBe(50);
    }

    private void Do(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (sql.Contains("$1", StringComparison.Ordinal))
        {
            command.Parameters.AddWithValue("$1", HostIdentity.Current().Id);
        }

        command.ExecuteNonQuery();
    }

    /// <summary>Overwrites a page of a table, past SQLite.</summary>
    private void Damage(string table)
    {
        var page = (long)Peek($"SELECT rootpage FROM sqlite_schema WHERE name = '{table}'")!;
        var size = (long)Peek("PRAGMA page_size")!;
        using var file = System.IO.File.OpenWrite(File);
        file.Position = (page - 1) * size;
        file.Write(new byte[size]);
    }
}
