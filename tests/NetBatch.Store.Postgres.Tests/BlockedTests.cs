using NetBatch.Store.Postgres;
using Npgsql;

namespace NetBatch.Store.Tests;

/// <summary>Other sessions in the way of a store's writes, and a network in which nothing comes through.</summary>
public sealed class BlockedTests : StoreTest
{
    [Fact]
    public async Task WriteAsync_RowLockedBySomebody_WaitsAndGoesOn()
    {
        var job = await CreateAsync(1);
        var owner = await RunAsync(Store, job.Id);
        await using var other = new NpgsqlConnection(Server.ConnectionOf(Address.Database));
        await other.OpenAsync();
        await using var begin = await other.BeginTransactionAsync();
        await using var take = new NpgsqlCommand("UPDATE netbatch.jobs SET name = name", other, begin);
        await take.ExecuteNonQueryAsync();

        var written = owner.WriteAsync(new AttemptStarted(1, 1) { At = Noon });
        await Task.Delay(TimeSpan.FromSeconds(3));
        written.IsCompleted.ShouldBeFalse();
        await begin.CommitAsync();

        await written.WaitAsync(TimeSpan.FromSeconds(20));
        owner.Lost.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task WriteAsync_StatementThatTookTooLong_EndsItsOwnWriteAlone()
    {
        var (slow, quick) = (await CreateAsync(1), await CreateAsync(1));
        var owner = await RunAsync(Store, quick.Id);
        await Server.RunAsync(Address.Database, """
            CREATE FUNCTION public.slow() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE query_canceled USING MESSAGE = 'canceling statement due to statement timeout'; END $$;
            CREATE TRIGGER slow BEFORE INSERT ON netbatch.requests FOR EACH ROW EXECUTE PROCEDURE public.slow()
            """);
        try
        {
            var refused = CodeOfAsync(() => Store.RequestAsync(slow.Id, JobRequestKind.StopNow, Me, default));
            await owner.WriteAsync(new AttemptStarted(1, 1) { At = Noon });
            (await refused).ShouldBe(ErrorCode.StoreUnusable);
        }
        finally
        {
            await Server.RunAsync(Address.Database, "DROP TRIGGER slow ON netbatch.requests; DROP FUNCTION public.slow()");
        }
    }

    [Fact]
    public async Task TakeAsync_SessionsCutBeforeIt_JudgesALivingOwnerAnew()
    {
        var job = await CreateAsync(1);
        await RunAsync(await OpenAsync(options => options with { Identity = new ProcessIdentity(HostOf("far"), 1, 1) }), job.Id);
        var (times, cuts) = ((FakeTime[])[new(), new()], new bool[] { false, true });
        foreach (var (time, cut) in times.Zip(cuts).Reverse())
        {
            var watcher = await OpenAsync(options => options with { Time = time });
            (await watcher.TakeAsync(job.Id, Me, false, default)).ShouldBeNull();
            time.Advance(TimeSpan.FromSeconds(11));
            if (cut)
            {
                Peek("SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'NetBatch' "
                    + $"AND datname = '{Address.Database}'");
            }

            (await watcher.TakeAsync(job.Id, Me, false, default) is null).ShouldBe(cut);
        }
    }

    [Fact]
    public async Task Network_ThatFallsSilent_LosesNoOwnerAndTakesNoJob()
    {
        var (job, others) = (await CreateAsync(1), await CreateAsync(1));
        // Its clock stands, so it renews nothing.
        await RunAsync(Store, others.Id);
        using var network = new SilentNetwork($"{Server.Server.Socket}/.s.PGSQL.5432");
        var address = PostgresAddress.Parse($"postgres://ann@localhost:{network.Port}/{Address.Database}?sslmode=disable");
        var store = await OpenAsync(new PostgresStoreOptions { Address = address, LeaseLength = TimeSpan.FromSeconds(3),
            RenewEvery = TimeSpan.FromMilliseconds(500) });
        var owner = await RunAsync(store, job.Id);
        var time = new FakeTime();
        var watcher = await OpenAsync(new PostgresStoreOptions { Address = address, Time = time });
        (await watcher.TakeAsync(others.Id, Me, false, default)).ShouldBeNull();
        time.Advance(TimeSpan.FromSeconds(11));

        network.IsSilent = true;
        var taken = watcher.TakeAsync(others.Id, Me, false, default);
        var written = owner.WriteAsync(new AttemptStarted(1, 1) { At = Noon });
        await Task.Delay(TimeSpan.FromSeconds(7));
        written.IsCompleted.ShouldBeFalse();
        owner.Lost.IsCancellationRequested.ShouldBeFalse();
        network.IsSilent = false;

        (await taken.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeNull("nobody could renew meanwhile");
        await written.WaitAsync(TimeSpan.FromSeconds(30));
        owner.Lost.IsCancellationRequested.ShouldBeFalse();
    }
}
