using NetBatch.Store.Tests;

namespace NetBatch.Store.Sqlite.Tests;

/// <summary>What is read over many jobs: the audit trail, figures, and what remains when jobs are removed.</summary>
public sealed class TrailTests : StoreTest
{
    [Fact]
    public async Task ReadEventsAsync_AllJobs_TellsWhoAskedWhatFromWhere()
    {
        var job = await CreateAsync(1, name: "one");
        Time.Advance(TimeSpan.FromHours(1));
        var since = Time.GetUtcNow();
        await using var owner = await RunAsync(Store, job.Id);
        await Store.RequestAsync(job.Id, JobRequestKind.StopNow, new Requester("bob", "laptop", 99, "pwsh"), default);
        var other = await CreateAsync(1, name: "other");

        var all = await EventsAsync(new EventFilter());
        all.Select(one => (one.JobName, one.What))
            .ShouldBe([("one", "created"), ("one", "taken"), ("one", "state"), ("one", "request"), ("other", "created")]);
        var asked = all.Single(one => one.What == "request");
        (asked.JobId, asked.User, asked.Host, asked.Program, asked.ProcessId, asked.Text).ShouldBe(
            (job.Id, "bob", "laptop", "pwsh", 99, "StopNow."));
        (all[2].User, all[2].ProcessId).ShouldBe(("", null));

        (await EventsAsync(new EventFilter { Since = since })).Select(one => one.Sequence)
            .ShouldBe(all.Skip(1).Where(one => one.At >= since).Select(one => one.Sequence));
        (await EventsAsync(new EventFilter { Before = since })).ShouldHaveSingleItem().What.ShouldBe("created");
        (await EventsAsync(new EventFilter { JobIds = [other.Id] })).ShouldHaveSingleItem().JobName.ShouldBe("other");
        (await EventsAsync(new EventFilter { Names = ["ON?"], Whats = ["Request"] })).ShouldHaveSingleItem();
        (await EventsAsync(new EventFilter { Users = ["bob"] })).ShouldHaveSingleItem().What.ShouldBe("request");
        (await EventsAsync(new EventFilter { After = all[3].Sequence })).ShouldHaveSingleItem().JobName.ShouldBe("other");
    }

    [Fact]
    public async Task RemoveAsync_Job_LeavesTheEventOfWhoRemovedIt()
    {
        var (job, kept) = (await CreateAsync(1, name: "gone"), await CreateAsync(1, name: "kept"));
        await Store.RemoveAsync(job.Id, new Requester("bob", "laptop", 99, "netbatch"), default);

        var events = await EventsAsync(new EventFilter());
        events.Select(one => (one.JobName, one.What, one.User)).ShouldBe([("kept", "created", "ann"), ("gone", "removed", "bob")]);
        (await EventsAsync(new EventFilter { JobIds = [job.Id] })).ShouldHaveSingleItem().ProcessId.ShouldBe(99);
        (await EventsAsync(new EventFilter { Since = Time.GetUtcNow(), Whats = ["removed"] })).ShouldHaveSingleItem().JobId.ShouldBe(
            job.Id);
    }

    [Fact]
    public async Task RemoveAllAsync_ManyJobs_PassesOverOwnedOnesAndTheFileShrinks()
    {
        var ids = new List<string>();
        var noise = new byte[400_000];
        for (var number = 0; number < 20; number++)
        {
            var job = await CreateAsync(40);
            ids.Add(job.Id);
            await using var owner = await RunAsync(Store, job.Id);
            await owner.WriteAsync(new AttemptStarted(1, 1) { At = Noon });
            new Random(number).NextBytes(noise);
            _ = owner.WriteAsync(new StepOutput(1, noise) { Number = 1, Attempt = 1 });
            await owner.WriteAsync(
                new StepEnded(1, "show tech", StepEffect.Read, default, null, null, false) { Number = 1, Attempt = 1 });
            await owner.ReleaseAsync(default);
        }

        await using var held = await RunAsync(Store, ids[3]);
        var before = Store.Size;
        before.ShouldBeGreaterThan(8_000_000);
        var gone = await Store.RemoveAllAsync([.. ids, "batch_00000000"], Me, default);

        gone.ShouldBe(ids.Where(id => id != ids[3]));
        (await ListAsync(Store.ListAsync(new JobFilter(), default))).ShouldHaveSingleItem().Id.ShouldBe(ids[3]);
        Store.Size.ShouldBeLessThan(1_500_000);
        new FileInfo(File).Length.ShouldBeLessThan(1_500_000);
        Peek("SELECT COUNT(*) FROM outputs").ShouldBe(1L);
        Peek("SELECT COUNT(*) FROM runs").ShouldBe(40L);
        Peek("SELECT COUNT(*) FROM jobs").ShouldBe(1L);
        Peek("PRAGMA integrity_check").ShouldBe("ok");
    }

    [Fact]
    public async Task MeasureAsync_Window_GivesFiguresOfItsJobsAlone()
    {
        await CreateAsync(5, name: "early");
        Time.Advance(TimeSpan.FromDays(10));
        var since = Time.GetUtcNow();
        var job = await CreateAsync(3, name: "late");
        await using (var owner = await RunAsync(Store, job.Id))
        {
            await CompleteAsync(owner, 1);
            await owner.WriteAsync(new AttemptStarted(2, 1) { At = Noon });
            await owner.WriteAsync(
                new AttemptEnded(TargetState.ConnectionFailed,
                    new RunError(ErrorCode.ConnectTimeout, "no answer")) { At = Noon.AddSeconds(10), Number = 2, Attempt = 1 });
            await owner.WriteAsync(new TargetChanged(3, TargetState.Skipped) { At = Noon });
        }

        var figures = await Store.MeasureAsync(new JobFilter { Since = since }, 5, default);
        (figures.Jobs, figures.Targets, figures.Counts.Completed, figures.SuccessRate).ShouldBe((1, 3, 1, 50.0));
        figures.ByKind.ShouldBe([new CountOf("command", 1)]);
        figures.ByState.ShouldBe([new CountOf("Interrupted", 1)]);
        figures.Duration.ShouldBe(new TimeSpread(2, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10)));
        figures.ConnectTime.ShouldBe(new TimeSpread(1, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)));
        figures.Failures.ShouldBe([new CountOf("ConnectTimeout", 1)]);
        figures.Slowest.ShouldHaveSingleItem().Device.ShouldBe("r1");
        figures.Flakiest.ShouldBeEmpty();
        (await Store.MeasureAsync(new JobFilter(), 5, default)).Targets.ShouldBe(8);
    }

    private Task<List<BatchEvent>> EventsAsync(EventFilter filter) => ListAsync(Store.ReadEventsAsync(filter, default));
}
