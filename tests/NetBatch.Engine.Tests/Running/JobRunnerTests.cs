using NetBatch.Engine.Tests.Support;

namespace NetBatch.Engine.Tests.Running;

public sealed class JobRunnerTests
{
    private static readonly BatchSize Ten = BatchSize.Parse("10");

    [Fact]
    public async Task Run_TwentyFiveTargetsBySize10_EndsCompletedInThreeBatches()
    {
        var job = new Simulation(new JobRules(), Simulation.Targets(25));

        (await job.RunAsync()).ShouldBe(JobState.Completed);

        job.Plan.Batches.Select(batch => batch.Size).ShouldBe([10, 10, 5]);
        job.Store.BatchStates.ShouldAllBe(state => state == BatchState.Completed);
        job.Fleet.MostOpen.ShouldBe(10);
    }

    [Fact]
    public async Task Run_RefusedOnceThenUp_RetriesAndCompletes()
    {
        var job = new Simulation(new JobRules(), Simulation.Targets(3), (target, attempt) =>
            target.Name == "t2" && attempt == 1 ? new Script(Connect: ErrorCode.ConnectionRefused) : new Script());

        (await job.RunAsync()).ShouldBe(JobState.Completed);

        job.Store.Runs.Select(run => run.Attempts).ShouldBe([1, 2, 1]);
    }

    [Fact]
    public async Task Run_AuthenticationFailed_IsNeverRetried()
    {
        var job = new Simulation(new JobRules { RetryCount = 5 }, Simulation.Targets(1), (_, _) => new Script(Connect: ErrorCode.AuthenticationFailed));

        (await job.RunAsync()).ShouldBe(JobState.Failed);

        job.Store.Runs[0].Attempts.ShouldBe(1);
        job.Store.Runs[0].State.ShouldBe(TargetState.ConnectionFailed);
    }

    [Fact]
    public async Task Run_CanaryFails_SkipsTheRest()
    {
        var job = new Simulation(
            new JobRules { BatchSize = BatchSize.Parse("1,100%") },
            Simulation.Targets(10),
            (_, _) => new Script(Step: ErrorCode.CommandRejected));

        (await job.RunAsync()).ShouldBe(JobState.Failed);

        job.Store.EndReason.ShouldBe(EndReason.Breaker);
        job.Store.Runs.Count(run => run.State == TargetState.Skipped).ShouldBe(9);
        job.Store.BatchStates[1].ShouldBe(BatchState.Skipped);
    }

    [Theory]
    [InlineData("3", 3)]
    [InlineData("50%", 5)]
    public async Task Run_MaxFailures_TripsExactlyThere(string limit, int failures)
    {
        var job = new Simulation(
            new JobRules { BatchSize = Ten, ThrottleLimit = 1, MaxFailures = FailureLimit.Parse(limit) },
            Simulation.Targets(30),
            (_, _) => new Script(Step: ErrorCode.CommandRejected));

        await job.RunAsync();

        job.Store.Runs.Count(run => run.State == TargetState.Failed).ShouldBe(failures);
        job.Store.Runs.Count(run => run.State == TargetState.Skipped).ShouldBe(30 - failures);
    }

    [Fact]
    public async Task Run_TargetsPerHour_SpacesStartsAcrossBatches()
    {
        var job = new Simulation(new JobRules { BatchSize = BatchSize.Parse("3"), TargetsPerHour = 60 }, Simulation.Targets(7));

        await job.RunAsync();

        // Six intervals of a minute, less what one start may be seen late.
        (job.Fleet.Starts[^1] - job.Fleet.Starts[0]).ShouldBeInRange(TimeSpan.FromSeconds(350), TimeSpan.FromSeconds(390));
    }

    [Fact]
    public async Task StopAfterBatch_DuringTheFirst_FinishesItAndStopsTheRest()
    {
        var job = new Simulation(new JobRules { BatchSize = Ten }, Simulation.Targets(25));
        var asked = false;

        var state = await job.DriveAsync(job.Runner.RunAsync(job.Store.Take(), null, default), () =>
        {
            if (!asked && job.Fleet.Open > 0)
            {
                asked = true;
                job.Store.Ask(JobRequestKind.StopAfterBatch);
            }
        });

        state.ShouldBe(JobState.Stopped);
        job.Store.BatchStates.ShouldBe([BatchState.Completed, BatchState.Stopped, BatchState.Stopped]);
        job.Fleet.Open.ShouldBe(0);
    }

    [Fact]
    public async Task StopNow_CutsWhatRuns()
    {
        var job = new Simulation(
            new JobRules { BatchSize = Ten, TargetTimeout = TimeSpan.FromDays(1) },
            Simulation.Targets(25), (_, _) => new Script(ConnectSeconds: 100_000));
        var asked = false;

        var state = await job.DriveAsync(job.Runner.RunAsync(job.Store.Take(), null, default), () =>
        {
            if (!asked && job.Fleet.Open > 0)
            {
                asked = true;
                job.Store.Ask(JobRequestKind.StopNow);
            }
        });

        state.ShouldBe(JobState.Stopped);
        job.Store.Runs.ShouldAllBe(run => run.State == TargetState.Stopped);
        (job.Time.GetUtcNow() - job.Fleet.Starts[0]).ShouldBeLessThan(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Pause_ThenResume_GoesOnWithTheNextBatch()
    {
        var job = new Simulation(new JobRules { BatchSize = Ten }, Simulation.Targets(25));
        var asked = 0;
        var openWhenPaused = -1;

        var state = await job.DriveAsync(job.Runner.RunAsync(job.Store.Take(), null, default), () =>
        {
            if (asked == 0 && job.Fleet.Open > 0)
            {
                asked = 1;
                job.Store.Ask(JobRequestKind.PauseAfterBatch);
            }
            else if (asked == 1 && job.Store.State == JobState.Paused)
            {
                asked = 2;
                openWhenPaused = job.Fleet.Open;
                job.Store.Runs.Count(run => run.State == TargetState.Completed).ShouldBe(10);
                job.Store.Ask(JobRequestKind.Resume);
            }
        });

        openWhenPaused.ShouldBe(0);
        state.ShouldBe(JobState.Completed);
    }

    [Fact]
    public async Task Run_WrongPasswordOnSixty_MakesOneAttemptAndPauses()
    {
        var targets = Enumerable.Range(1, 60).Select(number => new Device
        {
            Id = $"r{number}",
            Name = $"r{number}",
            Address = $"10.0.0.{number}",
            Credential = new CredentialReference(CredentialSource.Supplied, "login", "admin"),
        }).Cast<Target>().ToArray();
        var attempts = 0;
        var guard = new DeviceFleet(() => attempts++);
        var catalog = new WorkCatalog([guard]);
        var spec = new JobSpec { Name = "x", Work = new WorkSpec("device", 1, System.Text.Json.JsonSerializer.SerializeToElement(new { })), Targets = targets };
        var job = new Simulation(new JobRules(), Simulation.Targets(1));
        var store = new MemoryStore(spec, new JobMaker(catalog).Plan(spec));
        var runner = new JobRunner(store, catalog, new LocalExecutor(catalog, null!, job.Time), _ => Task.CompletedTask, job.Time, new Random(1));
        var asked = false;

        await job.DriveAsync(runner.RunAsync(store.Take(), null, default), () =>
        {
            if (!asked && store.State == JobState.Paused)
            {
                asked = true;
                store.EndReason.ShouldBe(EndReason.CredentialSuspect);
                store.Ask(JobRequestKind.StopNow);
            }
        });

        asked.ShouldBeTrue();
        attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Run_DeviceLockedByAnother_FailsAtOnceWithoutLockTimeout()
    {
        var job = new Simulation(new JobRules(), Simulation.Targets(2), (_, _) => new Script(Changes: 1), changes: true);
        job.Store.LockedByOthers.Add("t1");

        (await job.RunAsync()).ShouldBe(JobState.Partial);

        job.Store.Runs[0].Error!.Code.ShouldBe(ErrorCode.DeviceLocked);
        job.Fleet.Sent.ShouldAllBe(sent => sent.Target == "t2");
    }

    [Fact]
    public async Task Run_LockFreedWithinLockTimeout_WaitsWithoutAPlaceAndCompletes()
    {
        var job = new Simulation(
            new JobRules { BatchSize = Ten, ThrottleLimit = 1, LockTimeout = TimeSpan.FromMinutes(5) },
            Simulation.Targets(3), (_, _) => new Script(Changes: 1), changes: true);
        job.Store.LockedByOthers.Add("t1");
        var othersDone = false;

        var state = await job.DriveAsync(job.Runner.RunAsync(job.Store.Take(), null, default), () =>
        {
            if (job.Store.Runs.Skip(1).All(run => run.State == TargetState.Completed))
            {
                othersDone = true;
                job.Store.LockedByOthers.Clear();
            }
        });

        othersDone.ShouldBeTrue();
        state.ShouldBe(JobState.Completed);
        job.Fleet.MostOpen.ShouldBe(1);
    }

    [Fact]
    public async Task Run_HostExitsAmongTheChangesOfATarget_IsUnknownAndNotBegunAgainByAResume()
    {
        var job = new Simulation(new JobRules(), Simulation.Targets(1), (_, _) => new Script(Changes: 3), changes: true);
        using var exit = new CancellationTokenSource();
        var left = await job.DriveAsync(job.Runner.RunAsync(job.Store.Take(), null, exit.Token), () =>
        {
            if (job.Fleet.Sent.Count == 2)
            {
                exit.Cancel();
            }
        });

        left.ShouldBe(JobState.Interrupted);
        job.Store.Runs[0].State.ShouldBe(TargetState.OutcomeUnknown);
        (await job.DriveAsync(job.Runner.RunAsync(job.Store.Take(), new RunStart(), default))).ShouldBe(JobState.Failed);
        job.Fleet.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Run_SessionsNotFree_WaitsUntilTheyAre()
    {
        var job = new Simulation(new JobRules(), Simulation.Targets(2));
        job.Store.SessionsFree = false;
        var waited = false;

        var state = await job.DriveAsync(job.Runner.RunAsync(job.Store.Take(), null, default), () =>
        {
            if (job.Store.State == JobState.Waiting && job.Time.GetUtcNow().Second > 10)
            {
                waited = true;
                job.Fleet.Starts.ShouldBeEmpty();
                job.Store.SessionsFree = true;
            }
        });

        waited.ShouldBeTrue();
        state.ShouldBe(JobState.Completed);
    }

    [Fact]
    public async Task Retry_OfWhatFailed_SkipsWhatSucceededAndKeepsCounting()
    {
        var down = true;
        var job = new Simulation(new JobRules { RetryCount = 0 }, Simulation.Targets(12), (target, _) =>
            target.Name == "t11" && down ? new Script(Connect: ErrorCode.ConnectionRefused) : new Script());
        (await job.RunAsync()).ShouldBe(JobState.Partial);

        down = false;
        (await job.RunAsync(new RunStart { Again = [11] })).ShouldBe(JobState.Completed);

        job.Fleet.Starts.Count.ShouldBe(13);
        job.Store.Runs[10].Attempts.ShouldBe(2);
        job.Store.Attempt.ShouldBe(2);
    }

    [Fact]
    public async Task Run_ThroughAnExecutorThatSerialisesEverything_IsTheSame()
    {
        var job = new Simulation(
            new JobRules(), Simulation.Targets(25), (_, _) => new Script(Changes: 2), changes: true, executor: local => new SerialisingExecutor(local));

        (await job.RunAsync()).ShouldBe(JobState.Completed);

        job.Fleet.Sent.Count.ShouldBe(50);
        job.Store.Events.OfType<StepOutput>().Select(output => System.Text.Encoding.UTF8.GetString(output.Bytes.Span)).ShouldAllBe(text => text == "output");
    }

    private sealed class DeviceFleet(Action attempt) : WorkKind
    {
        public override string Name => "device";

        public override string TargetKind => "device";

        public override IReadOnlyList<WorkOption> Options => [];

        public override IReadOnlyList<PlannedStep> Plan(System.Text.Json.JsonElement args, Target target) => [];

        public override Task RunAsync(IRunContext run, CancellationToken cancellationToken)
        {
            attempt();
            throw new NetBatchException(ErrorCode.AuthenticationFailed, "refused");
        }
    }
}
