using NetBatch.Engine.Tests.Support;

namespace NetBatch.Engine.Tests.Running;

/// <summary>Random fleets under random rules with random stops, pauses, host exits and changes of owner.</summary>
public sealed class JobRunnerPropertyTests
{
    private const int Cases = 1000;

    private static readonly string[] Sizes = ["10", "1", "3", "0", "1,20%,100%", "2,5"];
    // Closed for a minute again and again while the jobs run, which begin at midnight.
    private const string Windows = "00:00-00:02; 00:03-00:05; 00:06-00:10; 00:11-24:00 UTC";

    private static readonly TimeSpan[] Rests = [TimeSpan.MaxValue, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(0.5), TimeSpan.Zero];

    private static readonly ErrorCode[] ConnectErrors = [ErrorCode.ConnectionRefused, ErrorCode.ConnectTimeout,
        ErrorCode.AuthenticationFailed];

    [Fact]
    public async Task Run_AnyFleetAnyRules_KeepsEveryRule()
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            try
            {
                // A thread that is slow just when the clock jumps makes a start look late and the next one early.
                // A broken pacer does so every time.
                for (var look = 0; !await KeepsSpacingAsync(seed, Rests[look]); look++)
                {
                    look.ShouldBeLessThan(Rests.Length - 1, "starts are too close, or outside of the window");
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                throw new InvalidOperationException($"Case {seed}: {failure.Message}", failure);
            }
        }
    }

    /// <summary>A decision that asks the clock twice gets two answers: between them a window closes, or a wait has come to its
    /// end.</summary>
    [Fact]
    public async Task Run_EveryLookAtTheClockTakesTime_ComesToItsEnd()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var rules = RandomRules(random) with { Window = ChangeWindow.Parse(Windows, TimeZoneInfo.Utc) };
            var script = RandomScript(random, changes: false);
            var job = new Simulation(rules, Sited(random.Next(1, 40)), (_, _) => script)
            {
                RestEvery = TimeSpan.MaxValue,
                Time = { PerLook = TimeSpan.FromSeconds(random.NextDouble() * 2) },
            };

            var final = await new Disturbances(job, random).RunToTheEndAsync();

            final.IsFinal().ShouldBeTrue($"case {seed}");
        }
    }

    /// <summary>The same where the work is done behind a link that loses, repeats, delays and reorders what is reported.</summary>
    [Fact]
    public async Task Run_OverABadLink_KeepsEveryRule()
    {
        for (var seed = 0; seed < Cases / 5; seed++)
        {
            var random = new Random(seed);
            var rules = RandomRules(random);
            var changes = random.Next(3) == 0;
            var script = RandomScript(random, changes);
            var job = new Simulation(rules, Sited(random.Next(1, 40)), (_, _) => script, changes,
                (local, time) => new UnreliableExecutor(local, time, seed)) { RestEvery = TimeSpan.MaxValue };
            var disturbances = new Disturbances(job, random);
            try
            {
                AssertRulesHeld(job, rules, await disturbances.RunToTheEndAsync(), disturbances);
            }
            catch (ShouldAssertException failure)
            {
                throw new InvalidOperationException($"Case {seed}: {failure.Message}", failure);
            }
        }
    }

    private static IReadOnlyList<Target> Sited(int count) =>
        Simulation.Targets(count, number => new() { ["site"] = $"s{number % 4}" });

    private static async Task<bool> KeepsSpacingAsync(int seed, TimeSpan rest)
    {
        var random = new Random(seed);
        var count = random.Next(1, 40);
        var rules = RandomRules(random);
        var changes = random.Next(3) == 0;
        var scripts = Enumerable.Range(0, (count + 1) * 8).Select(_ => RandomScript(random, changes)).ToArray();
        var job = new Simulation(
            rules,
            Sited(count),
            (target, attempt) => scripts[(int.Parse(target.Id[1..]) * 8) + Math.Min(attempt, 7)],
            changes) { RestEvery = rest };
        var disturbances = new Disturbances(job, random);

        var final = await disturbances.RunToTheEndAsync();

        final.IsFinal().ShouldBeTrue();
        AssertRulesHeld(job, rules, final, disturbances);
        return Spaced(job, rules, disturbances);
    }

    private static void AssertRulesHeld(Simulation job, JobRules rules, JobState final, Disturbances disturbances)
    {
        job.Fleet.Open.ShouldBe(0);
        job.Store.Runs.ShouldAllBe(run => run.State.IsFinal());
        job.Store.BatchStates.ShouldAllBe(state => state.IsFinal());

        var throttle = job.Plan.Batches.Max(batch => rules.Throttle(rules.BatchSize.Of(batch.Number, job.Plan.Targets.Count)));
        job.Fleet.MostOpen.ShouldBeLessThanOrEqualTo(throttle);
        AssertWalls(job, rules);

        AssertChanges(job);
        AssertReports(job);

        if (final == JobState.Completed)
        {
            job.Store.Runs.ShouldAllBe(run => run.State == TargetState.Completed);
        }

        if (job.Store.EndReason == EndReason.Breaker)
        {
            job.Store.Runs.Count(run => run.State.IsFailure()).ShouldBeGreaterThan(0);
        }
        else if (final != JobState.Stopped && rules.MaxFailures is { IsPercent: false } limit && disturbances.Owners == 1)
        {
            job.Store.Runs.Count(run => run.State.IsFailure()).ShouldBeLessThan(limit.Value);
        }
    }

    /// <summary>No change went out without an intent that the store took under a living epoch, and none twice under one.</summary>
    private static void AssertChanges(Simulation job)
    {
        var intents = job.Store.Events.OfType<ChangeBegun>().CountBy(begun => begun.Number).ToDictionary();
        foreach (var (target, sent) in job.Fleet.Sent.CountBy(sent => sent.Target))
        {
            intents[int.Parse(target[1..])].ShouldBeGreaterThanOrEqualTo(sent);
        }

        foreach (var unknown in job.Store.Runs.Where(run => run.State == TargetState.OutcomeUnknown))
        {
            var story = job.Store.Events.Where(what => what is ChangeBegun begun && begun.Number == unknown.Number
                || what is AttemptStarted started && started.Number == unknown.Number);
            story.Last().ShouldBeOfType<ChangeBegun>("an unknown change was begun again by itself");
        }
    }

    /// <summary>Each report of an attempt was written, once and in its turn; where the owner changed, those up to there.</summary>
    private static void AssertReports(Simulation job)
    {
        foreach (var attempt in job.Store.Events.OfType<RunEvent>().GroupBy(one => (one.Number, one.Attempt)))
        {
            attempt.Select(one => one.Report).ShouldBe(Enumerable.Range(1, attempt.Count()), attempt.Key.ToString());
        }
    }

    private static void AssertWalls(Simulation job, JobRules rules)
    {
        foreach (var (number, others) in job.Fleet.Together)
        {
            var mine = Wall(number);
            others.Count(other => Wall(other) != mine).ShouldBe(0);
            if (rules.MaxPerGroup.TryGetValue("site", out var most))
            {
                others.Count(other => Site(other) == Site(number)).ShouldBeLessThan(most);
            }
        }

        string Site(int number) => job.Plan.Targets[number - 1].Labels["site"];

        int Wall(int number)
        {
            var batch = job.Plan.Batches.Single(one => number >= one.First && number <= one.Last).Number;
            return rules.Rolling && batch > rules.BatchSize.Canaries ? int.MaxValue : batch;
        }
    }

    private static bool Spaced(Simulation job, JobRules rules, Disturbances disturbances)
    {
        if (rules.Window is { } window && !job.Fleet.Starts.All(window.IsOpen))
        {
            return false;
        }

        if (rules.TargetsPerHour is not { } rate || disturbances.Owners > 1)
        {
            return true;
        }

        var least = (TimeSpan.FromHours(1) / rate) - TimeSpan.FromMilliseconds(1);
        var starts = job.Fleet.Starts.Order().ToArray();
        return starts.Zip(starts.Skip(1), (one, next) => next - one).All(gap => gap >= least);
    }

    private static JobRules RandomRules(Random random) => new()
    {
        BatchSize = BatchSize.Parse(Sizes[random.Next(Sizes.Length)]),
        ThrottleLimit = random.Next(3) == 0 ? random.Next(1, 8) : null,
        Rolling = random.Next(4) == 0,
        TargetsPerHour = random.Next(4) == 0 ? random.Next(60, 3600) : null,
        MaxPerGroup = random.Next(3) == 0 ? new Dictionary<string, int> { ["site"] = random.Next(1, 4) } : [],
        Window = random.Next(5) == 0 ? ChangeWindow.Parse(Windows, TimeZoneInfo.Utc) : null,
        MaxFailures = random.Next(3) == 0 ? FailureLimit.Parse(random.Next(2) == 0 ? "3" : "40%") : null,
        RetryCount = random.Next(3),
        TargetTimeout = TimeSpan.FromSeconds(random.Next(30, 600)),
    };

    private static Script RandomScript(Random random, bool changes) => new(
        ConnectSeconds: random.NextDouble() * 10,
        Connect: random.Next(6) == 0 ? ConnectErrors[random.Next(ConnectErrors.Length)] : ErrorCode.None,
        Reads: random.Next(3),
        Changes: changes ? random.Next(3) : 0,
        StepSeconds: random.NextDouble() * 20,
        Step: random.Next(8) == 0 ? ErrorCode.CommandRejected : ErrorCode.None);

    /// <summary>Stops, pauses, exits and other owners, at random moments.</summary>
    private sealed class Disturbances(Simulation job, Random random)
    {
        private readonly int mood = random.Next(6);
        private Action leave = () => { };
        private int jumps;
        private bool taken;

        public int Owners { get; private set; }

        public async Task<JobState> RunToTheEndAsync()
        {
            while (true)
            {
                using var exit = new CancellationTokenSource();
                leave = exit.Cancel;
                Owners++;
                taken = false;
                var state = await job.DriveAsync(job.Runner.RunAsync(job.Store.Take(), null, exit.Token), Disturb);
                if (state.IsFinal())
                {
                    return state;
                }

                job.Fleet.Open.ShouldBe(0);
            }
        }

        private void Disturb()
        {
            jumps++;
            if (job.Store.State == JobState.Paused)
            {
                job.Store.Ask(JobRequestKind.Resume);
            }
            else if (random.Next(40) == 0 && jumps < 400 && !taken)
            {
                switch (mood)
                {
                    case 1:
                        job.Store.Ask(JobRequestKind.PauseAfterBatch);
                        break;
                    case 2:
                        job.Store.Ask(JobRequestKind.PauseNow);
                        break;
                    case 3:
                        job.Store.Ask(random.Next(2) == 0 ? JobRequestKind.StopAfterBatch : JobRequestKind.StopNow);
                        break;
                    case 4:
                        leave();
                        break;
                    case 5:
                        // Another owner takes the job under the feet of this one; it is run on by the next round.
                        taken = true;
                        _ = job.Store.Take();
                        break;
                }
            }
        }
    }
}
