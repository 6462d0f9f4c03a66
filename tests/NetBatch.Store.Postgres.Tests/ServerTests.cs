using NetBatch.Store.Postgres;

namespace NetBatch.Store.Tests;

/// <summary>A server that goes away in the middle, and one that is another when it is back.</summary>
public sealed class ServerTests : StoreTest
{
    [Fact]
    public async Task Server_EndedAsByAPowerCut_HasAllThatWasAcknowledgedAndTheOwnerGoesOn()
    {
        var own = await StoreServer.StartAsync();
        var database = await own.MakeDatabaseAsync(Me.User);
        await using var store = await PostgresJobStore.OpenAsync(
            new PostgresStoreOptions { Address = own.AddressOf(database, Me.User) }, default);
        var job = await store.CreateAsync(Spec(), Plan(1), Me, default);
        var owner = await RunAsync(store, job.Id);
        await owner.WriteAsync(new AttemptStarted(1, 1) { At = Noon });
        for (var step = 1; step <= 60; step++)
        {
            await StepAsync(owner, 1, 1, step);
            if (step % 20 == 0)
            {
                await own.Server.RestartAsync();
            }
        }

        owner.Lost.IsCancellationRequested.ShouldBeFalse();
        (await ListAsync(store.ReadResultsAsync(new ResultFilter { JobId = job.Id }, default))).Select(result => result.Step)
            .ShouldBe(Enumerable.Range(1, 60));
    }

    [Fact]
    public async Task Server_AnotherOneAtTheSameAddress_IsToldAndNothingIsWrittenToIt()
    {
        var own = await StoreServer.StartAsync();
        var database = await own.MakeDatabaseAsync(Me.User);
        await using var store = await PostgresJobStore.OpenAsync(
            new PostgresStoreOptions { Address = own.AddressOf(database, Me.User) }, default);
        var job = await store.CreateAsync(Spec(), Plan(1), Me, default);
        var owner = await RunAsync(store, job.Id);

        await own.Server.ReplaceAsync();
        await own.MakeRolesAsync();
        await own.RunAsync("postgres", $"CREATE DATABASE {database} OWNER ann");

        var told = await Should.ThrowAsync<NetBatchException>(() => owner.WriteAsync(new AttemptStarted(1, 1) { At = Noon }));
        told.Code.ShouldBe(ErrorCode.StoreUnusable);
        told.Message.ShouldContain("another");
        await CancelledAsync(owner.Lost);
    }
}
