using System.Text.Json;
using System.Text.RegularExpressions;
using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;

namespace NetBatch.Hosting.Tests.Remediations;

/// <summary>A lab with a host on it, and the three jobs of a remediation as a front end starts them.</summary>
internal sealed partial class RemediationBench : IAsyncDisposable
{
    private static readonly JobRules Patient = new()
    {
        BatchSize = BatchSize.Parse("10"),
        ConnectTimeout = TimeSpan.FromSeconds(60),
        LoginTimeout = TimeSpan.FromSeconds(60),
        TargetTimeout = TimeSpan.FromMinutes(5),
    };

    private RemediationBench(Fleet fleet, NetBatchHost host)
    {
        Fleet = fleet;
        Host = host;
        Devices = fleet.Lab.Devices();
    }

    public Fleet Fleet { get; }

    public NetBatchHost Host { get; }

    public LabHost Lab => Fleet.Lab;

    public IReadOnlyList<Device> Devices { get; }

    public static async Task<RemediationBench> StartAsync(LabSpec spec)
    {
        var fleet = await Fleet.StartAsync(spec);
        return new RemediationBench(fleet, await fleet.OpenAsync());
    }

    /// <summary>Computes what turns the running configs into the intended ones; the running ones are read from the devices.</summary>
    public async Task<BatchJob> ComputeAsync(IReadOnlyDictionary<string, string> intended, object? args = null) =>
        await EndAsync(new JobSpec
    {
        Name = "drift",
        Work = Work("remediation", args ?? new { }),
        Rules = Patient,
        Targets = [.. Devices.Where(device => intended.ContainsKey(device.Name))],
        TargetArgs = intended.ToDictionary(one => one.Key, one => JsonSerializer.SerializeToElement(new { intended = one.Value })),
    });

    public async Task<BatchJob> ApplyAsync(string job, JobRules? rules = null, ApplyOptions? options = null) => await EndAsync(
        await Host.Remediations.ApplyAsync(job, options ?? new ApplyOptions(), CancellationToken.None) with { Rules = rules ?? Patient });

    /// <summary>Begins to apply and does not wait.</summary>
    public async Task<BatchJob> BeginApplyAsync(string job) => await Host.Jobs.StartAsync(
        await Host.Remediations.ApplyAsync(job, new ApplyOptions(), CancellationToken.None) with { Rules = Patient },
        CancellationToken.None);

    /// <summary>Begins to apply a drift of the only device, and stops it when the first of its lines has reached the device.</summary>
    public async Task<TargetRun> StopBetweenLinesAsync()
    {
        var computed = await ComputeAsync(Running().ToDictionary(one => one.Key, one => Drifts.Plain(one.Key, one.Value)));
        var applying = await BeginApplyAsync(computed.Id);
        (await Fleet.WithinAsync(TimeSpan.FromSeconds(60),
            () => Lab.Received(Lab.DeviceNames.Single()).Any(line => line.Text == "no logging host 10.200.0.10"))).ShouldBeTrue();
        await Host.Jobs.RequestAsync(applying.Id, JobRequestKind.StopNow, CancellationToken.None);
        await Host.Jobs.WaitAsync(applying.Id, CancellationToken.None);
        return (await Host.RunsAsync(applying.Id)).Single();
    }

    public async Task<BatchJob> UndoAsync(string job, ApplyOptions? options = null) => await EndAsync(
        await Host.Remediations.UndoAsync(job, options ?? new ApplyOptions(), CancellationToken.None) with { Rules = Patient });

    /// <summary>Somebody else changes a device.</summary>
    public Task<BatchJob> ConfigureAsync(string device, params string[] lines) => EndAsync(new JobSpec
    {
        Name = "drift", Work = Work("config", new { lines }), Rules = Patient, Targets = [.. Devices.Where(one => one.Name == device)],
    });

    public Task<List<DeviceRemediation>> ReadAsync(string job, RemediationView? view = null) =>
        Host.Remediations.ReadAsync(job, view ?? new RemediationView(), CancellationToken.None).ToListAsync().AsTask();

    /// <summary>The running configs of all devices, as their command shows them.</summary>
    public Dictionary<string, string> Running() => Lab.DeviceNames.ToDictionary(name => name, Running);

    /// <summary>A device's running config without the line that tells the time of the question (NX-OS, IOS XR, Junos).</summary>
    public string Running(string name) => string.Join('\n', Lab.RunningConfig(name).Split('\n').Where(line => !TimeLine().IsMatch(line)));

    public async Task<string> TroubleAsync(string job) => (await Host.RunsAsync(job)).Errors();

    private async Task<BatchJob> EndAsync(JobSpec spec)
    {
        var job = await Host.Jobs.StartAsync(spec, CancellationToken.None);
        return await Host.Jobs.WaitAsync(job.Id, CancellationToken.None);
    }

    private static WorkSpec Work(string kind, object args) => new(kind, 1, JsonSerializer.SerializeToElement(args));

    [GeneratedRegex(@"^(?:!Time:|!! Last configuration change|## Last |\w{3} \w{3} +\d+ \d\d:\d\d)")]
    private static partial Regex TimeLine();

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Fleet.DisposeAsync();
    }
}
