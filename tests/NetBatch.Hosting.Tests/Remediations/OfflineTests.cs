using System.Text.Json;
using NetBatch.Hosting.Tests.Support;

namespace NetBatch.Hosting.Tests.Remediations;

/// <summary>Remediations of configs that are given: no device is asked.</summary>
public sealed class OfflineTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("netbatch-offline-").FullName;
    private NetBatchHost host = null!;

    public async Task InitializeAsync() =>
        host = await NetBatchHost.OpenAsync(new HostOptions { StorePath = Path.Combine(folder, "jobs.db"), Program = "tests" },
            CancellationToken.None);

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Compute_FiveHundredConfigs_OpensNoSessionAndABadOneFailsItsDeviceOnly()
    {
        var running = Directory.CreateDirectory(Path.Combine(folder, "running")).FullName;
        var intended = Directory.CreateDirectory(Path.Combine(folder, "intended")).FullName;
        for (var number = 1; number <= 500; number++)
        {
            await File.WriteAllTextAsync(Path.Combine(running, $"r{number}.cfg"), Config(number, "10.0.0.1"));
            await File.WriteAllTextAsync(Path.Combine(intended, $"r{number}.cfg"),
                number == 250 ? "banner motd ^C\nnever closed\n" : Config(number, "10.0.0.2"));
        }

        // Addresses of their own, for names would be asked for in the DNS, each for itself.
        await host.Store.Targets.SaveAsync(
            [.. Enumerable.Range(1, 500).Select(number => new Device { Id = $"r{number}", Name = $"r{number}", Platform = "cisco_ios",
                Address = $"198.18.{number / 250}.{1 + (number % 250)}" })],
            CancellationToken.None);

        var job = await RunAsync(new { }, running, intended);

        job.State.ShouldBe(JobState.Partial);
        job.Counts.Completed.ShouldBe(499);
        job.TotalBatches.ShouldBe(5);
        var bad = (await host.RunsAsync(job.Id, TargetState.Failed)).Single();
        bad.Name.ShouldBe("r250");
        bad.Error!.Code.ShouldBe(ErrorCode.InvalidConfig);
        bad.Error.Message.ShouldStartWith("Configuration parsing error in the intended config: line 1");
        var changes = await host.Remediations.ReportAsync(job.Id, new RemediationView(), 2, CancellationToken.None);
        changes.Select(one => (one.Line, one.DeviceCount))
            .ShouldBe([("no ntp server 10.0.0.1", 499), ("ntp server 10.0.0.2", 499)], ignoreOrder: true);
        (await host.RunsAsync(job.Id)).ShouldAllBe(run => run.ConnectTime == null);
    }

    [Fact]
    public async Task Compute_WithScopeAndTags_ChoosesLines()
    {
        var intended = Directory.CreateDirectory(Path.Combine(folder, "part")).FullName;
        var running = Directory.CreateDirectory(Path.Combine(folder, "whole")).FullName;
        await File.WriteAllTextAsync(Path.Combine(running, "r1.cfg"), Config(1, "10.0.0.1"));
        await File.WriteAllTextAsync(Path.Combine(intended, "r1.cfg"), "ntp server 10.0.0.2\nlogging host 10.9.9.9\n");
        var rules = "- {lineage: [ntp], tags: [time]}\n- {lineage: [no ntp], tags: [time, removal]}\n";

        var job = await RunAsync(new { scope = new[] { "ntp server", "logging host" }, tagRules = rules, maxDeletePercent = 100 }, running,
            intended);

        (await ReadAsync(job.Id, new RemediationView())).Remediation.ShouldBe(
            ["no ntp server 10.0.0.1", "ntp server 10.0.0.2", "logging host 10.9.9.9"]);
        (await ReadAsync(job.Id, new RemediationView { IncludeTags = ["time"] })).Remediation.ShouldBe(
            ["no ntp server 10.0.0.1", "ntp server 10.0.0.2"]);
        var some = await ReadAsync(job.Id, new RemediationView { ExcludeTags = ["removal"] });
        some.Remediation.ShouldBe(["ntp server 10.0.0.2", "logging host 10.9.9.9"]);
        some.Rollback.ShouldBe(["no ntp server 10.0.0.2", "no logging host 10.9.9.9"], ignoreOrder: true);
        (await ReadAsync(job.Id, new RemediationView { Scope = ["logging"] })).Remediation.ShouldBe(["logging host 10.9.9.9"]);
        (await host.Remediations.ReportAsync(job.Id, new RemediationView { IncludeTags = ["removal"] }, 1,
            CancellationToken.None)).Single().Tags.ShouldBe(["removal", "time"]);
    }

    [Fact]
    public async Task Compute_TagThatNoRuleGives_IsRefusedByName()
    {
        var part = Directory.CreateDirectory(Path.Combine(folder, "misspelt")).FullName;
        await File.WriteAllTextAsync(Path.Combine(part, "r1.cfg"), Config(1, "10.0.0.2"));

        var refused = await Should.ThrowAsync<NetBatchException>(() =>
            RunAsync(new { tagRules = "- {lineage: [ntp], tags: [time]}\n", excludeTags = new[] { "tiem" } }, part, part));

        refused.Message.ShouldContain("No tag rule gives the tag 'tiem'; there are time.");
    }

    [Theory]
    [InlineData("report.json", "\"Line\": \"ntp server 10.0.0.2\"")]
    [InlineData("report.csv", "ntp server 10.0.0.2,,1,r1,")]
    [InlineData("report.yaml", "line: ntp server 10.0.0.2")]
    public void Export_ByEnding_WritesTheReport(string name, string expected)
    {
        var file = Path.Combine(folder, name);
        RemediationExport.Write([new RemediationChange { Line = "ntp server 10.0.0.2", DeviceCount = 1, Devices = ["r1"] }], file);
        File.ReadAllText(file).ShouldContain(expected);
    }

    private static string Config(int number, string server) =>
        $"hostname r{number}\n"
            + string.Concat(Enumerable.Range(1, 20)
                .Select(one => $"interface GigabitEthernet0/{one}\n description port {one}\n ip address 10.{number % 250}."
                    + $"{one}.1 255.255.255.0\n"))
        + $"ntp server {server}\nend\n";

    private async Task<DeviceRemediation> ReadAsync(string job, RemediationView view) =>
        (await host.Remediations.ReadAsync(job, view, CancellationToken.None).ToListAsync()).Single();

    private async Task<BatchJob> RunAsync(object args, string running, string intended)
    {
        var spec = new JobSpec { Name = "offline", Work = new WorkSpec("remediation", 1, JsonSerializer.SerializeToElement(args)) };
        spec = await RemediationInput.CompleteAsync(host.Store.Targets, spec, running, intended, "cisco_ios", true, CancellationToken.None);
        var job = await host.Jobs.StartAsync(spec, CancellationToken.None);
        return await host.Jobs.WaitAsync(job.Id, CancellationToken.None);
    }
}
