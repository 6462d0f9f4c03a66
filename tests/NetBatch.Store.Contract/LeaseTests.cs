namespace NetBatch.Store.Tests;

public sealed class LeaseTests : StoreTest
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task TakeAsync_JobOfALivingProcess_GivesNull()
    {
        var job = await CreateAsync();
        await using var other = await OpenAsync();
        await using var owner = await RunAsync(other, job.Id);
        (await Store.TakeAsync(job.Id, Me, false, default)).ShouldBeNull();
        var seen = await JobAsync(job.Id);
        (seen.State, seen.Owner).ShouldBe((JobState.Running, new JobOwner(Environment.MachineName, Environment.ProcessId, 1)));
    }

    [Fact]
    public async Task TakeAsync_DeadProcessOfThisHost_IsFreeAtOnce()
    {
        var job = await CreateAsync(3);
        var dead = await OpenAsDeadAsync();
        var lost = await RunAsync(dead, job.Id);
        await CompleteAsync(lost, 1);
        await lost.WriteAsync(new AttemptStarted(2, 1) { At = Noon });
        await StepAsync(lost, 2, 1, 1);
        var derived = await JobAsync(job.Id);
        (derived.State, derived.EndReason, derived.Owner).ShouldBe((JobState.Interrupted, EndReason.OwnerLost, null));
        Peek("SELECT state FROM jobs").ShouldBe("Running", "readers derive, they do not write");
        (await ListAsync(Store.ListAsync(new JobFilter { States = [JobState.Interrupted] }, default))).ShouldHaveSingleItem();
        (await ListAsync(Store.ListAsync(new JobFilter { States = [JobState.Running] }, default))).ShouldBeEmpty();

        await using var owner = (await Store.TakeAsync(job.Id, Me, false, default)).ShouldNotBeNull();
        owner.Epoch.ShouldBe(2);
        owner.OpenChanges.ShouldBeEmpty();
        Peek("SELECT state FROM jobs").ShouldBe("Interrupted");
        (await JobAsync(job.Id)).Counts.ShouldBe(TargetCounts.None with { Completed = 1, Interrupted = 1, Pending = 1 });
        var attempt = (await ListAsync(Store.ReadAttemptsAsync(job.Id, 2, default))).ShouldHaveSingleItem();
        (attempt.State, attempt.Error!.Code, attempt.EndedAt).ShouldBe((TargetState.Interrupted, ErrorCode.OwnerLost, attempt.StartedAt),
            "this clock is behind that of the owner before, and no end is before its start");
        (await RunOfAsync(job.Id, 2)).State.ShouldBe(TargetState.Interrupted);
        (await ResultsAsync(new ResultFilter { JobId = job.Id, EndedOnly = true })).Select(result => result.Number).ShouldBe([1, 2]);

        // The one before is told and refused, and writes nothing.
        (await CodeOfAsync(() => lost.WriteAsync(new TargetChanged(3, TargetState.Skipped)))).ShouldBe(ErrorCode.LeaseLost);
        (await CodeOfAsync(() => lost.LockAsync("x", 3, default))).ShouldBe(ErrorCode.LeaseLost);
        (await CodeOfAsync(() => lost.ReserveSessionsAsync(1, 50, default))).ShouldBe(ErrorCode.LeaseLost);
        await CancelledAsync(lost.Lost);
        owner.Lost.IsCancellationRequested.ShouldBeFalse();
        (await RunOfAsync(job.Id, 3)).State.ShouldBe(TargetState.Pending);
    }

    [Fact]
    public async Task WriteAsync_LoserBesideOthersInOneTransaction_OnlyTheLoserIsRefused()
    {
        var (job, kept) = (await CreateAsync(), await CreateAsync());
        var dead = await OpenAsDeadAsync();
        var lost = await RunAsync(dead, job.Id);
        var holds = await RunAsync(dead, kept.Id);
        await using var owner = (await Store.TakeAsync(job.Id, Me, false, default)).ShouldNotBeNull();

        var refused = lost.WriteAsync(new TargetChanged(1, TargetState.Skipped));
        var written = holds.WriteAsync(new TargetChanged(1, TargetState.Skipped));
        (await CodeOfAsync(() => refused)).ShouldBe(ErrorCode.LeaseLost);
        await written;
        (await JobAsync(kept.Id)).Counts.Skipped.ShouldBe(1);
        (await JobAsync(job.Id)).Counts.Skipped.ShouldBe(0);
    }

    [Fact]
    public async Task TakeAsync_OtherHost_IsFreeAfterTenSecondsWithoutRenewal()
    {
        var job = await CreateAsync();
        // Its timers stand on a clock of their own that never moves: it renews nothing.
        var elsewhere = await OpenAsync(options => options with { Time = new FakeTime(), Identity = new ProcessIdentity(HostOf("far"), 1, 1) });
        await RunAsync(elsewhere, job.Id);

        (await Store.TakeAsync(job.Id, Me, false, default)).ShouldBeNull();
        (await JobAsync(job.Id)).State.ShouldBe(JobState.Running);
        Time.Advance(9.9 * Second);
        (await Store.TakeAsync(job.Id, Me, false, default)).ShouldBeNull();
        (await JobAsync(job.Id)).State.ShouldBe(JobState.Running);
        Time.Advance(0.2 * Second);
        (await JobAsync(job.Id)).State.ShouldBe(JobState.Interrupted);
        await using var owner = (await Store.TakeAsync(job.Id, Me, false, default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task TakeAsync_OtherHostThatRenews_IsNeverFree()
    {
        var job = await CreateAsync();
        var theirs = new FakeTime();
        var elsewhere = await OpenAsync(options => options with { Time = theirs, Identity = new ProcessIdentity(HostOf("far"), 1, 1) });
        await RunAsync(elsewhere, job.Id);
        for (var turn = 1; turn <= 10; turn++)
        {
            (await Store.TakeAsync(job.Id, Me, false, default)).ShouldBeNull();
            // A turn that comes while the one before is still being acknowledged is passed over.
            while ((long)Peek("SELECT counter FROM leases")! < turn)
            {
                theirs.Advance(2 * Second);
                await elsewhere.Targets.SaveAsync([], default);
            }

            Time.Advance(8 * Second);
        }
    }

    [Fact]
    public async Task TakeAsync_EarlierBootOfThisMachine_IsFreeAtOnce()
    {
        var job = await CreateAsync();
        var before = await OpenAsync(options => options with { Time = Time, Identity = new ProcessIdentity(new HostIdentity("m", "id", "boot1", "ns"), 1, 1) });
        await BeginChangeAsync(await RunAsync(before, job.Id), 1);
        var after = await OpenAsync(options => options with { Time = Time, Identity = new ProcessIdentity(new HostIdentity("m", "id", "boot2", "ns"), 1, 1) });
        (await after.TakeAsync(job.Id, Me, false, default)).ShouldNotBeNull().OpenChanges.ShouldBe([1]);
    }

    [Fact]
    public async Task Lost_OtherTookTheJob_IsToldByTheNextRenewal()
    {
        var job = await CreateAsync();
        var dead = await OpenAsDeadAsync();
        var lost = await RunAsync(dead, job.Id);
        await using var owner = await Store.TakeAsync(job.Id, Me, false, default);
        lost.Lost.IsCancellationRequested.ShouldBeFalse();
        Time.Advance(2 * Second);
        await CancelledAsync(lost.Lost);
    }

    [Fact]
    public async Task TakeAsync_OpenChange_IsOutcomeUnknownAndStaysListed()
    {
        var job = await CreateAsync(2);
        var dead = await OpenAsDeadAsync();
        var lost = await RunAsync(dead, job.Id);
        await BeginChangeAsync(lost, 1, "10.0.0.1:22");
        await lost.WriteAsync(new AttemptStarted(2, 1) { At = Noon });

        var second = await OpenAsDeadAsync();
        (await second.TakeAsync(job.Id, Me, false, default)).ShouldNotBeNull().OpenChanges.ShouldBe([1]);
        await using var owner = (await Store.TakeAsync(job.Id, Me, false, default)).ShouldNotBeNull();
        owner.OpenChanges.ShouldBe([1]);
        (await JobAsync(job.Id)).Counts.ShouldBe(TargetCounts.None with { OutcomeUnknown = 1, Interrupted = 1 });
        (await RunOfAsync(job.Id, 1)).Error!.Code.ShouldBe(ErrorCode.OutcomeUnknown);

        await owner.WriteAsync(new TargetChanged(1, TargetState.Skipped) { At = Noon });
        Peek("SELECT COUNT(*) FROM intents").ShouldBe(0L);
        Peek("SELECT COUNT(*) FROM locks").ShouldBe(0L);
    }

    [Fact]
    public async Task TakeAsync_OwnerDiedWhileItVerified_IsUnknownAndLockedAsBefore()
    {
        var job = await CreateAsync(1);
        await BeginChangeAsync(await RunAsync(await OpenAsDeadAsync(), job.Id), 1, "10.0.0.1:22");
        var looking = await RunAsync(await OpenAsDeadAsync(), job.Id);
        await looking.WriteAsync(new AttemptStarted(1, 2, Verify: true) { At = Noon });
        Peek("SELECT COUNT(*) FROM locks").ShouldBe(1L, "nobody may come between");

        await using var owner = (await Store.TakeAsync(job.Id, Me, false, default)).ShouldNotBeNull();
        (await RunOfAsync(job.Id, 1)).State.ShouldBe(TargetState.OutcomeUnknown);
        Peek("SELECT COUNT(*) FROM locks").ShouldBe(1L);

        await owner.WriteAsync(new AttemptStarted(1, 3, Verify: true) { At = Noon });
        await owner.WriteAsync(new AttemptEnded(TargetState.Completed, null) { At = Noon, Number = 1, Attempt = 3, Report = 1 });
        await owner.UnlockAsync(1, default);
        Peek("SELECT COUNT(*) FROM intents").ShouldBe(0L);
        Peek("SELECT COUNT(*) FROM locks").ShouldBe(0L);
    }

    [Fact]
    public async Task TakeAsync_ChangeThatHadEndedInAnUnfinishedTarget_IsOutcomeUnknownAllTheSame()
    {
        var job = await CreateAsync(1);
        var lost = await RunAsync(await OpenAsDeadAsync(), job.Id);
        await BeginChangeAsync(lost, 1);
        await lost.WriteAsync(
            new StepEnded(1, "hostname x", StepEffect.Change, default, null, null, false) { Number = 1, Attempt = 1, Report = 3 });
        await using var owner = (await Store.TakeAsync(job.Id, Me, false, default)).ShouldNotBeNull();
        owner.OpenChanges.ShouldBeEmpty();
        (await RunOfAsync(job.Id, 1)).State.ShouldBe(TargetState.OutcomeUnknown);
    }

    [Fact]
    public async Task TakeAsync_OpenChangesOnAnotherHost_OnlyWhenAPersonSaysSo()
    {
        var job = await CreateAsync(1);
        var elsewhere = await OpenAsync(options => options with { Time = new FakeTime(), Identity = new ProcessIdentity(HostOf("far"), 1, 1) });
        await BeginChangeAsync(await RunAsync(elsewhere, job.Id), 1);
        await Store.TakeAsync(job.Id, Me, false, default);
        Time.Advance(11 * Second);

        var refusal = await Should.ThrowAsync<NetBatchException>(() => Store.TakeAsync(job.Id, Me, false, default));
        refusal.Message.ShouldContain("far");
        Peek("SELECT epoch FROM jobs").ShouldBe(1L);
        await using var owner = (await Store.TakeAsync(job.Id, Me, true, default)).ShouldNotBeNull();
        owner.OpenChanges.ShouldBe([1]);
    }

    [Fact]
    public async Task TakeAsync_ChildrenOfUnendedAttempts_AreOrphansWhileTheyLive()
    {
        var job = await CreateAsync(2);
        var lost = await RunAsync(await OpenAsDeadAsync(), job.Id);
        var living = new ChildProcess(Environment.ProcessId, ProcessTable.StartOf(Environment.ProcessId)!.Value);
        await lost.WriteAsync(new AttemptStarted(1, 1) { At = Noon });
        await lost.WriteAsync(new ChildStarted(living) { Number = 1, Attempt = 1, Report = 1 });
        await lost.WriteAsync(new ChildStarted(new ChildProcess(99_999_998, 5)) { Number = 1, Attempt = 1, Report = 2 });
        await lost.WriteAsync(new AttemptStarted(2, 1) { At = Noon });
        await lost.WriteAsync(new ChildStarted(living with { StartTicks = 1 }) { Number = 2, Attempt = 1, Report = 1 });
        await lost.WriteAsync(new AttemptEnded(TargetState.Completed, null) { Number = 2, Attempt = 1, Report = 2 });

        var second = await OpenAsDeadAsync();
        (await second.TakeAsync(job.Id, Me, false, default)).ShouldNotBeNull().Orphans.ShouldBe([living]);
        // The second ended before it could end them: the third is told as well.
        await using var owner = (await Store.TakeAsync(job.Id, Me, false, default)).ShouldNotBeNull();
        owner.Orphans.ShouldBe([living]);
    }

    [Theory]
    [InlineData(JobState.Pending, JobState.Pending)]
    [InlineData(JobState.Waiting, JobState.Interrupted)]
    [InlineData(JobState.Running, JobState.Interrupted)]
    [InlineData(JobState.Stopping, JobState.Interrupted)]
    [InlineData(JobState.Paused, JobState.Paused)]
    [InlineData(JobState.Completed, JobState.Completed)]
    public async Task TakeAsync_StateOfTheJob_IsInterruptedWhereItNeededAnOwner(JobState state, JobState after)
    {
        var job = await CreateAsync(1);
        var dead = await OpenAsDeadAsync();
        var lost = (await dead.TakeAsync(job.Id, Me, false, default))!;
        foreach (var next in state switch
        {
            JobState.Pending => Array.Empty<JobState>(),
            JobState.Paused => [JobState.Running, JobState.Pausing, JobState.Paused],
            JobState.Completed => [JobState.Running, JobState.Completed],
            _ => [state],
        })
        {
            await lost.WriteAsync(new JobChanged(next) { At = Noon });
        }

        await using var owner = await Store.TakeAsync(job.Id, Me, false, default);
        (await JobAsync(job.Id)).State.ShouldBe(after);
    }

    [Fact]
    public async Task ReleaseAsync_Owner_FreesTheJobAfterItsWrites()
    {
        var job = await CreateAsync(2);
        await using var other = await OpenAsync();
        var owner = await RunAsync(other, job.Id);
        var last = owner.WriteAsync(new TargetChanged(1, TargetState.Skipped) { At = Noon });
        await owner.ReleaseAsync(default);
        last.IsCompletedSuccessfully.ShouldBeTrue();
        (await JobAsync(job.Id)).Owner.ShouldBeNull();
        (await CodeOfAsync(() => owner.WriteAsync(new TargetChanged(2, TargetState.Skipped)))).ShouldBe(ErrorCode.LeaseLost);
        owner.Lost.IsCancellationRequested.ShouldBeFalse();
        await using var next = (await Store.TakeAsync(job.Id, Me, false, default)).ShouldNotBeNull();
        next.Epoch.ShouldBe(2);
    }

    [Fact]
    public void IsSame_ContainersOfOneName_AreTwoHosts()
    {
        var one = new HostIdentity("web", "", "boot", "pid:[1]");
        one.IsSame((one with { Namespace = "pid:[2]" }).Id).ShouldBeFalse();
        one.IsEarlierBoot((one with { Boot = "other" }).Id).ShouldBeFalse("without a machine id the name alone does not tell");
        one.IsSame((one with { }).Id).ShouldBeTrue();
    }
}
