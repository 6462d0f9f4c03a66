using System.Diagnostics;
using System.Runtime.Versioning;

namespace NetBatch.Store.Tests;

/// <summary>What keeps a process that was suspended from sending on when its job is another's already.</summary>
public sealed class FenceTests : StoreTest
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task ConfirmAsync_RenewedLately_EndsAtOnceAndWritesNothing()
    {
        var job = await CreateAsync();
        var time = new SuspendedTime();
        var owner = await RunAsync(
            await OpenAsync(options => options with { Time = time, Identity = new ProcessIdentity(HostOf("far"), 1, 1) }), job.Id);
        time.Passed = 7.9 * Second;

        await owner.ConfirmAsync(default);

        Peek("SELECT counter FROM leases").ShouldBe(0L);
    }

    [Fact]
    public async Task ConfirmAsync_SuspendedAndStillTheOwner_RenewsFirst()
    {
        var job = await CreateAsync();
        var time = new SuspendedTime();
        var owner = await RunAsync(
            await OpenAsync(options => options with { Time = time, Identity = new ProcessIdentity(HostOf("far"), 1, 1) }), job.Id);
        time.Passed = 60 * Second;

        await owner.ConfirmAsync(default);

        Peek("SELECT counter FROM leases").ShouldBe(1L);
        await owner.ConfirmAsync(default);
        Peek("SELECT counter FROM leases").ShouldBe(1L);
        owner.Lost.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task ConfirmAsync_SuspendedAndTakenOver_IsLeaseLost()
    {
        var job = await CreateAsync();
        var time = new SuspendedTime();
        var owner = await RunAsync(
            await OpenAsync(options => options with { Time = time, Identity = new ProcessIdentity(HostOf("far"), 1, 1) }), job.Id);
        (await Store.TakeAsync(job.Id, Me, false, default)).ShouldBeNull();
        Time.Advance(10.1 * Second);
        await using var successor = (await Store.TakeAsync(job.Id, Me, false, default)).ShouldNotBeNull();
        time.Passed = 11 * Second;

        (await CodeOfAsync(() => owner.ConfirmAsync(default).AsTask())).ShouldBe(ErrorCode.LeaseLost);

        await CancelledAsync(owner.Lost);
        successor.Lost.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task FindAsync_OwnerThatWasSuspended_StillSeesItsOwnJobRunning()
    {
        var job = await CreateAsync();
        var time = new SuspendedTime();
        var store = await OpenAsync(options => options with { Time = time, Identity = new ProcessIdentity(HostOf("far"), 1, 1) });
        await RunAsync(store, job.Id);
        (await store.FindAsync(job.Id, default)).ShouldNotBeNull().State.ShouldBe(JobState.Running);

        time.Passed = 60 * Second;

        (await store.FindAsync(job.Id, default)).ShouldNotBeNull().State.ShouldBe(JobState.Running);
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task TakeAsync_OpenChangeOfALivingProcessHere_IsRefusedUnlessAPersonSaysSo()
    {
        var job = await CreateAsync();
        using var former = Process.Start("sleep", "600");
        var identity = new ProcessIdentity(HostIdentity.Current(), former.Id, ProcessTable.StartOf(former.Id)!.Value);
        await BeginChangeAsync(
            await RunAsync(await OpenAsync(options => options with { Time = new SuspendedTime(), Identity = identity }), job.Id), 1);
        (await Store.TakeAsync(job.Id, Me, false, default)).ShouldBeNull();
        Time.Advance(10.1 * Second);

        var refused = await Should.ThrowAsync<NetBatchException>(() => Store.TakeAsync(job.Id, Me, false, default));
        refused.Code.ShouldBe(ErrorCode.IllegalState);
        refused.Message.ShouldContain($"process {former.Id}");
        former.HasExited.ShouldBeFalse();

        (await Store.TakeAsync(job.Id, Me, true, default)).ShouldNotBeNull().OpenChanges.ShouldBe([1]);
        former.WaitForExit(TimeSpan.FromSeconds(5)).ShouldBeTrue();
    }

    /// <summary>A clock that goes on while no timer fires: as a process sees it that was stopped.</summary>
    private sealed class SuspendedTime : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Passed.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new NoTimer();

        private sealed class NoTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}
