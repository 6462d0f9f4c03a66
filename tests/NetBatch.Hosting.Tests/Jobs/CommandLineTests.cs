using System.Text.Json;
using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;

namespace NetBatch.Hosting.Tests.Jobs;

/// <summary>What the program refuses, shows, starts, and ends with.</summary>
public sealed class CommandLineTests
{
    /// <summary>A slip of the pen is not a line for a router.</summary>
    [SshdFact]
    public async Task Config_WithAnOptionThatIsNone_SendsNothing()
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = 1 });
        foreach (var words in new string[][] { ["ntp server 10.0.0.1", "--detached"], ["ntp server 10.0.0.1", "-Q"],
            ["ntp server 10.0.0.1", "--tag", "a", "--quite"] })
        {
            var (exit, text) = await fleet.RunAsync(["config", "-i", fleet.Inventory, "--yes", .. words]);
            exit.ShouldBe(2, text);
            text.ShouldContain($"'{words[^1]}' is no option of 'netbatch config'");
        }

        fleet.Lab.Counts.TotalConnections.ShouldBe(0);
        (await fleet.RunAsync("jobs", "--since", "yesterdy")).ShouldBe(
            (2, "--since is 'yesterdy'; write a date (2026-11-01), a time (2026-11-01T08:00) or an age (30m, 12h, 7d, 4w).\n\nnetbatch "
                + "jobs --help tells what it takes."));
        (await fleet.RunAsync("jobs", "--first", "-3")).Text.ShouldContain("--first is '-3'; it may be 0 or more.");
        var (_, plan) = await fleet.RunAsync("config", "-i", fleet.Inventory, "--what-if", "--", "-line");
        plan.ShouldContain("CHANGE -line");
    }

    /// <summary>What an unset variable, a number for a name, or a word with @ in front makes of a command line.</summary>
    [SshdFact]
    public async Task Verbs_WithWordsThatDoNotFit_NameTheWordAndWhatFits()
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = 1 });
        foreach (var (words, said) in new (string[], string)[]
        {
            (["run", "show version", "--templates", ""], "--templates is ''; it takes a folder."),
            (["pipeline", ""], "<file> is ''; it takes a file."),
            (["serve", "--telemetry", "nowhere"], "'nowhere' is no address of a collector."),
            (["serve", "--telemetry", "http://192.0.2.1:4318"],
                "The names of devices and their commands would cross the network to 192.0.2.1 without encryption."),
            (["merge", "-p", "cisco_ios", ""], "<files> is ''; it takes a file."),
            (["search", "-p", "cisco_ios", "x", ""], "<files> is ''; it takes a file."),
            (["jobs", "--status", "-1"], "--status is '-1'; it takes Pending, Waiting,"),
            (["jobs", "--first", "some"], "--first is 'some'; it takes a whole number up to 2147483647."),
            (["parse", "--check", ""], "--check is empty."),
            (["store", "share", "--group", ""], "This machine has no group ''."),
            (["schedule", "register", "x", "--cron", "@daily", "--template", "gone"], "There is no job template 'gone'."),
        })
        {
            var (exit, text) = await fleet.RunAsync(words);
            exit.ShouldBe(2, text);
            text.ShouldStartWith($"netbatch: {said}");
        }
    }

    [SshdFact]
    public async Task Run_WithABadLineInTheInventory_IsRefusedWithItsNumber()
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = 3 });
        var lines = await File.ReadAllLinesAsync(fleet.Inventory);
        lines[2] = lines[2].Replace(fleet.Lab.Devices()[1].Port.ToString(System.Globalization.CultureInfo.InvariantCulture), "70000",
            StringComparison.Ordinal);
        await File.WriteAllLinesAsync(fleet.Inventory, lines);

        var (exit, text) = await fleet.RunAsync("run", "show version", "-i", fleet.Inventory);
        exit.ShouldBe(2);
        text.ShouldContain("line 3");
        text.ShouldContain("70000");
        await using var host = await fleet.OpenAsync();
        (await host.JobsAsync()).ShouldBeEmpty();
        fleet.Lab.Counts.TotalConnections.ShouldBe(0);
    }

    [SshdFact]
    public async Task WhatIf_ShowsThePlanAndStartsNothing()
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = 5 });
        var (exit, text) = await fleet.RunAsync("config", "ntp server 10.0.0.1", "-i", fleet.Inventory, "-b", "2", "--what-if");
        exit.ShouldBe(0, text);
        text.ShouldContain("Batch 3 of 3, devices 5-5");
        text.ShouldContain("CHANGE ntp server 10.0.0.1");
        text.ShouldContain($"127.0.0.1:{fleet.Lab.Devices()[4].Port}");
        await using var host = await fleet.OpenAsync();
        (await host.JobsAsync()).ShouldBeEmpty();
        fleet.Lab.Counts.TotalConnections.ShouldBe(0);
    }

    [SshdFact]
    public async Task Retry_SkipsWhatSucceededAndKeepsTheHistory()
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec
        {
            Devices = 6,
            Faults = new Dictionary<string, IReadOnlyList<LabFault>> { ["r2"] = [LabFault.Parse("refuse")],
                ["r5"] = [LabFault.Parse("drop=show version")] },
        });
        var (exit, text) = await fleet.RunAsync("run", "show version", "-i", fleet.Inventory, "-b", "3", "--retries", "0", "--json");
        exit.ShouldBe(1, text);
        var job = JsonDocument.Parse(text).RootElement.GetProperty("id").GetString()!;
        await using var host = await fleet.OpenAsync();
        var first = await host.RunsAsync(job);
        first.Where(run => run.State != TargetState.Completed).Select(run => (run.Name, run.Error!.Code))
            .ShouldBe([("r2", ErrorCode.ConnectionRefused), ("r5", ErrorCode.SessionClosed)]);

        fleet.Lab.ClearFault("r2");
        fleet.Lab.ClearFault("r5");
        (await fleet.RunAsync("retry", job, "--device", "r2")).Exit.ShouldBe(1, "r5 has not been tried again yet");
        (exit, text) = await fleet.RunAsync("retry", job);
        exit.ShouldBe(0, text);
        fleet.Lab.DeviceNames.ShouldAllBe(name =>
            fleet.Lab.Received(name).Count(line => line.Text == "show version") == (name == "r5" ? 2 : 1));

        var ended = await host.JobAsync(job);
        (ended.State, ended.Attempt).ShouldBe((JobState.Completed, 3));
        var attempts = await host.AttemptsAsync(job);
        attempts.Where(attempt => attempt.Name == "r2").Select(attempt => (attempt.Attempt, attempt.State))
            .ShouldBe([(1, TargetState.ConnectionFailed), (2, TargetState.Completed)]);
        attempts.Where(attempt => attempt.Name == "r5").Select(attempt => (attempt.Attempt, attempt.State))
            .ShouldBe([(1, TargetState.Failed), (2, TargetState.Completed)]);
        attempts.Count.ShouldBe(8);
        (await host.ResultsAsync(job)).ShouldAllBe(result => result.Success);
        (await host.ResultsAsync(job, allAttempts: true)).Single(result => !result.Success).Name.ShouldBe("r5");
        (await fleet.RunAsync("retry", job)).Exit.ShouldBe(2, "nothing is left to retry");
    }

    [SshdFact]
    public async Task Detach_ReturnsWhenTheChildOwnsTheJobWhichGoesOn()
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = 9, CommandDelay = TimeSpan.FromMilliseconds(500) });
        await using var starter = fleet.Start("run", "show version", "show clock", "-i", fleet.Inventory, "-b", "3", "--detach");
        var job = await starter.JobAsync();
        (await starter.ExitAsync()).ShouldBe(0, starter.Text);
        await using var host = await fleet.OpenAsync();
        var begun = await host.JobAsync(job);
        begun.Owner.ShouldNotBeNull("nine devices with a second each are not done yet");
        begun.Owner.ProcessId.ShouldNotBe(starter.Id);
        Directory.Exists($"/proc/{begun.Owner.ProcessId}").ShouldBeTrue();

        (await fleet.RunAsync("resume", job)).Exit.ShouldBe(2, "it has an owner");
        var (exit, text) = await fleet.RunAsync("watch", job);
        exit.ShouldBe(0, text);
        var ended = await host.JobAsync(job);
        (ended.State, ended.Counts.Completed).ShouldBe((JobState.Completed, 9));
        (await Fleet.WithinAsync(TimeSpan.FromSeconds(10), () => !Directory.Exists($"/proc/{begun.Owner.ProcessId}"))).ShouldBeTrue(
            "the job's process ends with it");
        (await host.Store.ReadHistoryAsync(job, 0, CancellationToken.None).ToListAsync()).Count(record => record.What == "taken")
            .ShouldBe(1);
    }

    [SshdFact]
    public async Task Run_OfWhatCannotBe_TellsItByItsExitCode()
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = 2 });
        (await fleet.RunAsync("run", "reload", "-i", fleet.Inventory)).Exit.ShouldBe(2, "a change that was not allowed");
        (await fleet.RunAsync("config", "ntp server 10.0.0.1", "-i", fleet.Inventory)).Exit.ShouldBe(2, "nobody is there to be asked");
        (await fleet.RunAsync("run", "show version", "--device", "r1")).Exit.ShouldBe(2, "the stored inventory is empty");
        (await fleet.RunAsync("status", "batch_00000000")).Exit.ShouldBe(2);
        (await fleet.RunAsync("run", "show version", "-i", fleet.Inventory)).Exit.ShouldBe(0);
        await File.WriteAllTextAsync(Path.Combine(fleet.Folder, "text.db"), new string('x', 10_000));
        fleet.Store = Path.Combine(fleet.Folder, "text.db");
        (await fleet.RunAsync("jobs")).Exit.ShouldBe(5, "that file is no store");
    }
}
