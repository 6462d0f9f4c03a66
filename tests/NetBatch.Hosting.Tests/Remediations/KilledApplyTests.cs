using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;

namespace NetBatch.Hosting.Tests.Remediations;

/// <summary>The process that applies a remediation is killed (SIGKILL) at random moments, and the job is resumed each time.</summary>
public sealed class KilledApplyTests
{
    [SshdFact]
    public async Task Apply_KilledAgainAndAgain_AppliesNothingTwice()
    {
        await using var bench = await RemediationBench.StartAsync(new LabSpec
        {
            Devices = 10, Platforms = ["cisco_ios", "arista_eos", "juniper_junos"], CommandDelay = TimeSpan.FromMilliseconds(40),
        });
        var first = bench.Running();
        var intended = first.ToDictionary(one => one.Key, one => Drifts.Of(one.Key, one.Value));
        var computed = await bench.ComputeAsync(intended, new { maxDeletePercent = 25 });
        var lines = (await bench.ReadAsync(computed.Id)).ToDictionary(one => one.Device,
            one => one.Remediation.Select(line => line.Trim()).ToList());
        var random = new Random(99);
        string? job = null;
        for (var kills = 3; kills >= 0; kills--)
        {
            await using var owner = job is null ? bench.Fleet.Start("apply", computed.Id, "--yes", "-b", "5")
                : bench.Fleet.Start("resume", job);
            await Fleet.WithinAsync(TimeSpan.FromSeconds(60), async () =>
                owner.HasExited || (job ??= (await bench.Host.JobsAsync()).FirstOrDefault(one => one.Kind == "apply")?.Id) is not null);
            int Sent() => lines.Sum(device => bench.Lab.Received(device.Key).Count(line => device.Value.Contains(line.Text.Trim())));
            var before = Sent();
            await Fleet.WithinAsync(TimeSpan.FromSeconds(60), () => owner.HasExited || Sent() > before + 2);
            if (kills == 0)
            {
                await owner.ExitAsync();
                break;
            }

            // The first is killed right here, amid its changes; the others at a moment after.
            await Task.Delay(kills == 3 ? 0 : random.Next(200));
            await owner.KillAsync();
        }

        var runs = await bench.Host.RunsAsync(job!);
        runs.ShouldAllBe(one => one.State == TargetState.Completed || one.State == TargetState.OutcomeUnknown, runs.Errors());
        runs.Count(one => one.State == TargetState.OutcomeUnknown).ShouldBeGreaterThan(0, "or no kill struck within a change");
        foreach (var run in runs)
        {
            // Its lines in their order, cut off somewhere perhaps, and none again.
            var received = bench.Lab.Received(run.Name).Select(line => line.Text.Trim()).Where(lines[run.Name].Contains)
                .Where(line => line != "exit").ToList();
            received.ShouldBe(lines[run.Name].Where(line => line != "exit").Take(received.Count), run.Name);
            if (run.State == TargetState.Completed)
            {
                bench.Running(run.Name).ShouldNotBe(first[run.Name]);
            }
        }
    }
}
