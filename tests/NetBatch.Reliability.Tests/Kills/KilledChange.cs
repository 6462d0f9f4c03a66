using System.Text.Json;
using NetBatch.Hosting;
using NetBatch.Hosting.Tests.Remediations;
using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;
using NetBatch.Reliability.Tests.Support;

namespace NetBatch.Reliability.Tests.Kills;

/// <summary>Changes whose owners are killed: what each device received is held against what the job says of it.</summary>
internal sealed class KilledChange(RemediationBench bench, Campaign.Round round, KilledOwner owner, DeviceTransport transport)
{
    /// <summary>Lines that no device has been sent before.</summary>
    private readonly string[] lines =
        [.. Enumerable.Range(1, 4).Select(number => $"ntp server 10.{round.Seed / 250 % 250}.{round.Seed % 250}.{number}")];

    private string[] Config => ["config", .. lines, "--yes", "-i", bench.Fleet.Inventory, "-b", "3"];

    public async Task RunAsync(OwnerKind kind)
    {
        var kills = round.Random.Next(1, 4);
        var job = kind switch
        {
            OwnerKind.Config => await owner.WearOutAsync(Config, null, kills, own: true),
            OwnerKind.Detached => await owner.WearOutAsync([.. Config, "--detach"], null, kills, own: false),
            OwnerKind.Retry => await RetryAsync(kills),
            OwnerKind.Scheduler => await ScheduleAsync(kills),
            OwnerKind.Deploy => await ApplyAsync(kills),
            _ => await UndoAsync(kills),
        };
        var sends = kind == OwnerKind.Undo ? lines.Select(line => "no " + line).ToArray() : lines;
        if (job is null)
        {
            foreach (var name in bench.Lab.DeviceNames)
            {
                round.Holds(Sent(name, sends).Length == 0, $"{name} was sent lines of a job that does not exist");
            }

            return;
        }

        foreach (var run in await bench.Host.RunsAsync(job))
        {
            var sent = Sent(run.Name, sends);
            var about = $"{kind} over {transport}, {job}, {run.Name} ({((Device)run.Target).Platform}): {run.State} {run.Error}; "
                + $"sent {string.Join(" | ", sent)}";
            round.Holds(sent.Distinct().Count() == sent.Length, "sent twice: " + about);
            round.Holds(run.State is TargetState.Completed or TargetState.OutcomeUnknown, "neither completed nor unknown: " + about);
            round.Holds(run.State != TargetState.Completed || sent.Order().SequenceEqual(sends.Order()),
                "completed and not sent: " + about);
        }

        if (await bench.Host.RunsAsync(job, TargetState.OutcomeUnknown) is { Count: > 0 })
        {
            // A person says that they are seen to; until then they keep their locks.
            await bench.Fleet.RunAsync("resume", job, "--unknown", "Skip");
            round.Holds((await bench.Host.RunsAsync(job, TargetState.OutcomeUnknown)).Count == 0, $"{job} keeps what is unknown");
        }
    }

    /// <summary>The job fails as the devices are down, and is begun again when they are up.</summary>
    private async Task<string?> RetryAsync(int kills)
    {
        foreach (var name in bench.Lab.DeviceNames)
        {
            bench.Lab.SetFault(name, new LabFault(LabFaultKind.Refuse));
        }

        var job = await owner.WearOutAsync([.. Config, "--retries", "0"], null, 0, own: true);
        foreach (var name in bench.Lab.DeviceNames)
        {
            bench.Lab.ClearFault(name);
        }

        await owner.WearOutAsync(["retry", job!], job, kills, own: true);
        if ((await bench.Host.RunsAsync(job!, TargetState.ConnectionFailed)).Count > 0)
        {
            // Killed before it had begun.
            await bench.Fleet.RunAsync("retry", job!);
        }

        return job;
    }

    private async Task<string?> ScheduleAsync(int kills)
    {
        var name = $"s{round.Seed}";
        await bench.Host.Store.Targets.SaveAsync([.. bench.Devices.Select(device => device with { Transport = transport })], default);
        await bench.Host.JobTemplates.SaveAsync(new JobTemplate
        {
            Name = name, Work = new WorkSpec("config", 1, JsonSerializer.SerializeToElement(new { lines })),
            Targets = new TargetFilter { Names = ["*"] },
        }, true, default);
        await bench.Host.Schedules.SaveAsync(
            new BatchSchedule { Name = name, Cron = "* * * * *", TimeZone = "UTC", Template = name }, true, default);
        await using var serving = bench.Fleet.Start("serve");
        BatchJob? job = null;
        await Fleet.WithinAsync(TimeSpan.FromSeconds(90),
            async () => (job = (await bench.Host.JobsAsync()).FirstOrDefault(one => one.Name == name)) is not null);
        await bench.Host.Schedules.RemoveAsync(name, default);
        await Task.Delay(round.Random.Next(1500));
        await serving.KillAsync();
        return job is null ? null : await owner.WearOutAsync(["resume", job.Id], job.Id, kills, own: true);
    }

    private async Task<string?> ApplyAsync(int kills) =>
        await owner.WearOutAsync(["apply", (await ComputeAsync()).Id, "--yes", "-b", "3"], null, kills, own: true);

    private async Task<string?> UndoAsync(int kills)
    {
        var applied = await bench.ApplyAsync((await ComputeAsync()).Id);
        round.Holds(applied.State == JobState.Completed, $"a healthy deploy is {applied.State}: {await bench.TroubleAsync(applied.Id)}");
        return await owner.WearOutAsync(["undo", applied.Id, "--yes", "-b", "3"], null, kills, own: true);
    }

    /// <summary>What brings the lines into the devices' configs.</summary>
    private Task<BatchJob> ComputeAsync() => bench.ComputeAsync(bench.Running().ToDictionary(one => one.Key,
        one => one.Value.Replace($"hostname {one.Key}\n", $"hostname {one.Key}\n{string.Join('\n', lines)}\n", StringComparison.Ordinal)));

    private string[] Sent(string device, string[] wanted) =>
        [.. bench.Lab.Received(device).Select(line => line.Text.Trim()).Where(wanted.Contains)];
}
