using NetBatch.Engine.Tests.Support;

namespace NetBatch.Engine.Tests.Running;

/// <summary>Jobs whose targets are worked on by workers that can be lost, and whose owners can be lost while the workers live.</summary>
public sealed class WorkerTests
{
    private static readonly JobRules Rules = new() { BatchSize = BatchSize.Parse("2"), RetryCount = 0 };
    private Workers workers = null!;

    [Fact(Timeout = 60_000)]
    public async Task LetGo_BeforeAnythingWasChanged_BeginsAnewAndCostsNoRetry()
    {
        var simulation = Job(Simulation.Targets(3));
        workers.Fate = (order, _) => Task.FromResult<ExecutionEnd?>(order is { Number: 2, Attempt: < 3 } ? ExecutionEnd.LetGo : null);

        (await simulation.RunAsync()).ShouldBe(JobState.Completed);

        simulation.Store.Runs.Select(run => run.Attempts).ShouldBe([1, 3, 1]);
        simulation.Store.Events.OfType<AttemptEnded>().Where(ended => ended.WillRetry)
            .ShouldAllBe(ended => ended.State == TargetState.Interrupted && ended.Error!.Code == ErrorCode.WorkerLost);
    }

    [Fact(Timeout = 60_000)]
    public async Task Unknown_AfterAChangeWasBegun_IsOutcomeUnknownAndKeepsItsLock()
    {
        var simulation = Job(Simulation.Targets(2), new Script(Changes: 1), changes: true);
        workers.Fate = async (order, owner) =>
        {
            if (order.Number != 1)
            {
                return null;
            }

            await owner.ReportAsync(new ChangeBegun(1, "set") { Number = 1, Attempt = 1, Report = 1 }, default);
            return ExecutionEnd.Unknown;
        };

        (await simulation.RunAsync()).ShouldBe(JobState.Partial);

        simulation.Store.Runs[0].State.ShouldBe(TargetState.OutcomeUnknown);
        simulation.Store.Runs[0].Error!.Code.ShouldBe(ErrorCode.OutcomeUnknown);
        simulation.Store.Runs[1].State.ShouldBe(TargetState.Completed);
        workers.Orders["t1"].ShouldBe(1);
    }

    [Fact(Timeout = 60_000)]
    public async Task Away_ForLong_GivesItsPlaceToAnotherAndHoldsTheBatch()
    {
        var simulation = Job(Simulation.Targets(4), rules: Rules with { BatchSize = BatchSize.Parse("3"), ThrottleLimit = 1 });
        var back = simulation.Time.GetUtcNow() + TimeSpan.FromMinutes(5);
        workers.Fate = async (order, owner) =>
        {
            if (order.Number != 1)
            {
                return null;
            }

            await owner.ReportAsync(new PhaseEntered(TargetState.Executing) { Number = 1, Attempt = 1, Report = 1 }, default);
            await owner.ReportAsync(new PhaseEntered(TargetState.Away) { Number = 1, Attempt = 1 }, default);
            await Task.Delay(TimeSpan.FromMinutes(5), simulation.Time);
            await owner.ReportAsync(new PhaseEntered(TargetState.Executing) { Number = 1, Attempt = 1 }, default);
            await owner.ReportAsync(new AttemptEnded(TargetState.Completed, null) { Number = 1, Attempt = 1, Report = 2 }, default);
            return ExecutionEnd.Reported;
        };

        (await simulation.RunAsync()).ShouldBe(JobState.Completed);

        var started = simulation.Store.Events.OfType<AttemptStarted>().ToDictionary(one => one.Number, one => one.At);
        var since = started[1];
        (started[2] - since).ShouldBeInRange(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1));
        started[3].ShouldBeLessThan(back);
        started[4].ShouldBeGreaterThanOrEqualTo(back);
    }

    [Fact(Timeout = 60_000)]
    public async Task Absence_OfASite_TakesNoPlaceAndIsTold()
    {
        var simulation = Job(Simulation.Targets(4, number => new() { ["site"] = number == 1 ? "ams" : "fra" }),
            rules: Rules with { BatchSize = BatchSize.Parse("4"), ThrottleLimit = 1 });
        workers.Absent.Add("ams");
        var running = simulation.Runner.RunAsync(simulation.Store.Take(), null, CancellationToken.None);

        (await simulation.DriveAsync(running, () =>
        {
            if (workers.Absent.Count == 1 && simulation.Store.Runs.Count(run => run.State == TargetState.Completed) == 3)
            {
                simulation.Store.Runs[0].State.ShouldBe(TargetState.Waiting);
                simulation.Store.Runs[0].Error!.Message.ShouldBe("No worker of ams is there.");
                workers.Come("ams");
            }
        })).ShouldBe(JobState.Completed);
        simulation.Store.Runs.ShouldAllBe(run => run.Attempts == 1 && run.Error == null);
    }

    [Fact(Timeout = 60_000)]
    public async Task Absence_WhenTheJobIsStopped_EndsAsStopped()
    {
        var simulation = Job(Simulation.Targets(2, number => new() { ["site"] = number == 1 ? "ams" : "fra" }));
        workers.Absent.Add("ams");
        var running = simulation.Runner.RunAsync(simulation.Store.Take(), null, CancellationToken.None);
        var asked = false;

        await simulation.DriveAsync(running, () =>
        {
            if (!asked && simulation.Store.Runs[1].State == TargetState.Completed)
            {
                asked = true;
                simulation.Store.Ask(JobRequestKind.StopNow);
            }
        });

        simulation.Store.Runs[0].State.ShouldBe(TargetState.Stopped);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(0.5)]
    [InlineData(1.5)]
    [InlineData(2.5)]
    [InlineData(3.5)]
    [InlineData(4.05)]
    public async Task Owner_LostWhileWorkersGoOn_TheNextOneAdoptsAndNothingIsBegunTwice(double seconds)
    {
        var simulation = Job(Simulation.Targets(6), new Script(Changes: 2), changes: true);
        var first = simulation.Runner.RunAsync(simulation.Store.Take(), null, CancellationToken.None);
        var lostAt = simulation.Time.GetUtcNow() + TimeSpan.FromSeconds(seconds);
        Task<JobState>? second = null;
        await simulation.DriveAsync(first, () =>
        {
            if (second is null && simulation.Time.GetUtcNow() >= lostAt)
            {
                second = simulation.Runner.RunAsync(simulation.Store.Take(), null, CancellationToken.None);
            }
        });
        (second is null).ShouldBeFalse();

        (await simulation.DriveAsync(second!)).ShouldBe(JobState.Completed);

        simulation.Store.Runs.ShouldAllBe(run => run.State == TargetState.Completed && run.Attempts == 1);
        simulation.Fleet.Sent.GroupBy(sent => (sent.Target, sent.Step)).ShouldAllBe(sent => sent.Count() == 1);
        simulation.Fleet.Sent.Count.ShouldBe(12);
        simulation.Fleet.MostOpen.ShouldBeLessThanOrEqualTo(2, "a batch's boundary holds for what was adopted, too");
    }

    [Fact(Timeout = 60_000)]
    public async Task Owner_WithoutWorkers_DoesNotTakeWhatWorkersGoOnWith()
    {
        var simulation = Job(Simulation.Targets(2));
        var first = simulation.Runner.RunAsync(simulation.Store.Take(), null, CancellationToken.None);
        var local = new JobRunner(simulation.Store, simulation.Catalog,
            new LocalExecutor(simulation.Catalog, new Simulation.NoSecrets(), simulation.Time), _ => Task.CompletedTask, simulation.Time,
            new Random(1));
        Task<JobState>? second = null;
        await simulation.DriveAsync(first, () =>
            second ??= simulation.Fleet.Open == 0 ? null : local.RunAsync(simulation.Store.Take(), null, CancellationToken.None));

        (await Should.ThrowAsync<NetBatchException>(() => second!)).Code.ShouldBe(ErrorCode.IllegalState);
        simulation.Store.Runs.ShouldAllBe(run => run.State.IsInFlight());
    }

    private Simulation Job(IReadOnlyList<Target> targets, Script? script = null, bool changes = false, JobRules? rules = null) =>
        new(rules ?? Rules, targets, script is null ? null : (_, _) => script, changes,
            (local, _) => workers = new Workers(local));
}
