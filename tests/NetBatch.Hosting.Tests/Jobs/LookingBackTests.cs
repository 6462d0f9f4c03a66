using System.Text.Json;
using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;

namespace NetBatch.Hosting.Tests.Jobs;

/// <summary>The verbs that look back, on jobs that ran on the lab.</summary>
public sealed class LookingBackTests
{
    [SshdFact]
    public async Task JobsOperationsEventsStatsCompareExportClear_TellWhatWas()
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec
        {
            Devices = 3,
            Faults = new Dictionary<string, IReadOnlyList<LabFault>> { ["r2"] = [LabFault.Parse("refuse")] },
        });
        (await fleet.RunAsync("run", "show version", "-i", fleet.Inventory, "--retries", "0", "--name", "first")).Exit.ShouldBe(1);
        fleet.Lab.ClearFault("r2");
        (await fleet.RunAsync("run", "show version", "-i", fleet.Inventory, "--name", "second")).Exit.ShouldBe(0);

        var (exit, text) = await fleet.RunAsync("jobs", "--device", "R2", "--first", "1");
        exit.ShouldBe(0, text);
        text.ShouldContain("second");
        text.ShouldContain("1-1 of 2 jobs.");
        (await fleet.RunAsync("jobs", "--status", "Partial")).Text.ShouldContain("1 job.");
        (await fleet.RunAsync("jobs", "--since", "yesterday")).Exit.ShouldNotBe(0);

        await using var host = await fleet.OpenAsync();
        var (second, first) = ((await host.JobsAsync())[0].Id, (await host.JobsAsync())[1].Id);
        var operations = (await fleet.RunAsync("operations", first, "--status", "ConnectionFailed", "--json")).Text;
        JsonDocument.Parse(operations).RootElement.GetProperty("device").GetString().ShouldBe("r2");
        (await fleet.RunAsync("events", first)).Text.ShouldContain($"[{Environment.UserName}@{Environment.MachineName}, netbatch ");
        (await fleet.RunAsync("stats")).Text.ShouldContain("2 jobs since");

        (exit, text) = await fleet.RunAsync("compare", first, second, "--ignore", "uptime");
        exit.ShouldBe(1, text);
        text.ShouldContain("r2: ConnectionFailed (ConnectionRefused) -> Completed");

        var report = Path.Combine(fleet.Folder, "report.html");
        (await fleet.RunAsync("export", report, first)).Exit.ShouldBe(0);
        (await File.ReadAllTextAsync(report)).ShouldContain("ConnectionRefused");
        (exit, text) = await fleet.RunAsync("export", report, first);
        (exit, text.Contains("--force", StringComparison.Ordinal)).ShouldBe((2, true), text);

        (await fleet.RunAsync("clear", "--keep-last", "0", "first", "--what-if")).Text.ShouldContain("1 job would be forgotten.");
        (await fleet.RunAsync("clear", "--keep-last", "0", "first")).Text.ShouldContain("1 job was forgotten");
        (await host.JobsAsync()).ShouldHaveSingleItem().Id.ShouldBe(second);
    }
}
