using NetBatch.Testing;

namespace NetBatch.Scheduling.Tests;

/// <summary>What the scheduler makes of moments. The clock begins at midnight, UTC, on 1 January 2030.</summary>
public sealed class SchedulerTests
{
    private readonly FakeTime time = new();
    private readonly FakeRuns runs;
    private readonly FakeJobs jobs;

    public SchedulerTests()
    {
        runs = new FakeRuns();
        jobs = new FakeJobs(runs, time);
    }

    private BatchSchedule Hourly(string name = "hourly", MissedRuns missed = MissedRuns.Skip) =>
        new() { Name = name, Cron = "0 * * * *", TimeZone = "UTC", Template = "t", Missed = missed, ChangedAt = time.GetUtcNow() };

    [Fact]
    public async Task Run_EachHour_StartsOneJobForEachMoment()
    {
        jobs.Schedules.Add(Hourly());

        await PassAsync(TimeSpan.FromHours(3.5), () => jobs.EndAll(JobState.Completed));

        runs.All.Select(run => (run.Due.Hour, run.Outcome))
            .ShouldBe([(1, ScheduleOutcome.Started), (2, ScheduleOutcome.Started), (3, ScheduleOutcome.Started)]);
        jobs.Started.ShouldAllBe(job => job.At - job.Due < TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Run_ClockWasAYearAheadAndIsSetRight_GoesOnWithTheNextMoment()
    {
        time.SetBy = TimeSpan.FromDays(365);
        jobs.Schedules.Add(Hourly());
        var set = false;

        await PassAsync(TimeSpan.FromHours(4.5), () =>
        {
            jobs.EndAll(JobState.Completed);
            if (!set && jobs.Started.Count == 2)
            {
                (set, time.SetBy) = (true, TimeSpan.Zero);
            }
        });

        jobs.Started.Select(job => (job.Due.Year, job.Due.Hour)).ShouldBe([(2031, 1), (2031, 2), (2030, 3), (2030, 4)]);
    }

    [Fact]
    public async Task Run_ClockIsSetBackAnHour_DoesNotGoThroughAMomentTwice()
    {
        jobs.Schedules.Add(Hourly());
        var set = false;

        await PassAsync(TimeSpan.FromHours(4.5), () =>
        {
            jobs.EndAll(JobState.Completed);
            if (!set && jobs.Started.Count == 2)
            {
                (set, time.SetBy) = (true, TimeSpan.FromHours(-1));
            }
        });

        jobs.Started.Select(job => job.Due.Hour).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Run_TwoSchedulers_OneGoesThroughThemAndTheOtherTakesOver()
    {
        jobs.Schedules.Add(Hourly());
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var one = new Scheduler(runs.As("one"), jobs, time);
        var other = new Scheduler(runs.As("other"), jobs, time);
        var ones = one.RunAsync(_ => Task.CompletedTask, first.Token);
        var others = other.RunAsync(_ => Task.CompletedTask, second.Token);

        await LetPassAsync(TimeSpan.FromHours(1.5), () => jobs.EndAll(JobState.Completed), 2);
        (one.Leads, other.Leads).ShouldBe((true, false));
        await first.CancelAsync();
        await ones;
        await LetPassAsync(TimeSpan.FromHours(1), () => jobs.EndAll(JobState.Completed));
        other.Leads.ShouldBeTrue();
        await second.CancelAsync();
        await others;

        jobs.Started.Select(job => job.Due.Hour).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Run_JobBeforeStillRuns_LeavesTheMomentOutAndSaysSo()
    {
        jobs.Schedules.Add(Hourly());

        await PassAsync(TimeSpan.FromHours(2.6), () => { });
        runs.All.Select(run => run.Outcome).ShouldBe([ScheduleOutcome.Started, ScheduleOutcome.Overlap]);
        runs.All[1].Note!.ShouldContain("is still Running");
    }

    [Theory]
    [InlineData(MissedRuns.Skip, new[] { 7 })]
    [InlineData(MissedRuns.Once, new[] { 6, 7 })]
    [InlineData(MissedRuns.All, new[] { 4, 5, 6, 7 })]
    public async Task Run_AfterHoursWithoutAScheduler_GoesByThePolicy(MissedRuns missed, int[] started)
    {
        jobs.Schedules.Add(Hourly(missed: missed) with { MostMissed = 3 });
        time.Advance(TimeSpan.FromHours(6.5));

        await PassAsync(TimeSpan.FromHours(0.6), () => jobs.EndAll(JobState.Completed));

        jobs.Started.Select(job => job.Due.Hour).ShouldBe(started);
        jobs.MostAtOnce.ShouldBe(1, "what was missed is made up for one after the other");
        if (missed != MissedRuns.Once)
        {
            runs.All.Single(run => run.Outcome == ScheduleOutcome.Missed).Note!.ShouldContain(
                "for 6 moments from 2030-01-01 01:00:00Z to 2030-01-01 06:00:00Z");
        }
    }

    [Fact]
    public async Task Run_JobCannotBeMade_KeepsWhyAndGoesOn()
    {
        jobs.Schedules.Add(Hourly());
        jobs.Refuse = new NetBatchException(ErrorCode.NoTargets, "The template chooses no device.");

        await PassAsync(TimeSpan.FromHours(1.5), () => { });
        jobs.Refuse = null;
        await PassAsync(TimeSpan.FromHours(1), () => { });

        runs.All.Select(run => run.Outcome).ShouldBe([ScheduleOutcome.Refused, ScheduleOutcome.Started]);
        runs.All[0].Note.ShouldBe("The template chooses no device.");
    }

    /// <summary>Kept by a version that took seconds, or where another time zone was known: it says so once, and the others go on.</summary>
    [Theory]
    [InlineData("0 30 2 * * ?", "UTC", "has six fields")]
    [InlineData("30 2 * * *", "Mars/Olympus", "no time zone 'Mars/Olympus'")]
    public async Task Run_ScheduleThatCannotBeRead_IsToldOnceAndHindersNoOther(string cron, string zone, string why)
    {
        jobs.Schedules.Add(Hourly("a-wrong") with { Cron = cron, TimeZone = zone });
        jobs.Schedules.Add(Hourly());

        await PassAsync(TimeSpan.FromHours(2.5), () => jobs.EndAll(JobState.Completed));

        var told = runs.All.Single(run => run.Schedule == "a-wrong");
        told.Outcome.ShouldBe(ScheduleOutcome.Refused);
        told.Note!.ShouldContain(why);
        jobs.Started.Select(job => (job.Schedule, job.Due.Hour)).ShouldBe([("hourly", 1), ("hourly", 2)]);
    }

    [Fact]
    public async Task Run_JobWasInterruptedWithTheSchedulerBefore_GoesOnWithItOnce()
    {
        jobs.Schedules.Add(Hourly());
        await PassAsync(TimeSpan.FromHours(1.1), () => { });
        jobs.EndAll(JobState.Interrupted);

        await PassAsync(TimeSpan.FromMinutes(5), () => { });

        jobs.Resumed.ShouldBe([jobs.Started[0].Id]);
    }

    [Fact]
    public async Task Run_ChainOfThreeAtOneMoment_IsStartedInItsOrder()
    {
        jobs.Schedules.Add(Hourly("c-first"));
        jobs.Schedules.Add(Hourly("b-middle") with { AfterSchedules = ["C-FIRST"] });
        jobs.Schedules.Add(Hourly("a-last") with { AfterSchedules = ["b-middle"] });

        await PassAsync(TimeSpan.FromHours(1.1), () => { });

        jobs.Started.Select(job => job.Schedule).ShouldBe(["c-first", "b-middle", "a-last"]);
    }

    [Fact]
    public void Circle_OfSchedules_IsTold()
    {
        var a = Hourly("a") with { AfterSchedules = ["b"] };
        ScheduleOrder.Circle(a, [Hourly("b")]).ShouldBeNull();
        ScheduleOrder.Circle(a, [Hourly("b") with { AfterSchedules = ["A"] }]).ShouldNotBeNull();
        ScheduleOrder.Circle(Hourly("a") with { AfterSchedules = ["a"] }, []).ShouldNotBeNull();
    }

    [Fact]
    public async Task Run_Disabled_Rests()
    {
        jobs.Schedules.Add(Hourly() with { Disabled = true });
        await PassAsync(TimeSpan.FromHours(2), () => { });
        jobs.Started.ShouldBeEmpty();
    }

    private async Task PassAsync(TimeSpan span, Action each)
    {
        using var end = new CancellationTokenSource();
        var running = new Scheduler(runs.As("one"), jobs, time).RunAsync(_ => Task.CompletedTask, end.Token);
        await LetPassAsync(span, each);
        await end.CancelAsync();
        await running;
    }

    /// <summary>The clock goes on when every scheduler waits for it.</summary>
    private async Task LetPassAsync(TimeSpan span, Action each, int schedulers = 1)
    {
        for (var end = time.Elapsed + span; time.Elapsed < end;)
        {
            for (var look = 0; time.Waiting < schedulers; look++)
            {
                look.ShouldBeLessThan(10_000, "a scheduler hangs");
                await (look < 100 ? Task.CompletedTask : Task.Delay(1));
                await Task.Yield();
            }

            each();
            time.Advance(TimeSpan.FromSeconds(2));
        }
    }

    private sealed class FakeRuns
    {
        private string? leader;

        public List<ScheduleRun> All { get; } = [];

        public IScheduleStore As(string me) => new View(this, me);

        private sealed class View(FakeRuns all, string me) : IScheduleStore
        {
            public Task<bool> LeadAsync(CancellationToken cancellationToken) => Task.FromResult((all.leader ??= me) == me);

            public Task LeaveAsync(CancellationToken cancellationToken)
            {
                all.leader = all.leader == me ? null : all.leader;
                return Task.CompletedTask;
            }

            public Task<string?> LeaderAsync(CancellationToken cancellationToken) => Task.FromResult(all.leader);

            public Task<bool> RecordAsync(ScheduleRun run, CancellationToken cancellationToken)
            {
                var isNew = !all.All.Exists(one => one.Schedule == run.Schedule && one.Due == run.Due);
                if (isNew)
                {
                    all.All.Add(run);
                }

                return Task.FromResult(isNew);
            }

            public IAsyncEnumerable<ScheduleRun> ReadAsync(string? schedule, CancellationToken cancellationToken) =>
                all.All.Where(run => run.Schedule == schedule).OrderByDescending(run => run.Due).ToAsyncEnumerable();
        }
    }

    private sealed class FakeJobs(FakeRuns runs, FakeTime time) : IScheduledJobs
    {
        private readonly Dictionary<string, JobState> states = [];

        public List<BatchSchedule> Schedules { get; } = [];

        public List<(string Schedule, DateTimeOffset Due, DateTimeOffset At, string Id)> Started { get; } = [];

        public List<string> Resumed { get; } = [];

        public int MostAtOnce { get; private set; }

        public NetBatchException? Refuse { get; set; }

        public void EndAll(JobState state)
        {
            foreach (var id in states.Keys)
            {
                states[id] = state;
            }
        }

        public IAsyncEnumerable<BatchSchedule> SchedulesAsync(CancellationToken cancellationToken) => Schedules.ToAsyncEnumerable();

        public Task<BatchJob> StartAsync(BatchSchedule schedule, DateTimeOffset due, CancellationToken cancellationToken)
        {
            if (Refuse is not null)
            {
                throw Refuse;
            }

            var id = $"batch_{states.Count:x8}";
            states[id] = JobState.Running;
            MostAtOnce = Math.Max(MostAtOnce, states.Values.Count(state => state == JobState.Running));
            Started.Add((schedule.Name, due, time.GetUtcNow(), id));
            runs.All.Add(new ScheduleRun(schedule.Name, due, ScheduleOutcome.Started, id, null, time.GetUtcNow()));
            return Task.FromResult(Job(id));
        }

        public Task<BatchJob?> FindAsync(string jobId, CancellationToken cancellationToken) => Task.FromResult<BatchJob?>(Job(jobId));

        public Task ResumeAsync(string jobId, CancellationToken cancellationToken)
        {
            Resumed.Add(jobId);
            return Task.CompletedTask;
        }

        private BatchJob Job(string id) => new() { Id = id, Name = id, Kind = "fake", State = states[id] };
    }
}
