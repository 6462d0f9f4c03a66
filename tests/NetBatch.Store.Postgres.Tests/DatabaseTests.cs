using NetBatch.Store.Postgres;
using Npgsql;

namespace NetBatch.Store.Tests;

/// <summary>What a database brings along: versions, roles, who tells whom, sessions that are cut.</summary>
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
    public async Task OpenAsync_DatabaseOrRoleThatIsNot_SaysSoWithARemedy()
    {
        foreach (var address in (PostgresAddress[])[Server.AddressOf("none", "ann"), Server.AddressOf(Address.Database, "nobody")])
        {
            var refused = await Should.ThrowAsync<NetBatchException>(() =>
                PostgresJobStore.OpenAsync(new PostgresStoreOptions { Address = address }, default));
            refused.Code.ShouldBe(ErrorCode.StoreUnusable);
            refused.Message.ShouldContain(address.ToString());
            refused.Remedy.ShouldNotBeNullOrEmpty();
        }
    }

    [Fact]
    public async Task OpenAsync_RoleWithoutRights_IsRefusedUntilTheStoreIsSharedWithItsGroup()
    {
        var bob = new PostgresStoreOptions { Address = Server.AddressOf(Address.Database, "bob"), Time = Time };
        (await CodeOfAsync(() => OpenAsync(bob))).ShouldBe(ErrorCode.StoreUnusable);

        await Store.Approvals.ShareAsync("netops", default);

        (await (await OpenAsync(bob)).ListAsync(new JobFilter(), default).CountAsync()).ShouldBe(0);
        Store.Approvals.Group.ShouldBe("netops");
    }

    [Fact]
    public async Task Approval_WrittenUnderAnothersName_IsOfTheRoleThatWroteIt()
    {
        var job = await CreateAsync();
        await OpenByAsync("bob");
        await using (var forger = new NpgsqlConnection(Server.AddressOf(Address.Database, "bob").ConnectionString))
        {
            await forger.OpenAsync();
            await using var write = new NpgsqlCommand(
                "INSERT INTO netbatch.approvals SELECT key, 'aa', 'carol@desk (pwsh 1)', 0 FROM netbatch.jobs", forger);
            await write.ExecuteNonQueryAsync();
        }

        (await Store.Approvals.FindAsync(job.Id, default))!.Who.User.ShouldBe("bob");
    }

    [Fact]
    public async Task WaitForChangeAsync_CommitOfAnotherProcess_IsHeardWithoutLooking()
    {
        var job = await CreateAsync();
        var other = await OpenAsync();
        // The clock stands: looking from time to time would never come to it.
        var changed = Store.WaitForChangeAsync(job.Id, await Store.MarkAsync(job.Id, default), TimeSpan.FromHours(1), default);

        await other.RequestAsync(job.Id, JobRequestKind.StopNow, Me, default);

        await changed.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task WriteAsync_SessionsCutAgainAndAgain_KeepsEachEventOnceInOrder()
    {
        const int Steps = 200;
        var job = await CreateAsync(1);
        var owner = await RunAsync(Store, job.Id);
        await owner.WriteAsync(new AttemptStarted(1, 1) { At = Noon });
        using var stop = new CancellationTokenSource();
        var cutting = CutAsync(stop.Token);

        for (var step = 1; step <= Steps; step++)
        {
            await StepAsync(owner, 1, 1, step, $"out {step}");
        }

        await stop.CancelAsync();
        (await cutting).ShouldBeGreaterThan(5);
        var results = await ResultsAsync(new ResultFilter { JobId = job.Id });
        results.Select(result => $"{result.Step} {result.Output}").ShouldBe(Enumerable.Range(1, Steps).Select(step => $"{step} out {step}"));
        owner.Lost.IsCancellationRequested.ShouldBeFalse();
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

    /// <summary>Ends every session of the store, as a restart would; how often there were any.</summary>
    private async Task<int> CutAsync(CancellationToken stop)
    {
        var cuts = 0;
        while (!stop.IsCancellationRequested)
        {
            cuts += Peek("SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'NetBatch' "
                + $"AND datname = '{Address.Database}'") is > 0L ? 1 : 0;
            await Task.WhenAny(Task.Delay(Random.Shared.Next(20, 80), stop));
        }

        return cuts;
    }
}
