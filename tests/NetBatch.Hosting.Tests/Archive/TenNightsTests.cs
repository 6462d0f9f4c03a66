using System.Diagnostics;
using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;
using NetBatch.Platforms;

namespace NetBatch.Hosting.Tests.Archive;

/// <summary>
/// A fleet kept over ten nights, with changes between them, devices that fail, a reboot, and owners that are killed. What must be there is
/// known from what was changed, and the judge of the repository is git.
/// </summary>
public sealed class TenNightsTests
{
    private const int Nights = 10;
    private const int Refused = 4;
    private const int Silent = 6;
    private const int Restarted = 8;

    [SshdFact]
    public async Task Nights_WithChangesFailuresAndKilledOwners_EachVersionExactlyOnce()
    {
        await using var fleet =
            await Fleet.StartAsync(
                new LabSpec { Devices = 6, Platforms = ["cisco_ios", "cisco_nxos", "arista_eos", "juniper_junos", "cisco_iosxr"],
                    CommandDelay = TimeSpan.FromMilliseconds(5) });
        var repository = Path.Combine(fleet.Folder, "configs");
        var random = new Random(18);
        var ios = fleet.Lab.Devices().Where(device => device.Platform == "cisco_ios").Select(device => device.Name).ToArray();
        var expected = fleet.Lab.DeviceNames.ToDictionary(name => name, _ => 1);
        await NightAsync(fleet, repository, kill: null, completes: true);
        for (var night = 2; night <= Nights; night++)
        {
            // r2 is not there in one night and is restarted in the middle of another: what changed then is kept in the night after, once.
            string[] changed = night is Silent ? [] : night is Refused or Restarted ? ios
                : night is Refused + 1 or Restarted + 1 ? [ios[0]] : [ios[0], .. ios[1..].Where(_ => random.Next(2) == 0)];
            if (changed.Length > 0)
            {
                var (exit, text) = await fleet.RunAsync(
                    ["config", $"ntp server 10.9.0.{night}", $"snmp-server community hidden-{night} RO", "--yes", "-q", "-i",
                        fleet.Inventory, "-d", .. changed]);
                exit.ShouldBe(0, text);
            }

            Array.ForEach(changed, name => expected[name]++);
            if (night % 4 == 0)
            {
                // Cut off in the middle of its configuration, once: it is read again, and half of it is never a version.
                fleet.Lab.SetFault(ios[0], new LabFault(LabFaultKind.CutConfig, null, 1));
            }

            if (night is Refused or Restarted)
            {
                fleet.Lab.SetFault(ios[1],
                    night == Refused ? new LabFault(LabFaultKind.Refuse) : new LabFault(LabFaultKind.Drop, "show running-config"));
            }

            await NightAsync(fleet, repository, kill: night % 3 == 0 ? random.Next(100, 1_500) : null,
                completes: night is not (Refused or Restarted));
            fleet.Lab.ClearFault(ios[1]);
        }

        await using var host = await fleet.OpenAsync();
        foreach (var (name, versions) in expected)
        {
            var kept = await host.Configs.ReadAsync(new ConfigVersionFilter { Devices = [name] }, default).ToListAsync();
            kept.Select(one => one.Version).ShouldBe(Enumerable.Range(1, versions).Reverse(), name);
            kept.Take(versions - 1).ShouldAllBe(one => one.Added > 0 && one.Removed == 0, name);
            var newest = await host.Configs.ShowAsync(name, null, null, includeSecret: true, default);
            var rules = PlatformCatalog.BuiltIn.Archive(newest.Version.Platform!);
            Plain(rules.Comparable(newest.Text)).ShouldBe(Plain(rules.Comparable(fleet.Lab.RunningConfig(name))), name);
        }

        (await GitAsync(repository, "fsck", "--strict", "--full", "--no-dangling")).ShouldBe("");
        (await GitAsync(repository, "rev-list", "--count", "HEAD")).Trim()
            .ShouldBe($"{Nights - 1}", "one commit a job, and none in the night without a change");
        (await GitAsync(repository, "ls-files")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe(fleet.Lab.DeviceNames, ignoreOrder: true);
        (await GitAsync(repository, "log", "-p")).ShouldNotContain("hidden-");
        (await GitAsync(repository, "status", "--porcelain")).ShouldBe("");
        (await fleet.IntegrityAsync()).ShouldBe("ok");
    }

    private static async Task NightAsync(Fleet fleet, string repository, int? kill, bool completes)
    {
        string[] words = ["backup", "-i", fleet.Inventory, "-b", "3", "--as", "git", "--path", repository, "--retries", "0", "-q"];
        var before = await JobsAsync(fleet);
        if (kill is { } after)
        {
            await using (var owner = fleet.Start(words))
            {
                await Task.WhenAny(owner.ExitAsync(), Task.Delay(after));
                await owner.KillAsync();
            }

            if ((await JobsAsync(fleet)).Except(before).SingleOrDefault() is { } cut)
            {
                await using var looking = await fleet.OpenAsync();
                if (!(await looking.JobAsync(cut)).State.IsFinal())
                {
                    (await fleet.RunAsync("resume", cut)).Exit.ShouldBe(0);
                }

                return;
            }
        }

        var (exit, text) = await fleet.RunAsync(words);
        (exit == 0).ShouldBe(completes, text);
    }

    private static async Task<IReadOnlyList<string>> JobsAsync(Fleet fleet)
    {
        await using var host = await fleet.OpenAsync();
        return [.. (await host.JobsAsync()).Select(job => job.Id)];
    }

    private static string Plain(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Trim() is not ("" or "!")));

    private static async Task<string> GitAsync(string folder, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", folder, .. arguments]) { RedirectStandardOutput = true })!;
        var output = await git.StandardOutput.ReadToEndAsync();
        await git.WaitForExitAsync();
        git.ExitCode.ShouldBe(0, string.Join(' ', arguments));
        return output;
    }
}
