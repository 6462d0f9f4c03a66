namespace NetBatch.Store.Tests;

/// <summary>What workers have goes on whoever owns the job.</summary>
public sealed class AdoptionTests : StoreTest
{
    private static readonly WorkerMark Worker = new("fra", "w1", "7f3a");

    [Fact]
    public async Task TakeAsync_WithOrdersAtWorkers_LeavesThemInFlightAndTellsOfThem()
    {
        var job = await CreateAsync();
        var former = await RunAsync(await OpenAsDeadAsync(), job.Id);
        await PlaceAsync(former, 1, "10.0.0.1:22");
        await former.WriteAsync(new ChangeBegun(1, "hostname x") { At = Noon, Number = 1, Attempt = 1, Report = 2 });
        await PlaceAsync(former, 2, "10.0.0.2:22");
        await former.WriteAsync(new AttemptStarted(3, 1) { At = Noon });

        await using var owner = (await Store.TakeAsync(job.Id, Me, false, default)).ShouldNotBeNull();

        owner.Adopted.ShouldBe([new(1, 1, new(Worker, 2, true, null)), new(2, 1, new(Worker, 1, false, null))]);
        (await StatesAsync(job.Id)).ShouldBe([TargetState.Executing, TargetState.Executing, TargetState.Interrupted]);
        owner.OpenChanges.ShouldBe([1]);
        (await Store.ReadRunsAsync(job.Id, new RunFilter(), default).Select(run => run.Worker).ToListAsync())
            .ShouldBe(["w1 (fra)", "w1 (fra)", null]);
        (await Store.ReadAttemptsAsync(job.Id, 2, default).FirstAsync()).Worker.ShouldBe("w1 (fra)");
    }

    [Fact]
    public async Task TakeAsync_ChangeBegunByAWorker_NeedsNobodysWord()
    {
        // The owner's host is another one, where its own changes could go on.
        var job = await CreateAsync();
        var far = await OpenAsync(options => options with { Time = new FakeTime(), Identity = new ProcessIdentity(HostOf("far"), 1, 1) });
        var former = await RunAsync(far, job.Id);
        await PlaceAsync(former, 1, "10.0.0.1:22");
        await former.WriteAsync(new ChangeBegun(1, "hostname x") { At = Noon, Number = 1, Attempt = 1, Report = 2 });
        (await Store.TakeAsync(job.Id, Me, false, default)).ShouldBeNull();
        Time.Advance(TimeSpan.FromSeconds(10.1));

        (await Store.TakeAsync(job.Id, Me, false, default)).ShouldNotBeNull().Adopted.Count.ShouldBe(1);
    }

    [Fact]
    public async Task LockAsync_DeviceOfAnOrderWhoseOwnerIsDead_IsNotGivenToAnotherJob()
    {
        var job = await CreateAsync();
        await PlaceAsync(await RunAsync(await OpenAsDeadAsync(), job.Id), 1, "10.0.0.1:22");
        var other = await CreateAsync(name: "other");
        await using var owner = await RunAsync(Store, other.Id);

        (await owner.LockAsync(["10.0.0.1:22"], 1, default)).ShouldBe("10.0.0.1:22");

        await using var adopter = (await Store.TakeAsync(job.Id, Me, false, default)).ShouldNotBeNull();
        (await owner.LockAsync(["10.0.0.1:22"], 1, default)).ShouldBe("10.0.0.1:22");
        await adopter.WriteAsync(new AttemptEnded(TargetState.Completed, null) { At = Noon, Number = 1, Attempt = 1, Report = 2 });
        await adopter.UnlockAsync(1, default);
        (await owner.LockAsync(["10.0.0.1:22"], 1, default)).ShouldBeNull();
    }

    [Fact]
    public async Task WriteAsync_Away_IsKeptUntilItComesBack()
    {
        var job = await CreateAsync();
        var former = await RunAsync(await OpenAsDeadAsync(), job.Id);
        await PlaceAsync(former, 1, "10.0.0.1:22");
        await former.WriteAsync(new ChangeBegun(1, "hostname x") { At = Noon, Number = 1, Attempt = 1, Report = 2 });
        await former.WriteAsync(Phase(TargetState.Away, Noon.AddMinutes(1)));
        await former.WriteAsync(Phase(TargetState.Away, Noon.AddMinutes(2)));

        await using (var owner = (await Store.TakeAsync(job.Id, Me, false, default)).ShouldNotBeNull())
        {
            owner.Adopted[0].Begun.AwaySince.ShouldBe(Noon.AddMinutes(1));
            (await StatesAsync(job.Id))[0].ShouldBe(TargetState.Away);
            await owner.WriteAsync(Phase(TargetState.Executing, Noon.AddMinutes(3)));
        }

        await using var next = (await Store.TakeAsync(job.Id, Me, false, default)).ShouldNotBeNull();
        next.Adopted[0].Begun.AwaySince.ShouldBeNull();
    }

    private static PhaseEntered Phase(TargetState phase, DateTimeOffset at) => new(phase) { At = at, Number = 1, Attempt = 1 };

    private static async Task PlaceAsync(IJobOwnership owner, int number, string device)
    {
        _ = owner.WriteAsync(new AttemptStarted(number, 1) { At = Noon });
        (await owner.LockAsync(device, number, default)).ShouldBeTrue();
        await owner.WriteAsync(new OrderPlaced(Worker) { At = Noon, Number = number, Attempt = 1 });
        await owner.WriteAsync(new PhaseEntered(TargetState.Executing) { At = Noon, Number = number, Attempt = 1, Report = 1 });
    }

    private async Task<IReadOnlyList<TargetState>> StatesAsync(string job) =>
        await Store.ReadRunsAsync(job, new RunFilter(), default).Select(run => run.State).ToListAsync();
}
