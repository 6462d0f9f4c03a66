namespace NetBatch.Store.Tests;

/// <summary>What holds jobs back and what is told of their ends: dependencies, approvals, sharing, schedules, notifications.</summary>
public sealed class HoldingTests : StoreTest
{
    [Fact]
    public async Task ReadLinks_FromAnyJobOfAChain_GivesTheWholeChainAndNoOther()
    {
        var a = await CreateAsync();
        var b = await ChainAsync(a.Id);
        var c = await ChainAsync(b.Id, a.Id);
        var other = await ChainAsync((await CreateAsync()).Id);

        foreach (var from in (string[])[a.Id, b.Id, c.Id])
        {
            (await Store.ReadLinksAsync(from, default)).Select(link => (link.JobId, link.OnId)).Order()
                .ShouldBe(((string, string)[])[.. new[] { (b.Id, a.Id), (c.Id, a.Id), (c.Id, b.Id) }.Order()]);
        }

        (await Store.ReadLinksAsync(other.Id, default)).Count.ShouldBe(1);
        await Store.RemoveAsync(c.Id, Me, default);
        (await Store.ReadLinksAsync(a.Id, default)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Approvals_SavedAgain_KeepTheLastAndTheHistoryOfBoth()
    {
        var job = await CreateAsync();
        (await Store.Approvals.FindAsync(job.Id, default)).ShouldBeNull();

        await Store.Approvals.SaveAsync(new Approval(job.Id, "aa", new Requester("bob", "desk", 1, "tests"), Noon), default);
        await Store.Approvals.SaveAsync(new Approval(job.Id, "bb", new Requester("eve", "desk", 1, "tests"), Noon), default);

        // Who it was says the kernel or the database; the name that was given proves nothing.
        (await Store.Approvals.FindAsync(job.Id, default)).ShouldBe(
            new Approval(job.Id, "bb", new Requester(Account, "desk", 1, "tests"), Noon));
        (await Store.ReadHistoryAsync(job.Id, 0, default).ToListAsync()).Count(line => line.What == "approved").ShouldBe(2);
    }

    [Fact]
    public async Task Share_WithNoSuchGroup_IsRefused() =>
        (await Should.ThrowAsync<NetBatchException>(() => Store.Approvals.ShareAsync("no-such-group", default))).Code.ShouldBe(
            ErrorCode.InvalidArgument);

    [Fact]
    public async Task Create_TwiceForOneMomentOfASchedule_IsRefusedAndKeepsNothing()
    {
        var spec = Spec() with { Origin = new ScheduleOrigin("Nightly", Noon) };
        var job = await Store.CreateAsync(spec, Plan(1), Me, default);

        var second = await OpenAsync();
        (await Should.ThrowAsync<NetBatchException>(() =>
            second.CreateAsync(spec with { Origin = new ScheduleOrigin("NIGHTLY", Noon) }, Plan(1), Me, default)))
            .Code.ShouldBe(ErrorCode.IllegalState);

        (await Store.ListAsync(new JobFilter(), default).CountAsync()).ShouldBe(1);
        (await second.Schedules.RecordAsync(new ScheduleRun("nightly", Noon, ScheduleOutcome.Missed, null, "late", Noon),
            default)).ShouldBeFalse();
        (await Store.Schedules.RecordAsync(new ScheduleRun("nightly", Noon.AddDays(1), ScheduleOutcome.Missed, null, "late", Noon),
            default)).ShouldBeTrue();
        await Store.RemoveAsync(job.Id, Me, default);
        (await Store.Schedules.ReadAsync("nightly", default).ToListAsync()).Select(run => (run.Due, run.Outcome, run.JobId))
            .ShouldBe([(Noon.AddDays(1), ScheduleOutcome.Missed, null), (Noon, ScheduleOutcome.Started, job.Id)]);
    }

    [Fact]
    public async Task Schedules_ManyMoments_AreReadNewestFirstPageByPage()
    {
        for (var hour = 0; hour < 450; hour++)
        {
            await Store.Schedules.RecordAsync(
                new ScheduleRun(hour % 2 == 0 ? "a" : "b", Noon.AddHours(hour / 2), ScheduleOutcome.Missed, null, null, Noon), default);
        }

        var all = await Store.Schedules.ReadAsync(null, default).ToListAsync();
        all.Count.ShouldBe(450);
        all.Select(run => run.Due).ShouldBe(all.Select(run => run.Due).OrderDescending());
        (await Store.Schedules.ReadAsync("A", default).CountAsync()).ShouldBe(225);
    }

    [Fact]
    public async Task Lead_OneAtATime_GoesToTheNextWhenTheFirstIsGone()
    {
        var far = await OpenAsAsync("far");
        (await far.Schedules.LeadAsync(default)).ShouldBeTrue();
        (await Store.Schedules.LeadAsync(default)).ShouldBeFalse();
        for (var second = 0; second < 30; second += 2)
        {
            Time.Advance(TimeSpan.FromSeconds(2));
            (await far.Schedules.LeadAsync(default)).ShouldBeTrue();
            (await Store.Schedules.LeadAsync(default)).ShouldBeFalse();
        }

        (await Store.Schedules.LeaderAsync(default))!.ShouldContain("far");
        Time.Advance(TimeSpan.FromSeconds(11));
        (await Store.Schedules.LeadAsync(default)).ShouldBeTrue("nothing was heard of it for a lease's length");
        (await far.Schedules.LeadAsync(default)).ShouldBeFalse();
        await Store.Schedules.LeaveAsync(default);
        (await far.Schedules.LeadAsync(default)).ShouldBeTrue();
    }

    [Fact]
    public async Task Lead_DeadProcessOfThisHost_IsFreeAtOnce()
    {
        (await (await OpenAsDeadAsync()).Schedules.LeadAsync(default)).ShouldBeTrue();
        (await Store.Schedules.LeadAsync(default)).ShouldBeTrue();
    }

    [Fact]
    public async Task Notices_OfAnEnd_AreKeptWithItOnceAndGivenToOneProcess()
    {
        var job = await Store.CreateAsync(Spec() with { Notify = ["ops", "mail"] }, Plan(1), Me, default);
        var owner = await RunAsync(Store, job.Id);
        (await Store.Notices.TakeAsync(10, default)).ShouldBeEmpty();
        await CompleteAsync(owner, 1);
        await owner.WriteAsync(new JobChanged(JobState.Completed, EndReason: EndReason.Done) { At = Time.GetUtcNow() });
        await owner.WriteAsync(new JobChanged(JobState.Completed, EndReason: EndReason.Done) { At = Time.GetUtcNow() });

        var taken = await Store.Notices.TakeAsync(10, default);
        taken.Select(notice => notice.Name).Order().ShouldBe(["mail", "ops"]);
        (await (await OpenAsync()).Notices.TakeAsync(10, default)).ShouldBeEmpty();

        await Store.Notices.EndAsync(taken[0], NoticeState.Sent, null, Time.GetUtcNow(), default);
        await Store.Notices.EndAsync(taken[1] with { Tries = 1 }, NoticeState.Pending, "refused", Time.GetUtcNow().AddSeconds(5), default);
        (await Store.Notices.TakeAsync(10, default)).ShouldBeEmpty("it is not due");
        Time.Advance(TimeSpan.FromSeconds(5));
        (await Store.Notices.TakeAsync(10, default)).ShouldHaveSingleItem().Tries.ShouldBe(1);
    }

    [Fact]
    public async Task Notices_OfTextsWithU0000_AreKept()
    {
        var spec = Spec() with { Description = "a\0b \\u0000 \0\0", Notify = ["ops\0"] };
        var job = await Store.CreateAsync(spec, Plan(1), Me, default);
        var owner = await RunAsync(Store, job.Id);
        await owner.WriteAsync(new JobChanged(JobState.Completed) { At = Noon });
        (await Store.Notices.TakeAsync(10, default)).ShouldHaveSingleItem().Name.ShouldStartWith("ops");
        (await Store.ReadSpecAsync(job.Id, default)).Description.ShouldBe(spec.Description);
    }

    [Fact]
    public async Task Notices_OfAProcessThatDied_AreTakenByAnother()
    {
        var job = await Store.CreateAsync(Spec() with { Notify = ["ops"] }, Plan(1), Me, default);
        var owner = await RunAsync(Store, job.Id);
        await CompleteAsync(owner, 1);
        await owner.WriteAsync(new JobChanged(JobState.Completed, EndReason: EndReason.Done) { At = Time.GetUtcNow() });

        (await (await OpenAsDeadAsync()).Notices.TakeAsync(10, default)).Count.ShouldBe(1);
        (await Store.Notices.TakeAsync(10, default)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Notices_OfPausesThatNobodyAskedFor_AreKeptEachAndThoseAskedForAreNot()
    {
        var job = await Store.CreateAsync(Spec() with { Notify = ["ops"] }, Plan(1), Me, default);
        var owner = await RunAsync(Store, job.Id);
        foreach (var why in (EndReason[])[EndReason.Memory, EndReason.Stop, EndReason.CredentialSuspect])
        {
            await owner.WriteAsync(new JobChanged(JobState.Pausing, EndReason: why) { At = Time.GetUtcNow() });
            await owner.WriteAsync(new JobChanged(JobState.Paused, EndReason: why, Message: $"{why} it was") { At = Time.GetUtcNow() });
            await owner.WriteAsync(new JobChanged(JobState.Paused, EndReason: why) { At = Time.GetUtcNow() });
            await owner.WriteAsync(new JobChanged(JobState.Running) { At = Time.GetUtcNow() });
        }

        await CompleteAsync(owner, 1);
        await owner.WriteAsync(new JobChanged(JobState.Completed, EndReason: EndReason.Done) { At = Time.GetUtcNow() });

        (await Store.Notices.ReadAsync(job.Id, default)).Select(notice => (notice.Ended, notice.EndReason, notice.Message)).ShouldBe(
        [
            (JobState.Paused, EndReason.Memory, "Memory it was"),
            (JobState.Paused, EndReason.CredentialSuspect, "CredentialSuspect it was"), (JobState.Completed, EndReason.Done, null),
        ]);
    }

    private async Task<BatchJob> ChainAsync(params string[] on)
    {
        var spec = Spec();
        return await Store.CreateAsync(spec with { Rules = spec.Rules with { DependsOn = on } }, Plan(1), Me, default);
    }
}
