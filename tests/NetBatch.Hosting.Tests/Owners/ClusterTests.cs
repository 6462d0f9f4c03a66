using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;

namespace NetBatch.Hosting.Tests.Owners;

/// <summary>Jobs over workers with real parts: nats-server, sshd, processes that are killed. What the devices received is the truth.</summary>
public sealed class ClusterTests
{
    private static readonly string[] Both = ["fra1", "ams1"];
    private static readonly LabUser Admin = new("nbsealed", "pW-of-the-prompt-7781");

    [NatsFact]
    public async Task Jobs_OverTwoSites_AreDoneByTheirWorkers()
    {
        await using var bench = await ClusterBench.StartAsync(new LabSpec { Devices = 6 }, Both);

        (await bench.DoneAsync("run", "show clock", "-i", bench.Fleet.Inventory, "--quiet")).ShouldContain("6 completed");
        await ChangedAsync(bench, "ntp server 10.0.0.1");

        await using var host = await bench.Fleet.OpenAsync();
        var jobs = await host.JobsAsync();
        jobs.ShouldAllBe(job => job.State == JobState.Completed);
        (await bench.DoneAsync("workers", "list")).ShouldContain("fra1");
        bench.Hub.Text.ShouldContain($"{jobs[0].Id} of ");
    }

    [NatsFact]
    public async Task Credential_OfThePrompt_ReachesTheWorkersSealed()
    {
        await using var bench = await ClusterBench.StartAsync(new LabSpec { Devices = 4, Users = [Admin] }, Both);
        bench.WriteInventory(device => device with { Credential = null });
        string[] words = ["--user", Admin.Name, "--password-stdin", "--quiet"];

        await using var prompt = bench.Fleet.Start(["run", "show clock", "-i", bench.Fleet.Inventory, .. words], Admin.Password + "\n");
        (await prompt.ExitAsync()).ShouldBe(0, prompt.Text + bench.Hub.Text);

        // The runtime's sockets are among the files.
        foreach (var file in Directory.EnumerateFiles(bench.Fleet.Folder, "*", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(bench.Fleet.Temporary, StringComparison.Ordinal)))
        {
            (await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(Admin.Password)).ShouldBe(-1, file);
        }

        // A site whose workers nobody let in, and a device that the hub itself works on: refused before anything is kept.
        bench.WriteInventory(device => device with { Credential = null, Labels = ValueMap.Of(new Dictionary<string, string>
            { ["site"] = "nowhere" }) });
        await using var nobody = bench.Fleet.Start(["run", "show clock", "-i", bench.Fleet.Inventory, .. words], Admin.Password + "\n");
        (await nobody.ExitAsync()).ShouldNotBe(0);
        nobody.Text.ShouldContain("No worker of the site 'nowhere' has joined");
        bench.WriteInventory(device => device with { Credential = null, Labels = ValueMap.Of<string>(null) });
        await using var hub = bench.Fleet.Start(["run", "show clock", "-i", bench.Fleet.Inventory, .. words], Admin.Password + "\n");
        (await hub.ExitAsync()).ShouldNotBe(0);
        hub.Text.ShouldContain("the store's hub, which does not get it");
        await using var host = await bench.Fleet.OpenAsync();
        (await host.JobsAsync()).Count.ShouldBe(1);
    }

    [NatsFact]
    public async Task Killed_AmidReading_WorkersAndHub_NothingIsMissing()
    {
        await using var bench = await ClusterBench.StartAsync(
            new LabSpec { Devices = 12, CommandDelay = TimeSpan.FromMilliseconds(1500) }, "fra1", "fra2", "ams1");
        await using var job = bench.Fleet.Start("run", "show clock", "show version", "-i", bench.Fleet.Inventory, "-b", "12", "--quiet");
        (await Fleet.WithinAsync(TimeSpan.FromSeconds(30), () => bench.Lab.Counts.CurrentConnections >= 6)).ShouldBeTrue();

        await bench.Worker("fra1").KillAsync();
        await bench.Hub.KillAsync();
        await bench.StartHubAsync();

        (await bench.ExitAsync(job)).ShouldBe(0, job.Text + bench.Hub.Text);
        await using var host = await bench.Fleet.OpenAsync();
        (await host.ResultsAsync((await host.JobsAsync())[0].Id)).Count(result => result.Success).ShouldBe(24);
    }

    [NatsFact]
    public async Task HubOrServerLost_AmidChanges_NothingIsUnknownAndNoLineTwice()
    {
        await using var bench = await ClusterBench.StartAsync(
            new LabSpec { Devices = 6, CommandDelay = TimeSpan.FromMilliseconds(500) }, Both);
        await ChangedAsync(bench, "ntp server 10.0.0.2", async () =>
        {
            await bench.Hub.KillAsync();
            await bench.StartHubAsync();
        });
        await ChangedAsync(bench, "ntp server 10.0.0.3", async () =>
        {
            bench.KillNats();
            await Task.Delay(TimeSpan.FromSeconds(2));
            bench.StartNats();
        });
        await ChangedAsync(bench, "ntp server 10.0.0.4", async () =>
        {
            bench.SignalNats("STOP");
            await Task.Delay(TimeSpan.FromSeconds(12));
            bench.SignalNats("CONT");
        });
        await ChangedAsync(bench, "ntp server 10.0.0.5", async () =>
        {
            await bench.Worker("fra1").SuspendAsync();
            await Task.Delay(TimeSpan.FromSeconds(12));
            bench.Worker("fra1").Continue();
        });
    }

    [NatsFact]
    public async Task WorkerKilled_AmidAChange_IsUnknownAndNotRepeated()
    {
        await using var bench = await ClusterBench.StartAsync(
            new LabSpec { Devices = 4, CommandDelay = TimeSpan.FromMilliseconds(1500) }, Both);
        const string Line = "ntp server 10.0.0.6";
        await using var job = bench.Fleet.Start("config", Line, "--yes", "-i", bench.Fleet.Inventory, "--quiet");
        (await Fleet.WithinAsync(TimeSpan.FromSeconds(30), () => Received(bench, Line, "fra").Any(count => count > 0))).ShouldBeTrue(job.Text);

        await bench.Worker("fra1").KillAsync();
        var begun = bench.Names("fra").Where(name => bench.Lab.Received(name).Any(one => one.Text == Line)).ToHashSet();
        await bench.StartWorkerAsync("fra1");

        await bench.ExitAsync(job);
        Received(bench, Line).ShouldAllBe(count => count <= 1);
        await using var host = await bench.Fleet.OpenAsync();
        var runs = await host.RunsAsync((await host.JobsAsync())[0].Id);
        runs.Where(run => begun.Contains(run.Name)).ShouldAllBe(run => run.State == TargetState.OutcomeUnknown, runs.Errors());
        runs.Where(run => run.Target.SiteOf() == "ams").ShouldAllBe(run => run.State == TargetState.Completed, runs.Errors());
    }

    [NatsFact]
    public async Task Strangers_AreRefusedAndTold()
    {
        await using var bench = await ClusterBench.StartAsync(new LabSpec { Devices = 2 }, Both);

        // A token is good once.
        var token = (await bench.DoneAsync("hub", "invite", "--site", "fra", "--folder", bench.HubFolder)).Trim().Split(' ')[^1];
        await bench.DoneAsync("worker", "join", "--token", token, "--name", "fra3", "--folder", Path.Combine(bench.Fleet.Folder, "fra3"));
        (await bench.Fleet.RunAsync("worker", "join", "--token", token, "--name", "fra4", "--folder",
            Path.Combine(bench.Fleet.Folder, "fra4"))).Text.ShouldContain("was used");
        (await bench.Fleet.RunAsync("worker", "join", "--token", token, "--name", "fra1", "--folder",
            Path.Combine(bench.Fleet.Folder, "other"))).Text.ShouldContain("There is a worker 'fra1' already");

        // Another site's name with one's own key: the server lets it say nothing there.
        var stolen = Path.Combine(bench.Fleet.Folder, "stolen.json");
        await File.WriteAllTextAsync(stolen,
            (await File.ReadAllTextAsync(bench.WorkerFile("fra3"))).Replace("\"fra\"", "\"ams\"").Replace("\"fra3\"", "\"ams1\""));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(stolen, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        await using var impostor = bench.Fleet.Start("worker", "run", stolen);
        await Task.Delay(TimeSpan.FromSeconds(5));
        await bench.DoneAsync("run", "show clock", "-i", bench.Fleet.Inventory, "--quiet");
        bench.Lab.DeviceNames.Count.ShouldBe(2);
        bench.Worker("ams1").HasExited.ShouldBeFalse("the impostor retired the true worker");

        // One that is shut out ends, and says why.
        await bench.DoneAsync("workers", "revoke", "fra1");
        (await bench.Worker("fra1").ExitAsync()).ShouldNotBe(0);
        bench.Worker("fra1").Text.ShouldContain("shut out");

        // A file that others may read is not used.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(stolen, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        }

        (await bench.Fleet.RunAsync("worker", "run", stolen)).Text.ShouldContain("others may read it");
    }

    /// <summary>Changes all devices while something happens; all are changed, and none got the line twice.</summary>
    private static async Task ChangedAsync(ClusterBench bench, string line, Func<Task>? happens = null)
    {
        await using var job = bench.Fleet.Start("config", line, "--yes", "-i", bench.Fleet.Inventory, "--quiet");
        if (happens is not null)
        {
            (await Fleet.WithinAsync(TimeSpan.FromSeconds(30), () => Received(bench, line).Any(count => count > 0))).ShouldBeTrue(job.Text);
            await happens();
        }

        var exit = await bench.ExitAsync(job);
        await using var host = await bench.Fleet.OpenAsync();
        var runs = await host.RunsAsync((await host.JobsAsync())[0].Id);
        exit.ShouldBe(0, $"{job.Text}\n{runs.Errors()}\n{bench.Hub.Text}");
        Received(bench, line).ShouldAllBe(count => count == 1);
        runs.ShouldAllBe(run => run.State == TargetState.Completed);
    }

    private static IEnumerable<int> Received(ClusterBench bench, string line, string site = "") =>
        bench.Names(site).Select(name => bench.Lab.Received(name).Count(one => one.Text == line));
}
