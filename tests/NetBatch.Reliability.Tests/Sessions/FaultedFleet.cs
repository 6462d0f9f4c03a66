using System.Text.Json;
using System.Text.RegularExpressions;
using NetBatch.Hosting;
using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;

namespace NetBatch.Reliability.Tests.Sessions;

/// <summary>Devices of several platforms, half of them behind links with faults, and what they answer where nothing is wrong.</summary>
internal sealed partial class FaultedFleet : IAsyncDisposable
{
    /// <summary>As short as a test can wait for, as long as a healthy session on a busy machine may take.</summary>
    public static readonly JobRules Rules = new()
    {
        BatchSize = BatchSize.Parse("0"),
        ThrottleLimit = 24,
        ConnectTimeout = TimeSpan.FromSeconds(3),
        LoginTimeout = TimeSpan.FromSeconds(4),
        StepTimeout = TimeSpan.FromSeconds(2),
        TargetTimeout = TimeSpan.FromSeconds(12),
        RetryCount = 0,
        HostKeyPolicy = HostKeyPolicy.AcceptNew,
    };

    // What is healthy is waited for, however busy the machine.
    private static readonly JobRules Patient = Rules with
    {
        ConnectTimeout = TimeSpan.FromSeconds(30), LoginTimeout = TimeSpan.FromSeconds(30), StepTimeout = TimeSpan.FromSeconds(30),
        TargetTimeout = TimeSpan.FromSeconds(90), ThrottleLimit = 8,
    };

    private const int Linked = 16;

    private readonly List<(Device Device, FaultyLink Link)> links = [];
    private readonly Dictionary<string, string> healthy = [];
    private int stores;

    private FaultedFleet(Fleet fleet) => Fleet = fleet;

    public Fleet Fleet { get; }

    public IReadOnlyList<(Device Device, FaultyLink Link)> Links => links;

    /// <summary>Devices that are reached directly, whose faults are their own.</summary>
    public IReadOnlyList<Device> Direct { get; private set; } = [];

    public static async Task<FaultedFleet> StartAsync()
    {
        var fleet = new FaultedFleet(await Fleet.StartAsync(new LabSpec
        {
            Devices = 24, Platforms = ["cisco_ios", "arista_eos", "juniper_junos", "cisco_nxos"],
        }));
        var devices = fleet.Fleet.Lab.Devices();
        foreach (var device in devices.Take(Linked))
        {
            var link = new FaultyLink(device.Port);
            // Its key is another port's: it is learned, as a stranger's.
            fleet.links.Add((device with { Port = link.Port, Labels = new Dictionary<string, string>() }, link));
        }

        fleet.Direct = [.. devices.Skip(Linked)];
        foreach (var result in await fleet.RunAsync(new WorkSpec("command", 1, JsonElement.Parse("""{"commands":["show version"]}""")),
            async (host, job) =>
            {
                (await host.JobAsync(job)).State.ShouldBe(JobState.Completed, (await host.RunsAsync(job)).Errors());
                return await host.ResultsAsync(job);
            }, Patient))
        {
            fleet.healthy[result.Name] = Masked(result.Output!);
        }

        return fleet;
    }

    /// <summary>Goes through a job over all devices on a new store, and looks at it.</summary>
    public async Task<T> RunAsync<T>(WorkSpec work, Func<NetBatchHost, string, Task<T>> look, JobRules? rules = null)
    {
        Fleet.Store = Path.Combine(Directory.CreateDirectory(Path.Combine(Fleet.Folder, $"{stores++}")).FullName, "jobs.db");
        await using var host = await Fleet.OpenAsync();
        var job = await host.Jobs.StartAsync(
            new JobSpec { Name = "faults", Work = work, Rules = rules ?? Rules, Targets = [.. links.Select(one => one.Device), .. Direct] },
            default);
        await host.Jobs.WaitAsync(job.Id, default).WaitAsync((rules ?? Rules).TargetTimeout * 2 + TimeSpan.FromSeconds(30));
        return await look(host, job.Id);
    }

    /// <summary>Whether an output is what the device says when it is well.</summary>
    public bool IsHealthy(StepResult result) => Masked(result.Output ?? "") == healthy[result.Name];

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, link) in links)
        {
            await link.DisposeAsync();
        }

        await Fleet.DisposeAsync();
    }

    /// <summary>Without what the clock changes.</summary>
    private static string Masked(string output) => Time().Replace(output, "#");

    [GeneratedRegex(@"\d+")]
    private static partial Regex Time();
}
