namespace NetBatch.Store.Tests;

/// <summary>What jobs share: sessions, devices, requests.</summary>
public sealed class ShareTests : StoreTest
{
    [Fact]
    public async Task ReserveSessionsAsync_MoreThanFree_IsRefusedUntilFreed()
    {
        var (one, two) = (await OwnAsync(), await OwnAsync());
        (await one.ReserveSessionsAsync(60, 50, default)).ShouldBeTrue();
        (await two.ReserveSessionsAsync(41, 50, default)).ShouldBeFalse();
        (await two.ReserveSessionsAsync(40, 50, default)).ShouldBeTrue();
        (await one.ReserveSessionsAsync(61, 50, default)).ShouldBeFalse();
        (await one.ReserveSessionsAsync(10, 50, default)).ShouldBeTrue();
        (await two.ReserveSessionsAsync(90, 50, default)).ShouldBeTrue();
        await two.ReleaseAsync(default);
        (await one.ReserveSessionsAsync(100, 50, default)).ShouldBeTrue();
        (await one.ReserveSessionsAsync(101, 50, default)).ShouldBeFalse();
    }

    [Fact]
    public async Task ReserveSessionsAsync_MoreThanThereAre_KeepsNobodyElseOut()
    {
        var (large, small) = (await OwnAsync(), await OwnAsync());
        (await large.ReserveSessionsAsync(101, 90, default)).ShouldBeFalse();
        (await small.ReserveSessionsAsync(10, 10, default)).ShouldBeTrue();
    }

    [Fact]
    public async Task ReserveSessionsAsync_DeadOwner_HoldsNone()
    {
        var dead = await OwnAsync(await OpenAsDeadAsync());
        (await dead.ReserveSessionsAsync(100, 50, default)).ShouldBeTrue();
        (await (await OwnAsync()).ReserveSessionsAsync(100, 50, default)).ShouldBeTrue();
    }

    [Fact]
    public async Task ReserveSessionsAsync_HigherPriorityWaits_LowerDoesNotOvertake()
    {
        var (holder, high, low) = (await OwnAsync(), await OwnAsync(), await OwnAsync());
        await holder.ReserveSessionsAsync(90, 50, default);
        (await low.ReserveSessionsAsync(20, 10, default)).ShouldBeFalse();
        (await high.ReserveSessionsAsync(50, 90, default)).ShouldBeFalse();
        (await low.ReserveSessionsAsync(10, 10, default)).ShouldBeFalse("it fits, but a higher one waits");
        await holder.ReserveSessionsAsync(50, 50, default);
        (await low.ReserveSessionsAsync(10, 10, default)).ShouldBeFalse();
        (await high.ReserveSessionsAsync(50, 90, default)).ShouldBeTrue();
        (await low.ReserveSessionsAsync(10, 10, default)).ShouldBeFalse("nothing is left");
        await holder.ReleaseAsync(default);
        (await low.ReserveSessionsAsync(10, 10, default)).ShouldBeTrue();
    }

    [Fact]
    public async Task ReserveSessionsAsync_EqualPriority_FirstComeFirstServed()
    {
        var (holder, first, second) = (await OwnAsync(), await OwnAsync(), await OwnAsync());
        await holder.ReserveSessionsAsync(90, 50, default);
        (await first.ReserveSessionsAsync(60, 50, default)).ShouldBeFalse();
        (await second.ReserveSessionsAsync(5, 50, default)).ShouldBeFalse("the earlier would never be served");
        await first.ReleaseAsync(default);
        (await second.ReserveSessionsAsync(5, 50, default)).ShouldBeTrue();
    }

    [Fact]
    public async Task LockAsync_OneKeyOfAnotherJob_LocksNoneOfThem()
    {
        var (one, two) = (await OwnAsync(), await OwnAsync());
        (await one.LockAsync("192.0.2.7:22", 1, default)).ShouldBeTrue();
        (await two.LockAsync(["core:22", "192.0.2.7:22"], 1, default)).ShouldBe("192.0.2.7:22");
        (await one.LockAsync(["core:22", "192.0.2.7:22"], 1, default)).ShouldBeNull();
        await one.UnlockAsync(1, default);
        (await two.LockAsync(["core:22", "192.0.2.7:22"], 1, default)).ShouldBeNull();
    }

    [Fact]
    public async Task LockAsync_DeviceOfAnotherJob_IsRefusedAndReentrantForItsOwn()
    {
        await using var other = await OpenAsync();
        var (one, two) = (await OwnAsync(), await OwnAsync(other));
        (await one.LockAsync("10.0.0.1:22", 1, default)).ShouldBeTrue();
        (await one.LockAsync("10.0.0.1:22", 1, default)).ShouldBeTrue();
        (await one.LockAsync("10.0.0.1:22", 2, default)).ShouldBeFalse();
        (await two.LockAsync("10.0.0.1:22", 1, default)).ShouldBeFalse();
        (await two.LockAsync("10.0.0.2:22", 1, default)).ShouldBeTrue();
        await one.UnlockAsync(1, default);
        (await two.LockAsync("10.0.0.1:22", 1, default)).ShouldBeTrue();
        await two.ReleaseAsync(default);
        (await one.LockAsync("10.0.0.2:22", 1, default)).ShouldBeTrue();
    }

    [Fact]
    public async Task LockAsync_LockOfADeadOwner_IsFreeUnlessItsChangeIsOpen()
    {
        var dead = await OpenAsDeadAsync();
        var lost = await RunAsync(dead, (await CreateAsync(2)).Id);
        await BeginChangeAsync(lost, 1, "open");
        await lost.LockAsync("idle", 2, default);
        var owner = await OwnAsync();
        (await owner.LockAsync("idle", 1, default)).ShouldBeTrue();
        (await owner.LockAsync("open", 1, default)).ShouldBeFalse();
    }

    [Fact]
    public async Task UnlockAsync_OutcomeUnknown_KeepsTheLockUntilAPersonDecides()
    {
        var job = await CreateAsync(1);
        var owner = await RunAsync(Store, job.Id);
        await BeginChangeAsync(owner, 1, "r1");
        await owner.WriteAsync(new AttemptEnded(TargetState.OutcomeUnknown, SomeError) { At = Noon, Number = 1, Attempt = 1, Report = 3 });
        await owner.UnlockAsync(1, default);
        var other = await OwnAsync();
        (await other.LockAsync("r1", 1, default)).ShouldBeFalse();
        await owner.ReleaseAsync(default);
        (await other.LockAsync("r1", 1, default)).ShouldBeFalse("it outlives its owner");

        var next = (await Store.TakeAsync(job.Id, Me, false, default)).ShouldNotBeNull();
        (await other.LockAsync("r1", 1, default)).ShouldBeFalse();
        (await next.LockAsync("r1", 1, default)).ShouldBeTrue("its own target may go on");
        await next.WriteAsync(new TargetChanged(1, TargetState.Skipped) { At = Noon });
        (await other.LockAsync("r1", 1, default)).ShouldBeTrue();
    }

    [Fact]
    public async Task UnlockAsync_EndKnown_FreesTheLock()
    {
        var owner = await RunAsync(Store, (await CreateAsync(1)).Id);
        await BeginChangeAsync(owner, 1, "r1");
        await owner.WriteAsync(new AttemptEnded(TargetState.Failed, SomeError) { At = Noon, Number = 1, Attempt = 1, Report = 3 });
        await owner.UnlockAsync(1, default);
        (await (await OwnAsync()).LockAsync("r1", 1, default)).ShouldBeTrue();
    }

    [Fact]
    public async Task TakeRequestsAsync_Requests_ComeOnceInOrder()
    {
        var job = await CreateAsync();
        await Store.RequestAsync(job.Id, JobRequestKind.PauseAfterBatch, Me, default);
        await using var other = await OpenAsync();
        var owner = await RunAsync(other, job.Id);
        await Store.RequestAsync(job.Id, JobRequestKind.StopNow, Me with { User = "bob" }, default);
        (await owner.TakeRequestsAsync(default)).ShouldBe(
        [
            new JobRequest(JobRequestKind.PauseAfterBatch, "ann@desk", Time.GetUtcNow()),
            new JobRequest(JobRequestKind.StopNow, "bob@desk", Time.GetUtcNow()),
        ]);
        (await owner.TakeRequestsAsync(default)).ShouldBeEmpty();
        (await ListAsync(Store.ReadHistoryAsync(job.Id, 0, default))).Where(line => line.What == "request").Select(line => line.Text)
            .ShouldBe(["PauseAfterBatch.", "StopNow."]);
    }

    [Fact]
    public async Task RequestAsync_EndedJob_IsRefusedAndALateOneIsDropped()
    {
        var job = await CreateAsync(1);
        var owner = await RunAsync(Store, job.Id);
        await Store.RequestAsync(job.Id, JobRequestKind.StopNow, Me, default);
        await owner.WriteAsync(new JobChanged(JobState.Completed, EndReason: EndReason.Done) { At = Noon });
        (await CodeOfAsync(() => Store.RequestAsync(job.Id, JobRequestKind.StopNow, Me, default))).ShouldBe(ErrorCode.IllegalState);
        (await owner.TakeRequestsAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task WaitForChangeAsync_CommitOfThisProcess_Returns()
    {
        var job = await CreateAsync();
        var owner = await RunAsync(Store, job.Id);
        var mark = await Store.MarkAsync(job.Id, default);
        // The clock stands: only the commit itself can end the waiting.
        var waiting = Store.WaitForChangeAsync(job.Id, mark, TimeSpan.FromHours(1), default);
        waiting.IsCompleted.ShouldBeFalse();
        await owner.WriteAsync(new TargetChanged(1, TargetState.Skipped) { At = Noon });
        await waiting.WaitAsync(TimeSpan.FromSeconds(20));
        await Store.WaitForChangeAsync(job.Id, mark, TimeSpan.FromHours(1), default);
    }

    [Fact]
    public async Task WaitForChangeAsync_CommitOfAnother_ReturnsAtTheNextPollAtTheLatest()
    {
        var job = await CreateAsync();
        await using var other = await OpenAsync();
        var owner = await RunAsync(other, job.Id);
        var mark = await Store.MarkAsync(job.Id, default);
        var waiting = Store.WaitForChangeAsync(job.Id, mark, TimeSpan.FromHours(1), default);
        await owner.WriteAsync(new TargetChanged(1, TargetState.Skipped) { At = Noon });
        Time.Advance(TimeSpan.FromMilliseconds(250));
        await waiting.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task WaitForChangeAsync_NothingHappens_ReturnsWhenTheTimeIsUp()
    {
        var job = await CreateAsync();
        var waiting = Store.WaitForChangeAsync(job.Id, await Store.MarkAsync(job.Id, default), TimeSpan.FromMilliseconds(100), default);
        waiting.IsCompleted.ShouldBeFalse();
        Time.Advance(TimeSpan.FromMilliseconds(100));
        await waiting.WaitAsync(TimeSpan.FromSeconds(20));
        using var cancelled = new CancellationTokenSource();
        var cut = Store.WaitForChangeAsync(job.Id, await Store.MarkAsync(job.Id, default), TimeSpan.FromHours(1), cancelled.Token);
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => cut);
    }

    [Fact]
    public async Task Renewal_OfALease_IsNoChangeOfTheJob()
    {
        var job = await CreateAsync();
        await RunAsync(Store, job.Id);
        var mark = await Store.MarkAsync(job.Id, default);
        Time.Advance(TimeSpan.FromSeconds(2));
        await Store.Targets.SaveAsync([], default);
        Peek("SELECT counter FROM leases").ShouldBe(1L);
        (await Store.MarkAsync(job.Id, default)).ShouldBe(mark);
    }

    private async Task<IJobOwnership> OwnAsync(IJobStore? store = null) =>
        (await (store ?? Store).TakeAsync((await CreateAsync(2)).Id, Me, false, default)).ShouldNotBeNull();
}
