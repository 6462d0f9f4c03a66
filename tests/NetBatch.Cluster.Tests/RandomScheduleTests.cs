using System.Globalization;
using NetBatch.Cluster.Tests.Support;
using NetBatch.Engine.Tests.Support;

namespace NetBatch.Cluster.Tests;

/// <summary>
/// Jobs that change their targets, over a network that loses, repeats and overtakes, while workers and hubs are killed and ways are cut at
/// random. What was sent the fleet itself counts. <c>NETBATCH_SCHEDULES</c> is how many schedules are tried, from
/// <c>NETBATCH_FIRST_SCHEDULE</c> on.
/// </summary>
public sealed class RandomScheduleTests
{
    private static readonly TimeSpan AwayLimit = TimeSpan.FromMinutes(3);

    [Fact(Timeout = 3_600_000)]
    public async Task Schedules_WithFaults_ChangeNothingTwiceAndEnd()
    {
        var (first, count) = (Number("NETBATCH_FIRST_SCHEDULE", 1), Number("NETBATCH_SCHEDULES", 60));
        var (moved, away, adopted, unknown) = (0, 0, 0, 0);
        for (var seed = first; seed < first + count; seed++)
        {
            var schedule = new Schedule(seed);
            try
            {
                await schedule.RunAsync();
            }
            catch (Exception problem)
            {
                throw new InvalidOperationException($"Schedule {seed}: {problem.Message}\n{schedule.Story}", problem);
            }

            moved += schedule.Moved;
            away += schedule.Away;
            adopted += schedule.Adopted;
            unknown += schedule.Unknown;
        }

        // Else they try nothing.
        if (count >= 60)
        {
            ((int[])[moved, away, adopted, unknown]).ShouldAllBe(number => number > 0, $"{moved} {away} {adopted} {unknown}");
        }
    }

    private static int Number(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : usual;

    private sealed class Schedule
    {
        private static readonly string[] Workers = ["fra1", "fra2", "ams1", "ams2"];

        private readonly Random random;
        private readonly Sites sites;
        private readonly List<string> story = [];
        private readonly HashSet<string> dead = [];
        private readonly SortedList<TimeSpan, Func<Task>> acts = [];
        private Task<JobState>? owner;
        private bool killedAny;

        public Schedule(int seed)
        {
            random = new Random(seed);
            var script = new Script(ConnectSeconds: 1, Reads: random.Next(3), Changes: random.Next(4), StepSeconds: random.Next(1, 5));
            sites = new Sites(12, script, true, seed, new JobRules { BatchSize = BatchSize.Parse("6"), RetryCount = 0 },
                new ClusterTimes { AwayLimit = AwayLimit });
            Steps = script.Changes;
            if (random.Next(3) > 0)
            {
                sites.Network.LostOneIn = random.Next(4, 20);
                sites.Network.TwiceOneIn = random.Next(4, 20);
                sites.Network.MostDelay = TimeSpan.FromMilliseconds(random.Next(10, 600));
            }
        }

        public int Steps { get; }

        public int Moved { get; private set; }

        public int Away { get; private set; }

        public int Adopted { get; private set; }

        public int Unknown { get; private set; }

        public string Story => string.Join('\n', [.. story, .. sites.Job.Store.Events.Select(one => one.ToString()), .. sites.Log]);

        public async Task RunAsync()
        {
            for (var count = random.Next(1, 6); count > 0; count--)
            {
                Plan(random.NextDouble() * 40, Fault(random.Next(6)));
            }

            await sites.StartAsync(Workers);
            owner = sites.Job.Runner.RunAsync(sites.Job.Store.Take(), null, default);
            Task<JobState> last;
            do
            {
                last = owner;
                await sites.Job.DriveAsync(last, Act);
            }
            while (last != owner);

            Check();
        }

        private void Plan(double seconds, Func<Task> act)
        {
            var at = TimeSpan.FromSeconds(seconds);
            while (!acts.TryAdd(at, act))
            {
                at += TimeSpan.FromTicks(1);
            }
        }

        private void Act()
        {
            while (acts.Count > 0 && sites.Job.Time.Elapsed >= acts.Keys[0])
            {
                var act = acts.Values[0];
                acts.RemoveAt(0);
                act().GetAwaiter().GetResult();
            }
        }

        private Func<Task> Fault(int kind)
        {
            var worker = Workers[random.Next(Workers.Length)];
            var seconds = random.NextDouble() * (random.Next(3) == 0 ? 100 : 20);
            var back = random.NextDouble() * 25;
            var way = random.Next(3);
            return kind switch
            {
                0 or 1 => () => KillAsync(worker, back),
                2 or 3 => () => CutAsync(worker, seconds, way),
                4 => () => HoldAsync(seconds / 5),
                _ => NextHubAsync,
            };
        }

        private async Task KillAsync(string worker, double back)
        {
            if (!dead.Add(worker))
            {
                return;
            }

            killedAny = true;
            Tell($"{worker} is killed");
            await sites.KillWorkerAsync(worker);
            Plan(sites.Job.Time.Elapsed.TotalSeconds + back, async () =>
            {
                Tell($"{worker} is back");
                await sites.StartWorkerAsync(worker);
                dead.Remove(worker);
            });
        }

        private Task CutAsync(string worker, double seconds, int way)
        {
            Tell($"{worker} is cut off for {seconds:0.0} s ({(way == 0 ? "both ways" : way == 1 ? "to it" : "from it")})");
            var life = sites.Life(worker);
            if (way is 0 or 1)
            {
                sites.Network.Cut(sites.HubName, life);
            }

            if (way is 0 or 2)
            {
                sites.Network.Cut(life, sites.HubName);
            }

            Plan(sites.Job.Time.Elapsed.TotalSeconds + seconds, () =>
            {
                Tell("the ways are free");
                sites.Network.Mend();
                return Task.CompletedTask;
            });
            return Task.CompletedTask;
        }

        private Task HoldAsync(double seconds)
        {
            Tell($"everything is held for {seconds:0.0} s");
            sites.Network.Hold(TimeSpan.FromSeconds(seconds));
            return Task.CompletedTask;
        }

        private async Task NextHubAsync()
        {
            if (sites.Job.Store.State.IsFinal())
            {
                return;
            }

            Tell("the hub is killed, and another takes the job");
            owner = await sites.NextHubAsync();
        }

        private void Tell(string sentence) => story.Add($"{sites.Job.Time.Elapsed.TotalSeconds:0.00} {sentence}");

        private void Check()
        {
            sites.Job.Store.State.IsFinal().ShouldBeTrue($"the job is {sites.Job.Store.State}");
            var twice = sites.Job.Fleet.Sent.GroupBy(sent => (sent.Target, sent.Step)).Where(sent => sent.Count() > 1).ToArray();
            twice.ShouldBeEmpty();
            foreach (var run in sites.Job.Store.Runs)
            {
                var sent = sites.Job.Fleet.Sent.Count(one => one.Target == run.Name);
                (run.State is TargetState.Completed or TargetState.OutcomeUnknown).ShouldBeTrue($"{run.Name} is {run.State}: {run.Error}");
                if (run.State == TargetState.Completed)
                {
                    sent.ShouldBe(Steps, run.Name);
                }
            }

            Unknown = sites.Job.Store.Runs.Count(run => run.State == TargetState.OutcomeUnknown);
            if (!killedAny)
            {
                Unknown.ShouldBe(0, "of a worker that lives and was away for less than the limit nothing is unknown");
            }

            Moved = sites.Job.Store.Events.OfType<AttemptEnded>().Count(one => one.WillRetry);
            Away = sites.Job.Store.Events.OfType<PhaseEntered>().Count(one => one.Phase == TargetState.Away);
            Adopted = story.Count(one => one.Contains("another takes", StringComparison.Ordinal));
        }
    }
}
