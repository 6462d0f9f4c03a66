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
        var job = new Simulation(new JobRules { RetryCount = 5 }, Simulation.Targets(1),
            (_, _) => new Script(Connect: ErrorCode.AuthenticationFailed));

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

    /// <summary>What is not in the record must not be taken for done: a write that fails of anything cuts the job off.</summary>
    [Theory]
    [InlineData(typeof(OutOfMemoryException), ErrorCode.OutOfMemory)]
    [InlineData(typeof(InvalidOperationException), ErrorCode.StoreUnusable)]
    public async Task Run_AnyWriteFailsOfADefect_TheJobIsCutOffAndNeverEnds(Type defect, ErrorCode code)
    {
        for (var number = 1; ; number++)
        {
            var job = new Simulation(new JobRules { BatchSize = BatchSize.Parse("2") }, Simulation.Targets(4));
            job.Store.FailingWrite = (number, (Exception)Activator.CreateInstance(defect)!);
            try
            {
                (await job.RunAsync()).ShouldBe(JobState.Completed);
                number.ShouldBeGreaterThan(20, "there is more than that to write");
                job.Store.Events.Count.ShouldBe(number - 1, "every write has failed once");
                return;
            }
            catch (NetBatchException failure)
            {
                failure.Code.ShouldBe(code, $"write {number}");
                job.Store.State.IsFinal().ShouldBeFalse($"write {number}");
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Run_TheClockIsSetByADay_RecordsTimesThatGoOn(int days)
    {
        var job = new Simulation(new JobRules { BatchSize = BatchSize.Parse("3") }, Simulation.Targets(9));
        var start = job.Time.GetUtcNow();

        await job.DriveAsync(job.Runner.RunAsync(job.Store.Take(), null, CancellationToken.None),
            () => job.Time.SetBy = job.Store.Runs.Any(run => run.State == TargetState.Completed) ? TimeSpan.FromDays(days) : default);

        job.Time.SetBy.ShouldNotBe(TimeSpan.Zero);
        job.Store.Events.ShouldAllBe(what => what.At >= start && what.At <= start + job.Time.Elapsed);
        job.Store.Events.OfType<StepEnded>().ShouldAllBe(step => step.StartedAt >= start);
    }

    [Fact]
    public async Task Run_ResumedAfterTheClockWasSetBack_RecordsNothingBeforeWhatStandsThere()
    {
        var job = new Simulation(new JobRules(), Simulation.Targets(2), (_, attempt) =>
            attempt == 1 ? new Script(Step: ErrorCode.CommandRejected) : new Script());
        await job.RunAsync();
        var last = job.Store.Runs.Max(run => run.StartedAt)!.Value;
        var seen = job.Store.Events.Count;
        job.Time.SetBy = TimeSpan.FromDays(-1);

        await job.RunAsync(new RunStart { Again = new HashSet<int> { 1, 2 } });

        job.Store.Events.Count.ShouldBeGreaterThan(seen);
        job.Store.Events.Skip(seen).OfType<AttemptStarted>().ShouldAllBe(what => what.At >= last);
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
        var attempts = 0;
        var job = DeviceSimulation(60, _ => throw new NetBatchException(ErrorCode.AuthenticationFailed, $"refused {++attempts}"));
        var asked = false;

        await job.DriveAsync(job.Runner.RunAsync(job.Store.Take(), null, default), () =>
        {
            if (!asked && job.Store.State == JobState.Paused)
            {
                asked = true;
                job.Store.EndReason.ShouldBe(EndReason.CredentialSuspect);
                job.Store.Ask(JobRequestKind.StopNow);
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

    /// <summary>A device of two addresses of which another job has one: nothing of it is kept from others, and the message names the
    /// one.</summary>
    [Fact]
    public async Task Run_OneOfTwoAddressesLockedByAnother_KeepsNoneOfThem()
    {
        var job = new Simulation(new JobRules { BatchSize = Ten }, Simulation.Targets(2), (_, _) => new Script(Changes: 1), changes: true);
        job.Fleet.Keys = target => target.Id == "t1" ? ["z", "a"] : ["a"];
        job.Store.LockedByOthers.Add("z");

        (await job.RunAsync()).ShouldBe(JobState.Partial);

        job.Store.Runs[0].Error!.Message.ShouldContain("(z)");
        job.Fleet.Sent.Select(sent => sent.Target).ShouldBe(["t2"]);
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
        var job = await UnknownAsync();

        job.Store.State.ShouldBe(JobState.Interrupted);
        (await job.DriveAsync(job.Runner.RunAsync(job.Store.Take(), new RunStart(), default))).ShouldBe(JobState.Failed);
        job.Fleet.Sent.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(false, TargetState.Completed, 2)]
    [InlineData(true, TargetState.Completed, 5)]
    public async Task Resume_VerifyOfAnUnknownOutcome_RepeatsOnlyWhatIsNotThere(bool nothing, TargetState state, int sent)
    {
        var job = await UnknownAsync();
        job.Fleet.Found = () => nothing;

        await job.RunAsync(new RunStart { Unknown = UnknownDecision.Verify });

        job.Store.Runs[0].State.ShouldBe(state);
        job.Fleet.Sent.Count.ShouldBe(sent);
    }

    [Theory]
    [InlineData(ErrorCode.ConnectTimeout, "could not be verified: scripted")]
    [InlineData(ErrorCode.OutcomeUnknown, "scripted")]
    public async Task Resume_VerifyThatFindsNoAnswer_LeavesItUnknown(ErrorCode trouble, string message)
    {
        var job = await UnknownAsync();
        job.Fleet.Found = () => throw new NetBatchException(trouble, "scripted");

        await job.RunAsync(new RunStart { Unknown = UnknownDecision.Verify });

        (job.Store.Runs[0].State, job.Store.Runs[0].Error!.Code).ShouldBe((TargetState.OutcomeUnknown, ErrorCode.OutcomeUnknown));
        job.Store.Runs[0].Error!.Message.ShouldContain(message);
        job.Fleet.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Resume_StoppedBeforeItVerified_LeavesItUnknown()
    {
        var job = await UnknownAsync();
        job.Store.Ask(JobRequestKind.StopNow);

        await job.RunAsync(new RunStart { Unknown = UnknownDecision.Verify });

        job.Store.Runs[0].State.ShouldBe(TargetState.OutcomeUnknown);
        job.Fleet.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Resume_VerifyOfALockedDevice_LeavesItUnknown()
    {
        var job = await UnknownAsync();
        job.Store.LockedByOthers.Add("t1");

        await job.RunAsync(new RunStart { Unknown = UnknownDecision.Verify });

        (job.Store.Runs[0].State, job.Store.Runs[0].Error!.Code).ShouldBe((TargetState.OutcomeUnknown, ErrorCode.OutcomeUnknown));
        job.Store.Runs[0].Error!.Message.ShouldContain("is locked by another job");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Resume_VerifyCutWhileItWaitsForTheLock_LeavesItUnknown(bool stop)
    {
        var job = await UnknownAsync(new JobRules { LockTimeout = TimeSpan.FromHours(1) });
        job.Store.LockedByOthers.Add("t1");
        using var exit = new CancellationTokenSource();
        var begun = job.Time.GetUtcNow();

        await job.DriveAsync(job.Runner.RunAsync(job.Store.Take(), new RunStart { Unknown = UnknownDecision.Verify }, exit.Token), () =>
        {
            job.Store.Runs[0].State.ShouldBe(TargetState.OutcomeUnknown, "nobody has looked yet");
            if (job.Time.GetUtcNow() - begun < TimeSpan.FromMinutes(1))
            {
                return;
            }

            if (stop)
            {
                job.Store.Ask(JobRequestKind.StopNow);
            }
            else
            {
                exit.Cancel();
            }
        });

        job.Store.Runs[0].State.ShouldBe(TargetState.OutcomeUnknown);
        (job.Time.GetUtcNow() - begun).ShouldBeLessThan(TimeSpan.FromMinutes(30));
    }

    [Fact]
    public async Task Resume_OwnerLostWhileItVerifies_LeavesItUnknown()
    {
        var job = await UnknownAsync();
        job.Fleet.Found = () =>
        {
            job.Store.Take();
            return true;
        };

        await job.RunAsync(new RunStart { Unknown = UnknownDecision.Verify });

        job.Store.Runs[0].State.ShouldBe(TargetState.OutcomeUnknown);
        job.Fleet.Sent.Count.ShouldBe(2, "what is not known is not done again by itself");
    }

    /// <summary>A job whose only target was cut off among its three changes, after the second.</summary>
    private static async Task<Simulation> UnknownAsync(JobRules? rules = null)
    {
        var job = new Simulation(rules ?? new JobRules(), Simulation.Targets(1), (_, _) => new Script(Changes: 3), changes: true);
        using var exit = new CancellationTokenSource();
        await job.DriveAsync(job.Runner.RunAsync(job.Store.Take(), null, exit.Token), () =>
        {
            if (job.Fleet.Sent.Count == 2)
            {
                exit.Cancel();
            }
        });
        job.Store.Runs[0].State.ShouldBe(TargetState.OutcomeUnknown);
        return job;
    }

    [Fact]
    public async Task Resume_WhilePausingWithPasswords_GoesOn()
    {
        var job = DeviceSimulation(25, _ => { });
        var step = 0;

        var state = await job.DriveAsync(job.Runner.RunAsync(job.Store.Take(), null, default), () =>
        {
            if (step == 0 && job.Store.Runs.Any(run => run.State == TargetState.Completed))
            {
                step = 1;
                job.Store.Ask(JobRequestKind.PauseAfterBatch);
            }
            else if (step == 1 && job.Store.State == JobState.Pausing)
            {
                step = 2;
                job.Store.Ask(JobRequestKind.Resume);
            }
        });

        step.ShouldBe(2);
        state.ShouldBe(JobState.Completed);
    }

    [Fact]
    public async Task Run_WrongPasswordOfTheJumpHost_MakesOneAttempt()
    {
        var attempts = 0;
        var job = DeviceSimulation(20, _ => throw new NetBatchException(ErrorCode.AuthenticationFailed, $"refused {++attempts}"),
            jump: true);
        var asked = false;

        await job.DriveAsync(job.Runner.RunAsync(job.Store.Take(), null, default), () =>
        {
            if (!asked && job.Store.State == JobState.Paused)
            {
                asked = true;
                job.Store.Ask(JobRequestKind.StopNow);
            }
        });

        attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Run_BreakerTripsWhileALockIsWaitedFor_SkipsTheWaiting()
    {
        var job = new Simulation(
            new JobRules { BatchSize = Ten, MaxFailures = FailureLimit.Parse("1"), LockTimeout = TimeSpan.FromMinutes(5) },
            Simulation.Targets(3), (_, _) => new Script(Changes: 1, ConnectSeconds: 5, Step: ErrorCode.CommandRejected), changes: true);
        job.Store.LockedByOthers.Add("t1");

        (await job.RunAsync()).ShouldBe(JobState.Failed);

        job.Store.Runs[0].State.ShouldBe(TargetState.Skipped);
        job.Store.EndReason.ShouldBe(EndReason.Breaker);
    }

    [Fact]
    public async Task Run_LeaseLostWhileAPlaceIsWaitedFor_Ends()
    {
        var job = new Simulation(
            new JobRules { BatchSize = Ten, ThrottleLimit = 1, LockTimeout = TimeSpan.FromHours(10), TargetTimeout = TimeSpan.FromDays(1) },
            Simulation.Targets(2), (_, _) => new Script(Changes: 1, ConnectSeconds: 40_000), changes: true);
        job.Store.LockedByOthers.Add("t1");
        var step = 0;

        var state = await job.DriveAsync(job.Runner.RunAsync(job.Store.Take(), null, default), () =>
        {
            if (step == 0 && job.Fleet.Open == 1)
            {
                step = 1;
                job.Store.LockedByOthers.Clear(); // t1 gets its lock and then waits for the place that t2 has.
            }
            else if (step is > 0 and < 20)
            {
                step++;
            }
            else if (step == 20)
            {
                step++;
                _ = job.Store.Take();
            }
        });

        state.ShouldBe(JobState.Interrupted);
    }

    [Fact]
    public async Task Run_DefectWhileAPlaceIsWaitedFor_ThrowsItAndLeavesNothingInFlight()
    {
        var job = new Simulation(
            new JobRules { BatchSize = Ten, ThrottleLimit = 1, LockTimeout = TimeSpan.FromHours(10), TargetTimeout = TimeSpan.FromDays(1) },
            Simulation.Targets(2), (_, _) => new Script(Changes: 1), changes: true,
            executor: (local, time) => new SkippingExecutor(local, time, "t2"));
        job.Store.LockedByOthers.Add("t1");
        var begun = job.Time.GetUtcNow();

        var broken = await Should.ThrowAsync<NetBatchException>(job.DriveAsync(job.Runner.RunAsync(job.Store.Take(), null, default), () =>
        {
            if (job.Store.Runs[1].State == TargetState.Waiting)
            {
                job.Store.LockedByOthers.Clear(); // t1 gets its lock and then waits for the place that t2 has.
            }

            (job.Time.GetUtcNow() - begun).ShouldBeLessThan(TimeSpan.FromHours(1), "the run does not return");
        }));

        broken.Code.ShouldBe(ErrorCode.IllegalState);
        job.Fleet.Sent.ShouldBeEmpty();
        job.Store.Runs[0].State.ShouldBe(TargetState.Stopped);
    }

    [Fact]
    public async Task Run_RetryThatCouldNotEndInTime_KeepsTheTrueError()
    {
        var job = new Simulation(
            new JobRules { RetryCount = 3, TargetsPerHour = 3, TargetTimeout = TimeSpan.FromMinutes(15) },
            Simulation.Targets(1), (_, _) => new Script(Connect: ErrorCode.ConnectTimeout));

        await job.RunAsync();

        job.Store.Runs[0].Error!.Code.ShouldBe(ErrorCode.ConnectTimeout);
        job.Store.Runs[0].State.ShouldBe(TargetState.ConnectionFailed);
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
            new JobRules(), Simulation.Targets(25), (_, _) => new Script(Changes: 2), changes: true,
            executor: (local, _) => new SerialisingExecutor(local));

        (await job.RunAsync()).ShouldBe(JobState.Completed);

        job.Fleet.Sent.Count.ShouldBe(50);
        job.Store.Events.OfType<StepOutput>().Select(output => System.Text.Encoding.UTF8.GetString(output.Bytes.Span))
            .ShouldAllBe(text => text == "output");
    }

    /// <summary>Devices with one supplied password, for them or for the jump host before them.</summary>
    private static Simulation DeviceSimulation(int count, Action<IRunContext> login, bool jump = false)
    {
        var password = new CredentialReference(CredentialSource.Supplied, "login", "admin");
        var devices = Enumerable.Range(1, count).Select(number => new Device
        {
            Id = $"r{number}",
            Name = $"r{number}",
            Address = $"10.0.0.{number}",
            Credential = jump ? null : password,
            Jump = jump ? [new JumpHost("jump", 22, password)] : [],
        });
        return new Simulation(new JobRules(), [.. devices], kind: time => new DeviceWork(time, login));
    }

    private sealed class DeviceWork(TimeProvider time, Action<IRunContext> login) : WorkKind
    {
        public override string Name => "fake";

        public override string TargetKind => "device";

        public override IReadOnlyList<WorkOption> Options => [new("changes", WorkOptionType.Switch, "Not used.")];

        public override IReadOnlyList<PlannedStep> Plan(System.Text.Json.JsonElement args, Target target) => [];

        public override async Task RunAsync(IRunContext run, CancellationToken cancellationToken)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
            login(run);
            await run.EnterAsync(TargetState.Connected, cancellationToken);
            await Task.Delay(TimeSpan.FromSeconds(run.Order.Number), time, cancellationToken);
        }
    }
}
