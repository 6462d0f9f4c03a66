using NetBatch.Store.Postgres;
using Npgsql;

namespace NetBatch.Store.Tests;

/// <summary>What a database brings along: versions, who tells whom, sessions that are cut.</summary>
public sealed class DatabaseTests : StoreTest
{
    [Fact]
    public async Task OpenAsync_NewerTables_AreRefused()
    {
        await Server.RunAsync(Address.Database, "UPDATE netbatch.settings SET value = '99' WHERE name = 'version'");
        (await CodeOfAsync(() => OpenAsync())).ShouldBe(ErrorCode.StoreNewer);
    }

    [Fact]
    public async Task OpenAsync_ANewVersion_IsMadeOnceByAllThatOpenAtTheSameTime()
    {
        await CreateAsync();
        var options = new PostgresStoreOptions { Address = Address, Time = Time,
            Migrations = [.. PostgresSchema.Migrations, "CREATE TABLE more (a BIGINT); INSERT INTO more VALUES (1)"] };

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => OpenAsync(options))));

        Peek("SELECT COUNT(*) FROM more").ShouldBe(1L);
        Peek("SELECT COUNT(*) FROM jobs").ShouldBe(1L);
    }

    [Fact]
    public async Task OpenAsync_ANewVersionOfASharedStore_IsOfTheGroupToo()
    {
        await Store.Approvals.ShareAsync("netops", default);
        PostgresStoreOptions Of(string user) => new() { Address = Server.AddressOf(Address.Database, user), Time = Time,
            Migrations = [.. PostgresSchema.Migrations, "CREATE TABLE later (a BIGINT); INSERT INTO later VALUES (1)"] };

        (await CodeOfAsync(() => OpenAsync(Of("bob")))).ShouldBe(ErrorCode.StoreUnusable, "the tables are ann's");
        await OpenAsync(Of("ann"));
        await OpenAsync(Of("bob"));

        Peek("SELECT has_table_privilege('bob', 'later', 'INSERT')").ShouldBe(true);
    }

    [Fact]
    public async Task OpenAsync_ServerThatIsTooOld_IsRefused()
    {
        var refused = await Should.ThrowAsync<NetBatchException>(
            () => OpenAsync(new PostgresStoreOptions { Address = Address, OldestServer = 99 }));
        refused.Message.ShouldContain("older than 99");
        refused.Remedy.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task WaitForChangeAsync_CommitOfAnotherProcess_IsHeardWithoutLooking()
    {
        var job = await CreateAsync();
        var other = await OpenAsync();
        for (var tries = 0; Peek("SELECT COUNT(*) FROM pg_stat_activity WHERE query = 'LISTEN netbatch' AND state = 'idle' "
            + $"AND datname = '{Address.Database}'") is not >= 2L; tries++)
        {
            tries.ShouldBeLessThan(200);
            await Task.Delay(50);
        }

        // The clock stands: looking from time to time would never come to it.
        var changed = Store.WaitForChangeAsync(job.Id, await Store.MarkAsync(job.Id, default), TimeSpan.FromHours(1), default);

        await other.RequestAsync(job.Id, JobRequestKind.StopNow, Me, default);

        await changed.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task WriteAsync_SessionsCutAgainAndAgain_KeepsEachEventOnceInOrder()
    {
        const int Steps = 80;
        var job = await CreateAsync(1);
        var owner = await RunAsync(Store, job.Id);
        await owner.WriteAsync(new AttemptStarted(1, 1) { At = Noon });

        for (var step = 1; step <= Steps; step++)
        {
            var kept = StepAsync(owner, 1, 1, step, $"out {step}");
            if (step % 8 == 0)
            {
                await Task.Delay(Random.Shared.Next(5));
                Peek("SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'NetBatch' "
                    + $"AND datname = '{Address.Database}'").ShouldNotBe(0L);
            }

            await kept;
        }

        var results = await ResultsAsync(new ResultFilter { JobId = job.Id });
        results.Select(result => $"{result.Step} {result.Output}")
            .ShouldBe(Enumerable.Range(1, Steps).Select(step => $"{step} out {step}"));
        owner.Lost.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public void WasCommitted_CutAgainBeforeItWasAsked_StillKnowsOfTheFirst()
    {
        using var database = new PostgresDatabase(new PostgresEngine(Address, 10));
        database.TryBegin().ShouldBeTrue();
        database.Keep("some", "thing");
        // Committed by another word: as if the answer had been lost.
        database.Execute("END");
        Cut();
        for (var again = 0; again < 2; again++)
        {
            Cut();
            Should.Throw<NpgsqlException>(() => database.WasCommitted());
        }

        BeginAnew();
        database.WasCommitted().ShouldBeTrue();
        database.Execute("ROLLBACK");

        void Cut()
        {
            BeginAnew();
            Peek($"SELECT pg_terminate_backend({database.Session}, 5000)");
        }

        void BeginAnew()
        {
            for (var tries = 0; !database.TryBegin(); tries++)
            {
                tries.ShouldBeLessThan(10);
            }
        }
    }

    [Fact]
    public async Task WriteAsync_LockKeptBySomebody_WaitsAndGoesOn()
    {
        var job = await CreateAsync();
        await using var other = new NpgsqlConnection(Address.ConnectionString);
        await other.OpenAsync();
        await using var begin = new NpgsqlCommand("BEGIN", other);
        await begin.ExecuteNonQueryAsync();
        await using var take = new NpgsqlCommand("SELECT pg_advisory_xact_lock(1312973172, 1)", other);
        await take.ExecuteNonQueryAsync();

        var written = Store.RequestAsync(job.Id, JobRequestKind.StopNow, Me, default);
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        written.IsCompleted.ShouldBeFalse();
        await using var end = new NpgsqlCommand("COMMIT", other);
        await end.ExecuteNonQueryAsync();

        await written.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task WriteAsync_TextWithWhatPostgresCannotHold_IsKeptWithMarks()
    {
        var job = await CreateAsync();
        var owner = await RunAsync(Store, job.Id);
        await owner.WriteAsync(new JobChanged(JobState.Running, Message: "a\0b\uD800c") { At = Noon });
        (await JobAsync(job.Id)).Message.ShouldBe("a\u2400b\uFFFDc");
    }
}
