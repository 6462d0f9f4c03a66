using NetBatch.Store.Postgres;

namespace NetBatch.Store.Tests;

/// <summary>A server that goes away in the middle, and one that is another when it is back.</summary>
public sealed class ServerTests : IAsyncLifetime
{
    private StoreServer own = null!;
    private string database = "";
    private PostgresJobStore store = null!;
    private IJobOwnership owner = null!;
    private string job = "";

    public async Task InitializeAsync()
    {
        own = await StoreServer.StartAsync();
        database = await own.MakeDatabaseAsync();
        store = await PostgresJobStore.OpenAsync(new PostgresStoreOptions { Address = own.AddressOf(database) }, default);
        job = (await store.CreateAsync(StoreTest.Spec(), StoreTest.Plan(1), StoreTest.Me, default)).Id;
        owner = await StoreTest.RunAsync(store, job);
    }

    public async Task DisposeAsync()
    {
        await store.DisposeAsync();
        await own.Server.DisposeAsync();
    }

    [Fact]
    public async Task Server_EndedAsByAPowerCut_HasAllThatWasAcknowledgedAndTheOwnerGoesOn()
    {
        await owner.WriteAsync(new AttemptStarted(1, 1) { At = StoreTest.Noon });
        for (var step = 1; step <= 60; step++)
        {
            await StoreTest.StepAsync(owner, 1, 1, step);
            if (step % 20 == 0)
            {
                await own.Server.RestartAsync();
            }
        }

        owner.Lost.IsCancellationRequested.ShouldBeFalse();
        (await StoreTest.ListAsync(store.ReadResultsAsync(new ResultFilter { JobId = job }, default))).Select(result => result.Step)
            .ShouldBe(Enumerable.Range(1, 60));
    }

    [Fact]
    public async Task Server_AnotherOneAtTheSameAddress_IsToldAndNothingIsWrittenToIt()
    {
        await own.Server.ReplaceAsync();
        await own.MakeRolesAsync();
        await own.RunAsync("postgres", $"CREATE DATABASE {database} OWNER ann");

        var told = await Should.ThrowAsync<NetBatchException>(() => owner.WriteAsync(new AttemptStarted(1, 1) { At = StoreTest.Noon }));
        told.Code.ShouldBe(ErrorCode.StoreUnusable);
        told.Message.ShouldContain("another");
        told.Remedy!.ShouldContain("devices");
        await StoreTest.CancelledAsync(owner.Lost);
    }
}
