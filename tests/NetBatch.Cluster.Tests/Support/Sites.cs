using NetBatch.Cluster.Hub;
using NetBatch.Cluster.Worker;
using NetBatch.Engine.Tests.Support;

namespace NetBatch.Cluster.Tests.Support;

/// <summary>A job over workers in two sites, on a network in memory and a clock that a test moves; what was really sent the fleet itself
/// counts.</summary>
internal sealed class Sites
{
    private readonly Dictionary<string, Process> workers = [];
    private readonly ClusterTimes times;
    private int lives;
    private string hub = "hub1";

    public Sites(int targets, Script script, bool changes, int seed, JobRules? rules = null, ClusterTimes? times = null)
    {
        this.times = times ?? new ClusterTimes();
        Job = new Simulation(rules ?? new JobRules { BatchSize = BatchSize.Parse("4"), RetryCount = 0 },
            Simulation.Targets(targets, number => new() { ["site"] = number % 2 == 0 ? "ams" : "fra" }),
            (_, _) => script, changes, (local, time) =>
            {
                Network = new MemoryNetwork(time, seed);
                Hub = new ClusterHub(Network.Join("hub1"), time, Log.Add, this.times);
                return new ClusterExecutor(local, Hub);
            });
    }

    public Simulation Job { get; }

    public MemoryNetwork Network { get; private set; } = null!;

    public ClusterHub Hub { get; private set; } = null!;

    public string HubName => hub;

    public List<string> Log { get; } = [];

    public async Task StartAsync(params string[] names)
    {
        await Hub.StartAsync(default);
        foreach (var name in names)
        {
            await StartWorkerAsync(name);
        }
    }

    /// <summary>A worker whose site is in its name: fra1.</summary>
    public async Task StartWorkerAsync(string name)
    {
        var killed = new Killed(new LocalExecutor(Job.Catalog, new Simulation.NoSecrets(), Job.Time));
        var life = $"{name}-{++lives}";
        var worker = new ClusterWorker(Network.Join(life), new WorkerMark(name[..3], name, $"i{lives}"), killed, Job.Catalog.Find, 10, "test",
            Job.Time, Log.Add, times);
        workers[name] = new Process(life, worker, killed);
        await worker.StartAsync(default);
    }

    public string Life(string name) => workers[name].Life;

    public ClusterWorker Worker(string name) => workers[name].Worker;

    public async Task KillWorkerAsync(string name)
    {
        Network.Kill(workers[name].Life);
        workers[name].Killed.Kill();
        await workers[name].Worker.DisposeAsync();
    }

    /// <summary>The hub is gone at once, and another one has taken its job.</summary>
    public async Task<Task<JobState>> NextHubAsync()
    {
        Network.Kill(hub);
        await Hub.DisposeAsync();
        Hub = new ClusterHub(Network.Join(hub = $"hub{++lives}"), Job.Time, Log.Add, times);
        await Hub.StartAsync(default);
        var local = new LocalExecutor(Job.Catalog, new Simulation.NoSecrets(), Job.Time);
        var runner = new JobRunner(Job.Store, Job.Catalog, new ClusterExecutor(local, Hub), _ => Task.CompletedTask, Job.Time,
            new Random(1));
        return runner.RunAsync(Job.Store.Take(), null, default);
    }

    /// <summary>No change went out twice.</summary>
    public void NothingTwice() =>
        Job.Fleet.Sent.GroupBy(sent => (sent.Target, sent.Step)).Where(sent => sent.Count() > 1)
            .ShouldBeEmpty(string.Join('\n', Job.Store.Events.Select(one => one.ToString()).Concat(Log)));

    private sealed record Process(string Life, ClusterWorker Worker, Killed Killed);

    /// <summary>Work that ends without a word when its process is killed.</summary>
    private sealed class Killed(ITargetExecutor inner) : ITargetExecutor, IDisposable
    {
        private readonly CancellationTokenSource killed = new();

        public void Kill() => killed.Cancel();

        public void Dispose() => killed.Dispose();

        public async Task<ExecutionEnd> ExecuteAsync(WorkOrder order, IRunOwner owner, RunControl control)
        {
            using var cut = CancellationTokenSource.CreateLinkedTokenSource(control.OwnerLost, killed.Token);
            return await inner.ExecuteAsync(order, new Silenced(owner, killed.Token), control with { OwnerLost = cut.Token });
        }
    }

    private sealed class Silenced(IRunOwner owner, CancellationToken killed) : IRunOwner
    {
        public ValueTask ConfirmAsync(CancellationToken cancellationToken) => owner.ConfirmAsync(cancellationToken);

        public async ValueTask ReportAsync(RunEvent report, CancellationToken cancellationToken)
        {
            killed.ThrowIfCancellationRequested();
            await owner.ReportAsync(report, cancellationToken).AsTask().WaitAsync(killed);
            killed.ThrowIfCancellationRequested();
        }
    }
}
