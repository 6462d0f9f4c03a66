namespace NetBatch.Store.Tests;

/// <summary>Jobs that were made and not taken: their maker's while it lives, then anybody's.</summary>
public sealed class MakerTests : StoreTest
{
    [Fact]
    public async Task Find_MakerGoneBeforeItTookTheJob_IsInterruptedAndAnybodyTakesIt()
    {
        var dead = await OpenAsDeadAsync();
        var job = await dead.CreateAsync(Spec(), Plan(2), Me, default);

        var shown = await JobAsync(job.Id);

        (shown.State, shown.EndReason).ShouldBe((JobState.Interrupted, EndReason.OwnerLost));
        shown.Message.ShouldNotBeNull().ShouldContain("ended before it began");
        (await ListAsync(Store.ListAsync(new JobFilter { States = [JobState.Interrupted] }, default))).ShouldHaveSingleItem();
        (await ListAsync(Store.ListAsync(new JobFilter { States = [JobState.Pending] }, default))).ShouldBeEmpty();
        var owner = await RunAsync(Store, job.Id);
        (await JobAsync(job.Id)).State.ShouldBe(JobState.Running);
        await owner.ReleaseAsync(default);
    }

    [Fact]
    public async Task Find_MakerLives_IsPending()
    {
        (await JobAsync((await CreateAsync()).Id)).State.ShouldBe(JobState.Pending);
        var elsewhere = await OpenAsAsync("elsewhere");
        (await JobAsync((await elsewhere.CreateAsync(Spec(), Plan(1), Me, default)).Id)).State.ShouldBe(JobState.Pending,
            "nobody here knows of a process there");
    }

    [Fact]
    public async Task Find_OwnerGoneBeforeTheJobRan_IsInterrupted()
    {
        var dead = await OpenAsDeadAsync();
        var job = await CreateAsync();
        (await dead.TakeAsync(job.Id, Me, false, default)).ShouldNotBeNull();

        (await JobAsync(job.Id)).State.ShouldBe(JobState.Interrupted);
    }
}
