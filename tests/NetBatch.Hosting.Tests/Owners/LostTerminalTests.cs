using System.Diagnostics;
using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;
using NetBatch.Testing;

namespace NetBatch.Hosting.Tests.Owners;

/// <summary>A terminal or a pipe that goes away while a job runs. script(1) is the terminal; killing it closes it.</summary>
public sealed class LostTerminalTests
{
    [SshdFact]
    public async Task Terminal_IsClosed_TheJobEndsInOrderByItsOwnRecord()
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = 6, CommandDelay = TimeSpan.FromMilliseconds(300) });
        using var terminal = Start("script", "-qec", Words(fleet, "run 'show version' 'show clock' 'show ip route' 'show inventory' -b 2"),
            "/dev/null");
        await using var host = await fleet.OpenAsync();
        (await Fleet.WithinAsync(TimeSpan.FromSeconds(30),
            async () => (await host.JobsAsync()).Any(job => job.Counts.InFlight > 0))).ShouldBeTrue();
        var job = (await host.JobsAsync()).Single();
        var owner = job.Owner.ShouldNotBeNull().ProcessId;

        terminal.Kill();

        (await Fleet.WithinAsync(TimeSpan.FromSeconds(10), () => !Directory.Exists($"/proc/{owner}"))).ShouldBeTrue(
            "five seconds, and as many for a machine that is busy");
        var left = await host.JobAsync(job.Id);
        (left.State, left.Owner).ShouldBe((JobState.Interrupted, null), "it was given up by its owner, and not found dead");
        (await Fleet.WithinAsync(TimeSpan.FromSeconds(5),
            () => fleet.Lab.Counts is { CurrentSessions: 0, CurrentConnections: 0 })).ShouldBeTrue();
    }

    [SshdTheory]
    [InlineData("| head -n 1")]
    [InlineData(">/dev/full")]
    [InlineData(">&-")]
    [InlineData("2>&-")]
    [InlineData(">/dev/full 2>/dev/full")]
    public async Task Output_CannotBeWritten_TheChangeGoesOnAndItsRecordTells(string redirection)
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = 4, CommandDelay = TimeSpan.FromMilliseconds(100) });
        using var shell = Start("/bin/sh", "-c", $"{Words(fleet, "config 'ntp server 10.0.0.7' --yes -b 2")} {redirection}");
        await shell.WaitForExitAsync();

        await using var host = await fleet.OpenAsync();
        (await Fleet.WithinAsync(TimeSpan.FromSeconds(20),
            async () => (await host.JobsAsync()).Single().State == JobState.Completed)).ShouldBeTrue(
                (await host.JobsAsync()).Single().State.ToString());
        fleet.Lab.DeviceNames.ShouldAllBe(name => fleet.Lab.Received(name).Any(line => line.Text == "ntp server 10.0.0.7"));
    }

    private static string Words(Fleet fleet, string words) =>
        $"'{Environment.ProcessPath}' exec '{NetBatchProcess.Program}' --store '{fleet.Store}' {words} -i '{fleet.Inventory}'";

    private static Process Start(params string[] words)
    {
        var start = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true,
            RedirectStandardError = true };
        start.Environment.Remove("NETBATCH_HOME");
        var process = Process.Start(start)!;
        // What it says is read, so that no pipe fills.
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        return process;
    }
}
