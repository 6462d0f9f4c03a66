using NetBatch.Archive;
using NetBatch.Data.Generating;
using NetBatch.Data.Metadata;
using NetBatch.Data.Pipelines;
using NetBatch.Data.Providers;
using NetBatch.Data.Workflows;
using NetBatch.Remediation.Jobs;
using NetBatch.Ssh.Shell;
using NetBatch.Ssh.Transport;
using NetBatch.Ssh.Work;
using NetBatch.Store;
using NetBatch.Store.Sqlite;

namespace NetBatch.Hosting;

/// <summary>Puts the parts together: store, kinds of work, runner. Both front ends stand on it.</summary>
public sealed class NetBatchHost : IAsyncDisposable
{
    private readonly CancellationTokenSource exit = new();
    private readonly SshTransport transport;
    private readonly HandshakeGate gate;
    private readonly NoticeDelivery delivery;

    private NetBatchHost(HostOptions options, SqlJobStore store, Requester me, bool hasHubs)
    {
        Options = options;
        Store = store;
        Me = me;
        Platforms = PlatformTools.Beside(store.Location, options.PlatformFolder);
        var platforms = Platforms.Catalog;
        var knownHosts = Path.Combine(Path.GetDirectoryName(StorePlace.FileOf(store.Location))!, "known_hosts");
        HostKeys = new BatchHostKeys(knownHosts);
        transport = new SshTransport(new SshTransportOptions { KnownHostsFile = knownHosts });
        gate = new HandshakeGate();
        var devices = new DeviceConnector(transport, platforms,
            async cancellationToken => await gate.EnterAsync(cancellationToken).ConfigureAwait(false));
        Devices = devices;
        Parser = TextFsmTemplates.Parser(options.TemplateFolder, store.Location, options.Time, platforms);
        var changer = new ConfigChanger(platforms);
        var check = new ParsedStateCheck(Parser);
        Remediations = new RemediationJobs(store, platforms);
        Databases = new ProviderCatalog(BesideTheStore(store.Location, "services"));
        Work = new WorkCatalog(
        [
            new CommandWork(Devices, Parser), new ConfigWork(Devices, platforms, changer), new PreflightWork(Devices, platforms),
            new BackupWork(Devices, platforms, store.Configs), new CopyWork(devices, platforms),
            new RemediationWork(Devices, changer, platforms), new ApplyWork(Devices, changer, platforms, check),
            new UndoWork(Devices, changer, platforms, check), new WorkflowWork(Databases),
            new GenerateWork(Databases), new MetadataWork(Databases), new PipelineWork(Databases, options.Scripts),
            .. options.MoreWork,
        ]);
        Configs = new ConfigHistory(store, platforms);
        Workflows = new BatchWorkflows(store.Definitions, me);
        Projects = new BatchProjects(store.Definitions, me);
        Providers = new BatchProviders(store.Definitions, me, Databases);
        Reports = new JobReports(store, platforms, options.Time);
        JobTemplates = new BatchJobTemplates(this);
        Schedules = new BatchSchedules(this);
        Notifications = new BatchNotifications(this);
        delivery = new NoticeDelivery(store, Configs, Notifications, options.Secrets, options.Time, exit.Token);
        LocalExecutor = new LocalExecutor(Work, options.Secrets, options.Time, Transcripts);
        var runner = new JobRunner(store, Work, options.HubExecutor?.Invoke(LocalExecutor) ?? LocalExecutor, EndOrphansAsync,
            options.Time, Random.Shared);
        LeavesJobsToHubs = hasHubs && options.HubExecutor is null;
        Jobs = new JobControl(this, runner, delivery, exit);
        HubJobs = new HubJobs(this);
        Workers = new BatchWorkers(this);
        Shared = new SharedContents(this);
        Approvals = new Approvals(store, me, Work, TransportsOf, options.Time);
        Chains = new Chains(store, Jobs);
    }

    /// <summary>How it was opened.</summary>
    public HostOptions Options { get; }

    /// <summary>Where jobs and the inventory are kept.</summary>
    public IJobStore Store { get; }

    /// <summary>Starts, resumes, retries, stops and waits for jobs.</summary>
    public JobControl Jobs { get; }

    /// <summary>Whether the store's jobs are run by hubs, and this process is none: what it starts runs there.</summary>
    public bool LeavesJobsToHubs { get; }

    /// <summary>The jobs that this process runs as a hub.</summary>
    public HubJobs HubJobs { get; }

    /// <summary>The workers of the store's hubs.</summary>
    public BatchWorkers Workers { get; }

    /// <summary>Works on targets in this process.</summary>
    public ITargetExecutor LocalExecutor { get; }

    /// <summary>A kind of work by name and version.</summary>
    /// <exception cref="NetBatchException">There is none.</exception>
    public WorkKind KindOf(string name, int version) => Work.Find(name, version);

    /// <summary>Jobs that wait for another account's look.</summary>
    public Approvals Approvals { get; }

    /// <summary>What others could have written into the store, and what of it this account has approved.</summary>
    public SharedContents Shared { get; }

    /// <summary>Jobs that depend on each other.</summary>
    public Chains Chains { get; }

    /// <summary>Sends notifications.</summary>
    public NoticeDelivery Notices => delivery;

    /// <summary>What is said with targets, while it is said.</summary>
    public TranscriptFeed Transcripts { get; } = new();

    /// <summary>Looks back at jobs.</summary>
    public JobReports Reports { get; }

    /// <summary>The kinds of work.</summary>
    internal WorkCatalog Work { get; }

    /// <summary>Jobs that are defined once and started often.</summary>
    public BatchJobTemplates JobTemplates { get; }

    /// <summary>When jobs of templates are started by themselves.</summary>
    public BatchSchedules Schedules { get; }

    /// <summary>Whom to tell of the ends of jobs.</summary>
    public BatchNotifications Notifications { get; }

    /// <summary>Remediations: what jobs have computed, and the jobs that apply and undo it.</summary>
    public RemediationJobs Remediations { get; }

    /// <summary>The kept versions of configurations.</summary>
    public ConfigHistory Configs { get; }

    /// <summary>Names of the platforms that come with NetBatch, sorted; a host may know more.</summary>
    public static IReadOnlyList<string> BuiltInPlatforms => NetBatch.Platforms.PlatformCatalog.BuiltIn.SessionNames;

    /// <summary>The platforms that are known here.</summary>
    public PlatformTools Platforms { get; }

    /// <summary>The host keys beside the store.</summary>
    public IHostKeys HostKeys { get; }

    /// <summary>Opens sessions on devices.</summary>
    public IDeviceConnector Devices { get; }

    /// <summary>By which transport a device would be reached now, and why.</summary>
    public TransportDecision TransportOf(Device device) => transport.Decide(device);

    internal IReadOnlyList<TransportDecision?> TransportsOf(IReadOnlyList<Target> targets) =>
        [.. targets.Select(target => target is Device device ? TransportOf(device) : null)];

    /// <summary>Turns outputs into rows, by templates.</summary>
    public IOutputParser Parser { get; }

    /// <summary>The databases and services that instances may be.</summary>
    internal ProviderCatalog Databases { get; }

    /// <summary>The databases that people have declared by their drivers.</summary>
    public BatchProviders Providers { get; }

    /// <summary>The workflows that people have defined.</summary>
    public BatchDefinitions<BatchWorkflow> Workflows { get; }

    /// <summary>The projects that people have defined.</summary>
    public BatchDefinitions<BatchProject> Projects { get; }

    /// <summary>Who works here.</summary>
    public Requester Me { get; }

    /// <summary>Where secrets come from.</summary>
    public SecretSources Secrets => Options.Secrets;

    /// <summary>Opens the store and puts the parts together; starts nothing.</summary>
    /// <exception cref="NetBatchException">The store cannot be used, or a platform file is wrong.</exception>
    public static async Task<NetBatchHost> OpenAsync(HostOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var place = options.StorePath is null ? HostOptions.StoreFile(null) : StorePlace.Of(options.StorePath)!;
        var store = await StorePlace.OpenAsync(place, options, Account.Name, cancellationToken).ConfigureAwait(false);
        // In a database somebody is the role that has logged in.
        var me = new Requester(store.Account ?? Account.Name, Environment.MachineName, Environment.ProcessId, options.Program);
        var host = new NetBatchHost(options, store, me, await store.Cluster.HasHubsAsync(cancellationToken).ConfigureAwait(false));
        await host.Providers.LoadAsync(cancellationToken).ConfigureAwait(false);
        return host;
    }

    /// <summary>Stops what runs here at its next safe point, leaves it resumable, and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        await Jobs.LeaveAsync().ConfigureAwait(false);
        await delivery.DisposeAsync().ConfigureAwait(false);
        await transport.DisposeAsync().ConfigureAwait(false);
        gate.Dispose();
        await Store.DisposeAsync().ConfigureAwait(false);
        exit.Dispose();
    }

    private static Task EndOrphansAsync(IReadOnlyList<ChildProcess> orphans)
    {
        ChildReaper.End(orphans);
        return Task.CompletedTask;
    }

    private static string? BesideTheStore(string store, string name)
    {
        var folder = ApprovedFiles.FolderOf(store, name);
        return Directory.Exists(folder) ? folder : null;
    }
}
