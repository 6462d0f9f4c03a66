using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using NetBatch.Lab;

namespace NetBatch.Hosting.Tests.Support;

/// <summary>A hub, nats-server and workers of two sites as processes of their own, set up by the program's own verbs, before a lab whose
/// devices are half in each site.</summary>
internal sealed class ClusterBench : IAsyncDisposable
{
    private readonly Dictionary<string, NetBatchProcess> workers = [];
    private Process? nats;

    private ClusterBench(Fleet fleet) => Fleet = fleet;

    public Fleet Fleet { get; }

    public LabHost Lab => Fleet.Lab;

    public NetBatchProcess Hub { get; private set; } = null!;

    public string HubFolder => Path.Combine(Fleet.Folder, "hub");

    public static async Task<ClusterBench> StartAsync(LabSpec spec, params string[] names)
    {
        var bench = new ClusterBench(await Fleet.StartAsync(spec));
        try
        {
            bench.WriteInventory(device => device);
            await bench.DoneAsync("hub", "init", "--address", "127.0.0.1", "--port", FreePort(), "--folder", bench.HubFolder);
            bench.StartNats();
            await bench.StartHubAsync();
            foreach (var name in names)
            {
                await bench.JoinAsync(name);
                await bench.StartWorkerAsync(name);
            }

            return bench;
        }
        catch
        {
            await bench.DisposeAsync();
            throw;
        }
    }

    /// <summary>The devices, each in its site, and what else a test wants of them.</summary>
    public void WriteInventory(Func<Device, Device> with) => Fleet.WriteInventory(Lab.Devices().Select((device, index) =>
        with(device with { Labels = ValueMap.Of(new Dictionary<string, string> { ["site"] = SiteOf(index) }) })));

    /// <summary>Names of the devices of a site; of all where none is named.</summary>
    public IEnumerable<string> Names(string site) =>
        Lab.DeviceNames.Where((_, index) => SiteOf(index).StartsWith(site, StringComparison.Ordinal));

    private static string SiteOf(int index) => index % 2 == 0 ? "fra" : "ams";

    public string WorkerFile(string name) => Path.Combine(Fleet.Folder, name, "worker.json");

    /// <summary>Lets a worker in, whose site is in its name: fra1.</summary>
    public async Task JoinAsync(string name)
    {
        var words = (await DoneAsync("hub", "invite", "--site", name[..3], "--folder", HubFolder)).Trim().Split(' ');
        await DoneAsync("worker", "join", "--token", words[^1], "--name", name, "--folder", Path.Combine(Fleet.Folder, name));
    }

    public async Task StartWorkerAsync(string name)
    {
        workers[name] = Fleet.Start("worker", "run", WorkerFile(name));
        await workers[name].LineAsync(line => line.StartsWith($"{name} works in", StringComparison.Ordinal));
    }

    public NetBatchProcess Worker(string name) => workers[name];

    public async Task StartHubAsync()
    {
        Hub = Fleet.Start("serve", "--cluster", Path.Combine(HubFolder, "hub.json"));
        await Hub.LineAsync(line => line.StartsWith("Going through", StringComparison.Ordinal));
    }

    public void StartNats()
    {
        nats = Process.Start(new ProcessStartInfo("/usr/sbin/nats-server", ["-c", Path.Combine(HubFolder, "nats.conf")])
        {
            RedirectStandardError = true,
        })!;
        nats.ErrorDataReceived += (_, _) => { };
        nats.BeginErrorReadLine();
    }

    public void KillNats()
    {
        nats!.Kill();
        nats.WaitForExit();
    }

    /// <summary>Has nats-server stand still, or go on.</summary>
    public void SignalNats(string signal)
    {
        using var kill = Process.Start("/bin/kill", [$"-{signal}", nats!.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Runs a verb that has to end well, and gives what it printed.</summary>
    public async Task<string> DoneAsync(params string[] arguments)
    {
        var (exit, text) = await Fleet.RunAsync(arguments);
        exit.ShouldBe(0, $"{string.Join(' ', arguments.Take(2))}: {text}\n{(Hub is null ? "" : Hub.Text)}");
        return text;
    }

    /// <summary>Waits for a job's end; where it does not come, how everything stands is told.</summary>
    public async Task<int> ExitAsync(NetBatchProcess job)
    {
        try
        {
            return await job.ExitAsync();
        }
        catch (InvalidOperationException endless)
        {
            var (_, status) = await Fleet.RunAsync("status", await job.JobAsync(), "--detailed");
            throw new InvalidOperationException(string.Join('\n', [endless.Message, status, "hub:", Hub.Text,
                .. workers.Select(worker => $"{worker.Key}: {worker.Value.Text}")]), endless);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in workers.Values)
        {
            await worker.DisposeAsync();
        }

        if (Hub is not null)
        {
            await Hub.DisposeAsync();
        }

        if (nats is { HasExited: false })
        {
            SignalNats("CONT");
            KillNats();
        }

        nats?.Dispose();
        await Fleet.DisposeAsync();
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
