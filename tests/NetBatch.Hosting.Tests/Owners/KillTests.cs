using System.Text.RegularExpressions;
using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;

namespace NetBatch.Hosting.Tests.Owners;

/// <summary>The process that runs a job is killed (SIGKILL) at random moments, again and again, and the job is resumed each time.</summary>
public sealed partial class KillTests
{
    [SshdTheory]
    [InlineData("SshNet", 12)]
    [InlineData("OpenSsh", 8)]
    public async Task Kill_AtManyMomentsOfReadingJobs_LosesNothingAndRepeatsNoSuccess(string transport, int kills)
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = 60, CommandDelay = TimeSpan.FromMilliseconds(60) });
        string[] run = ["run", "show version", "show clock", "-i", fleet.Inventory, "-b", "10", "--transport", transport];
        var killer = new Killer(fleet, new Random(20260), kills);
        while (killer.Left > 0)
        {
            await using var host = await fleet.OpenAsync();
            var job = await killer.WearOutAsync(host, run);
            if (job is null)
            {
                continue;
            }

            (await host.JobAsync(job)).State.ShouldBe(JobState.Completed);
            var results = await host.ResultsAsync(job);
            results.ShouldAllBe(result => result.Success);
            results.Select(result => (result.Number, result.Command)).Order().ShouldBe(
                Enumerable.Range(1, 60)
                    .SelectMany(number => (string[])["show clock", "show version"], (number, command) => (number, command)));
            results.Where(result => result.Command == "show version")
                .ShouldAllBe(result => result.Output!.Contains(result.Name + " uptime is"));
        }

        killer.WhileWorking.ShouldBeGreaterThan(kills / 4, "kills that struck while devices were worked on");
        (await fleet.IntegrityAsync()).ShouldBe("ok");
    }

    [SshdTheory]
    [InlineData("SshNet", 12)]
    [InlineData("OpenSsh", 8)]
    public async Task Kill_AtMomentsOfConfigJobs_SendsNoLineTwiceAndKeepsWhatIsUnknown(string transport, int kills)
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = 40, CommandDelay = TimeSpan.FromMilliseconds(40) });
        var killer = new Killer(fleet, new Random(777), kills);
        var unknown = 0;
        for (var round = 1; killer.Left > 0; round++)
        {
            var lines = Enumerable.Range(1, 4).Select(number => $"ntp server 10.{round}.0.{number}").ToArray();
            await using var host = await fleet.OpenAsync();
            var job = await killer.WearOutAsync(host,
                ["config", .. lines, "--yes", "-i", fleet.Inventory, "-b", "10", "--transport", transport],
                () => fleet.Lab.DeviceNames.Where(name => fleet.Lab.Received(name).Count(line => lines.Contains(line.Text)) is > 0 and < 4));
            var received = fleet.Lab.DeviceNames.ToDictionary(
                name => name, name => fleet.Lab.Received(name).Select(line => line.Text).Where(lines.Contains).ToList());
            received.Where(device => device.Value.Distinct().Count() != device.Value.Count).ShouldBeEmpty("a config line went out twice");
            if (job is null)
            {
                received.ShouldAllBe(device => device.Value.Count == 0);
                continue;
            }

            var runs = await host.RunsAsync(job);
            runs.ShouldAllBe(one => one.State == TargetState.Completed || one.State == TargetState.OutcomeUnknown, runs.Errors());
            foreach (var one in runs.Where(one => one.State == TargetState.Completed))
            {
                received[one.Name].SequenceEqual(lines).ShouldBeTrue($"{one.Name} received: {string.Join(" | ", received[one.Name])}");
                fleet.Lab.RunningConfig(one.Name).ShouldContain(lines[^1]);
            }

            runs.Where(one => one.State == TargetState.OutcomeUnknown).ShouldAllBe(one => one.Error!.Code == ErrorCode.OutcomeUnknown);
            unknown += runs.Count(one => one.State == TargetState.OutcomeUnknown);
            if (runs.Any(one => one.State == TargetState.OutcomeUnknown))
            {
                // A person says that they are seen to; until then they keep their locks.
                (await fleet.RunAsync("resume", job, "--unknown", "Skip")).Exit.ShouldBe(1);
                (await host.RunsAsync(job, TargetState.OutcomeUnknown)).ShouldBeEmpty();
            }
        }

        unknown.ShouldBeGreaterThan(0, "or the kills never struck within a change");
        (await fleet.IntegrityAsync()).ShouldBe("ok");
    }

    /// <summary>Kills owners of jobs and looks at what each left.</summary>
    private sealed partial class Killer(Fleet fleet, Random random, int kills)
    {
        public int Left { get; private set; } = kills;

        /// <summary>How many kills came when devices were connected.</summary>
        public int WhileWorking { get; private set; }

        /// <summary>Starts a job and kills each of its owners until it ends or the kills are used up, then lets it end; null: killed before
        /// there was a job.</summary>
        /// <param name="amid">The devices that are amid a change, or were when their owner was killed.</param>
        public async Task<string?> WearOutAsync(NetBatchHost host, string[] arguments, Func<IEnumerable<string>>? amid = null)
        {
            var before = (await host.JobsAsync()).Select(one => one.Id).ToHashSet();
            string? job = null;
            Dictionary<long, StepResult> shown = [];
            HashSet<(int, TargetState)> unknown = [];
            while (true)
            {
                await using var owner = job is null ? fleet.Start(arguments) : fleet.Start("resume", job);
                if (Left > 0)
                {
                    await MomentAsync(host, owner, job, before, amid);
                }

                var killed = Left > 0 && !owner.HasExited;
                if (killed)
                {
                    WhileWorking += fleet.Lab.Counts.CurrentConnections > 0 ? 1 : 0;
                    await owner.KillAsync();
                    Left--;
                }
                else
                {
                    await owner.ExitAsync();
                }

                job ??= (await host.JobsAsync()).Select(one => one.Id).FirstOrDefault(id => !before.Contains(id));
                if (job is null)
                {
                    killed.ShouldBeTrue(owner.Text);
                    owner.Text.Contains("batch_", StringComparison.Ordinal).ShouldBeFalse("a job that was printed is not in the store");
                    return null;
                }

                await PrintedIsKeptAsync(host, job, owner);
                (await host.ResultsAsync(job)).ForEach(result => shown.TryAdd(result.Sequence, result));
                if (!killed && (await host.JobAsync(job)).State.IsFinal())
                {
                    await ShownIsKeptAsync(host, job, shown, unknown);
                    return job;
                }

                killed.ShouldBeTrue($"the owner ended by itself and its job did not: {owner.Text}");

                // Mostly the server is asked first; sometimes the successor comes at once, while children may still live.
                if (random.Next(4) > 0)
                {
                    (await Fleet.WithinAsync(TimeSpan.FromSeconds(5),
                        () => fleet.Lab.Counts is { CurrentSessions: 0, CurrentConnections: 0 }))
                        .ShouldBeTrue($"of the dead owner is left on the server: {fleet.Lab.Counts}");
                }

                (await host.RunsAsync(job, TargetState.OutcomeUnknown)).ForEach(run => unknown.Add((run.Number, run.State)));
            }
        }

        /// <summary>A random moment: now and then while the program starts or takes the job, mostly while devices are worked on; every other
        /// time, where that can be seen, at once when another device is amid its change, which chance alone may never meet.</summary>
        private async Task MomentAsync(NetBatchHost host, NetBatchProcess owner, string? job, HashSet<string> before,
            Func<IEnumerable<string>>? amid)
        {
            if (amid is not null && Left % 2 == 0)
            {
                var left = amid().ToHashSet();
                await Fleet.WithinAsync(TimeSpan.FromSeconds(60), () => owner.HasExited || amid().Any(name => !left.Contains(name)));
                return;
            }

            var kind = random.Next(8);
            var sessions = fleet.Lab.Counts.TotalSessions;
            if (kind > 0)
            {
                await Fleet.WithinAsync(TimeSpan.FromSeconds(60), async () =>
                    owner.HasExited || (await host.JobsAsync()).Any(
                        one => (job is null ? !before.Contains(one.Id) : one.Id == job) && one.Owner?.ProcessId == owner.Id));
            }

            if (kind > 2)
            {
                await Fleet.WithinAsync(TimeSpan.FromSeconds(60), () => owner.HasExited || fleet.Lab.Counts.TotalSessions > sessions);
            }

            await Task.Delay(random.Next(1200));
        }

        /// <summary>A batch's end and a device's failure that were printed stand in the file.</summary>
        private static async Task PrintedIsKeptAsync(NetBatchHost host, string job, NetBatchProcess owner)
        {
            var batches = await host.Store.ReadBatchesAsync(job, CancellationToken.None);
            foreach (var printed in owner.Lines.Select(line => BatchLine().Match(line)).Where(match => match.Success))
            {
                batches[int.Parse(printed.Groups["number"].ValueSpan) - 1].State.ToString().ShouldBe(printed.Groups["state"].Value);
            }
        }

        /// <summary>What was once seen in the store is still in it, and what was unknown has stayed so.</summary>
        private static async Task ShownIsKeptAsync(NetBatchHost host, string job, Dictionary<long, StepResult> shown,
            HashSet<(int Number, TargetState)> unknown)
        {
            var kept = (await host.ResultsAsync(job, allAttempts: true)).ToDictionary(result => result.Sequence);
            shown.Values.ShouldAllBe(result => kept[result.Sequence] == result);
            var still = (await host.RunsAsync(job, TargetState.OutcomeUnknown)).Select(run => run.Number).ToList();
            unknown.Select(one => one.Number).ShouldBeSubsetOf(still);
        }

        [GeneratedRegex(@"^Batch (?<number>\d+) of \d+, devices [-\d]+: (?<state>\w+),")]
        private static partial Regex BatchLine();
    }
}
