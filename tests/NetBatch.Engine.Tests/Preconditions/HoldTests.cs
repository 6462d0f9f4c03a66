using NetBatch.Engine.Tests.Support;

namespace NetBatch.Engine.Tests.Holding;

/// <summary>Jobs that are held back. The clock begins at midnight, UTC, on a Tuesday.</summary>
public sealed class HoldTests
{
    private const string Other = "batch_000000ff";

    private static DateTimeOffset At(int hour, int minute) => new(2030, 1, 1, hour, minute, 0, TimeSpan.Zero);

    private static Simulation Job(JobRules rules, int targets, Func<Target, int, Script>? script = null, bool changes = false) =>
        new(rules, Simulation.Targets(targets), script, changes) { RestEvery = TimeSpan.FromMinutes(2) };

    private static ChangeWindow Window(string text) => ChangeWindow.Parse(text, TimeZoneInfo.Utc);

    [Fact]
    public async Task Run_WindowClosed_WaitsWithoutSessionsAndBeginsWhenItOpens()
    {
        var job = Job(new JobRules { Window = Window("00:20-04:00") }, 5);
        var waited = false;

        var state = await job.DriveAsync(job.Runner.RunAsync(job.Store.Take(), null, CancellationToken.None), () =>
        {
            if (job.Store.State == JobState.Waiting && job.Time.GetUtcNow() > At(0, 10) && job.Time.GetUtcNow() < At(0, 19))
            {
                waited = true;
                (job.Store.WaitReason, job.Store.Sessions).ShouldBe((WaitReason.Window, 0));
                job.Store.Message.ShouldBe("The window 00:20-04:00 UTC is closed; it opens at 2030-01-01 00:20 +00:00.");
            }
        });

        state.ShouldBe(JobState.Completed);
        waited.ShouldBeTrue();
        job.Fleet.Starts.ShouldAllBe(start => start >= At(0, 20));
        job.Fleet.Starts.Min().ShouldBeLessThan(At(0, 21));
    }

    [Fact]
    public async Task Run_WindowClosesInTheMiddle_FinishesWhatRunsAndGoesOnAtTheNext()
    {
        // A target takes ten minutes: two run when the window closes at five past.
        var job = Job(new JobRules { BatchSize = BatchSize.Parse("4"), ThrottleLimit = 2,
            Window = Window("00:00-00:05; 00:30-00:35; 01:00-02:00") }, 6, (_, _) => new Script(StepSeconds: 600));
        var held = false;

        (await job.DriveAsync(job.Runner.RunAsync(job.Store.Take(), null, CancellationToken.None), () =>
        {
            if (job.Store.State == JobState.Waiting && job.Time.GetUtcNow() > At(0, 20) && job.Time.GetUtcNow() < At(0, 29))
            {
                held = true;
                job.Store.Sessions.ShouldBe(0, "others may have the sessions meanwhile");
                job.Store.Runs.Count(run => run.State == TargetState.Completed).ShouldBe(2);
            }
        })).ShouldBe(JobState.Completed);

        held.ShouldBeTrue();
        job.Fleet.Starts.ShouldAllBe(start => job.Rules.Window!.IsOpen(start));
        job.Fleet.Starts.Select(start => start.Hour * 60 + start.Minute).Order().ShouldBe([0, 0, 30, 30, 60, 60]);
        job.Store.BatchStates.ShouldAllBe(state => state == BatchState.Completed);
    }

    [Fact]
    public async Task Run_ConnectionFailsWhenTheWindowHasClosed_IsNotRetriedOutside()
    {
        var job = Job(
            new JobRules { Window = Window("00:00-00:05; 12:00-13:00"), RetryCount = 3, RetryDelay = TimeSpan.FromMinutes(4) },
            1, (_, _) => new Script(ConnectSeconds: 30, Connect: ErrorCode.ConnectionRefused));

        (await job.RunAsync()).ShouldBe(JobState.Failed);

        job.Fleet.Starts.ShouldAllBe(start => job.Rules.Window!.IsOpen(start));
        job.Store.Runs[0].State.ShouldBe(TargetState.ConnectionFailed);
    }

    [Fact]
    public async Task Run_WaitsForALockWhenTheWindowCloses_BeginsAtTheNextAndHoldsNoLockMeanwhile()
    {
        var job = Job(
            new JobRules { Window = Window("00:00-00:05; 00:30-02:00"), LockTimeout = TimeSpan.FromHours(1) }, 2,
            (_, _) => new Script(Changes: 1), changes: true);
        job.Store.LockedByOthers.Add("t2");

        (await job.DriveAsync(job.Runner.RunAsync(job.Store.Take(), null, CancellationToken.None), () =>
        {
            if (job.Time.GetUtcNow() > At(0, 10))
            {
                job.Store.LockedByOthers.Clear();
            }
        })).ShouldBe(JobState.Completed);

        job.Fleet.Starts.ShouldAllBe(start => job.Rules.Window!.IsOpen(start));
        job.Fleet.Starts.Max().ShouldBeGreaterThanOrEqualTo(At(0, 30));
    }

    [Theory]
    [InlineData(JobRequestKind.StopNow, JobState.Stopped)]
    [InlineData(JobRequestKind.StopAfterBatch, JobState.Stopped)]
    [InlineData(JobRequestKind.PauseNow, JobState.Completed)]
    [InlineData(JobRequestKind.PauseAfterBatch, JobState.Completed)]
    public async Task Run_AskedWhileItWaits_Obeys(JobRequestKind asked, JobState end)
    {
        var job = Job(new JobRules { Window = Window("00:30-04:00") }, 3);
        var (done, paused) = (false, false);

        (await job.DriveAsync(job.Runner.RunAsync(job.Store.Take(), null, CancellationToken.None), () =>
        {
            if (!done && job.Time.GetUtcNow() > At(0, 1))
            {
                done = true;
                job.Store.Ask(asked);
            }
            else if (job.Store.State == JobState.Paused && job.Time.GetUtcNow() > At(0, 40))
            {
                paused = true;
                job.Store.Ask(JobRequestKind.Resume);
            }
        })).ShouldBe(end);

        paused.ShouldBe(end == JobState.Completed);
        job.Fleet.Starts.Count.ShouldBe(end == JobState.Completed ? 3 : 0);
    }

    [Theory]
    [InlineData(JobState.Completed, DependencyRule.Success, JobState.Completed)]
    [InlineData(JobState.Partial, DependencyRule.Success, JobState.Stopped)]
    [InlineData(JobState.Failed, DependencyRule.Completion, JobState.Completed)]
    [InlineData(JobState.Stopped, DependencyRule.Success, JobState.Stopped)]
    public async Task Run_DependsOnAnother_GoesByItsEnd(JobState ended, DependencyRule after, JobState end)
    {
        var job = Job(new JobRules { DependsOn = [Other], After = after }, 3);
        job.Store.Others[Other] = JobState.Interrupted;
        var waited = false;

        (await job.DriveAsync(job.Runner.RunAsync(job.Store.Take(), null, CancellationToken.None), () =>
        {
            waited |= job.Store is { State: JobState.Waiting, WaitReason: WaitReason.Dependency, Sessions: 0 };
            if (job.Time.GetUtcNow() > At(0, 5))
            {
                job.Store.Others[Other] = ended;
            }
        })).ShouldBe(end);

        waited.ShouldBeTrue();
        job.Fleet.Starts.ShouldAllBe(start => start > At(0, 5));
        if (end == JobState.Stopped)
        {
            job.Store.EndReason.ShouldBe(EndReason.Dependency);
            job.Store.Message!.ShouldContain($"{Other} (other) that it depends on ended {ended}");
            job.Store.Runs.ShouldAllBe(run => run.State == TargetState.Skipped);
            job.Store.BatchStates.ShouldAllBe(state => state == BatchState.Skipped);
        }
    }

    [Fact]
    public async Task Run_DependencyFailedAlreadyOrGone_EndsAtOnce()
    {
        foreach (var gone in (bool[])[true, false])
        {
            var job = Job(new JobRules { DependsOn = [Other] }, 2);
            if (!gone)
            {
                job.Store.Others[Other] = JobState.Failed;
            }

            (await job.RunAsync()).ShouldBe(JobState.Stopped);
            job.Store.Message!.ShouldContain(gone ? "was removed" : "ended Failed");
            job.Fleet.Starts.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Run_DependencyMendedAndRetried_RunsOnRetryWithItsHistory()
    {
        var job = Job(new JobRules { DependsOn = [Other] }, 2);
        job.Store.Others[Other] = JobState.Failed;
        await job.RunAsync();

        job.Store.Others[Other] = JobState.Completed;
        (await job.RunAsync(new RunStart { Again = [1, 2] })).ShouldBe(JobState.Completed);

        job.Store.Attempt.ShouldBe(2);
    }

    [Fact]
    public async Task Run_RequiresApproval_IsHeldUntilTheSameTargetsAndLinesAreApproved()
    {
        var job = Job(new JobRules { RequireApproval = true, Window = Window("00:00-12:00") }, 2, (_, _) => new Script(Changes: 1),
            changes: true);
        var right = JobFingerprint.Of(
            await JobFingerprint.OfAsync(job.Spec, job.Plan.Targets.Select(target => (target, job.Spec.Work)).ToAsyncEnumerable(),
                CancellationToken.None), 1);
        var messages = new HashSet<string>();

        (await job.DriveAsync(job.Runner.RunAsync(job.Store.Take(), null, CancellationToken.None), () =>
        {
            if (job.Store is { State: JobState.Waiting, WaitReason: WaitReason.Approval })
            {
                messages.Add(job.Store.Message!);
            }

            job.Store.Approval = job.Time.GetUtcNow() switch
            {
                var now when now > At(0, 10) => new Approval(MemoryStore.Id, right, new Requester("bob", "desk", 1, "tests"), now),
                var now when now > At(0, 5) => new Approval(MemoryStore.Id, new string('0', 64), new Requester("bob", "desk", 1, "tests"), now),
                _ => null,
            };
        })).ShouldBe(JobState.Completed);

        job.Fleet.Starts.ShouldAllBe(start => start > At(0, 10));
        messages.Count.ShouldBe(2);
        messages.ShouldContain(message => message.Contains("until another account approves it", StringComparison.Ordinal));
        messages.ShouldContain(message => message.Contains("approved anew", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OfAsync_AnythingOfIt_ChangesTheFingerprint()
    {
        var work = new WorkSpec("config", 1, System.Text.Json.JsonElement.Parse("""{"lines":["a"]}"""));
        var own = work with { Args = System.Text.Json.JsonElement.Parse("""{"lines":["a","b"]}""") };
        var targets = Simulation.Targets(2);
        JobRules? rules = null;
        string[] prints =
        [
            await Of(work, (targets[0], work), (targets[1], work)),
            await Of(work, (targets[1], work), (targets[0], work)),
            await Of(work, (targets[0], work)),
            await Of(work, (targets[0], own), (targets[1], work)),
            await Of(own, (targets[0], own), (targets[1], own)),
            await Of(work, (targets[0] with { Name = "t9" }, work), (targets[1], work)),
        ];

        prints.Distinct().Count().ShouldBe(prints.Length);
        rules = new JobRules { MaxFailures = new FailureLimit(9, IsPercent: false) };
        (await Of(work, (targets[0], work), (targets[1], work))).ShouldNotBe(prints[0], "other rules are another job");
        rules = null;
        JobFingerprint.Of(prints[0], 1).ShouldNotBe(JobFingerprint.Of(prints[0], 2), "what is begun again is approved again");
        (await Of(work, (targets[0], work), (targets[1], work))).ShouldBe(prints[0]);

        Task<string> Of(WorkSpec work, params (Target, WorkSpec)[] targets) =>
            JobFingerprint.OfAsync(new JobSpec { Name = "n", Work = work, Rules = rules ?? new JobRules() }, targets.ToAsyncEnumerable(),
                CancellationToken.None);
    }
}
