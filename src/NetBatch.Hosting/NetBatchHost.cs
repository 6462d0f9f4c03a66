using System.Collections.Concurrent;
using NetBatch.Data.Generating;
using NetBatch.Data.Metadata;
using NetBatch.Data.Pipelines;
using NetBatch.Data.Providers;
using NetBatch.Data.Workflows;
using NetBatch.Remediation.Jobs;
using NetBatch.Ssh.Shell;
using NetBatch.Ssh.Transport;
using NetBatch.Ssh.Work;
using NetBatch.Store.Sqlite;

namespace NetBatch.Hosting;

/// <summary>Puts the parts together: store, kinds of work, runner. Both front doors stand on it.</summary>
public sealed partial class NetBatchHost : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Task<JobState>> running = new(StringComparer.Ordinal);
    private readonly OwnEpochs epochs = new();
    private readonly CancellationTokenSource exit = new();
    private readonly SshTransport transport;
    private readonly HandshakeGate gate;
    private readonly JobRunner runner;
    private readonly JobMaker maker;
    private readonly StatusReader status;

    private NetBatchHost(HostOptions options, SqliteJobStore store, Actor me)
    {
        Options = options;
        Store = store;
        Me = me;
        Platforms = PlatformTools.Beside(store.Location, options.PlatformFolder);
        var platforms = Platforms.Catalog;
        transport = new SshTransport(new SshTransportOptions { KnownHostsFile = Path.Combine(Path.GetDirectoryName(store.Location)!, "known_hosts") });
        gate = new HandshakeGate();
        Devices = new DeviceConnector(transport, platforms, async cancellationToken => await gate.EnterAsync(cancellationToken).ConfigureAwait(false));
        Parser = TemplateDesk.Parser(options.TemplateFolder, store.Location, options.Time, platforms);
        var changer = new ConfigChanger(platforms);
        var check = new ParsedStateCheck(Parser);
        Remediations = new RemediationJobs(store, platforms);
        Databases = new ProviderCatalog(BesideTheStore(store.Location, "services"));
        Work = new WorkCatalog(
        [
            new CommandWork(Devices, Parser), new ConfigWork(Devices, platforms, changer), new PreflightWork(Devices, platforms),
            new RemediationWork(Devices, changer, platforms), new ApplyWork(Devices, changer, platforms, check), new UndoWork(Devices, changer, platforms, check), new WorkflowWork(Databases),
            new GenerateWork(Databases), new MetadataWork(Databases), new PipelineWork(Databases, options.Scripts),
            .. options.MoreWork,
        ]);
        Workflows = new WorkflowBook(store.Definitions, me);
        Projects = new ProjectBook(store.Definitions, me);
        Providers = new ProviderBook(store.Definitions, me, Databases);
        maker = new JobMaker(Work);
        status = new StatusReader(store, options.Time, name => Work.Kinds.FirstOrDefault(kind => kind.Name == name));
        Reports = new JobReports(store, options.Time);
        JobTemplates = new JobTemplates(this);
        Schedules = new BatchSchedules(this);
        Notifications = new BatchNotifications(this);
        runner = new JobRunner(store, Work, new LocalExecutor(Work, options.Secrets, options.Time), EndOrphansAsync, options.Time, Random.Shared);
    }

    /// <summary>How it was opened.</summary>
    public HostOptions Options { get; }

    /// <summary>Where jobs and the inventory are kept.</summary>
    public IJobStore Store { get; }

    /// <summary>Looks back at jobs.</summary>
    public JobReports Reports { get; }

    /// <summary>The kinds of work.</summary>
    public WorkCatalog Work { get; }

    /// <summary>Jobs that are defined once and started often.</summary>
    public JobTemplates JobTemplates { get; }

    /// <summary>When jobs of templates are started by themselves.</summary>
    public BatchSchedules Schedules { get; }

    /// <summary>Whom to tell of the ends of jobs.</summary>
    public BatchNotifications Notifications { get; }

    /// <summary>Remediations: what jobs have computed, and the jobs that apply and undo it.</summary>
    public RemediationJobs Remediations { get; }

    /// <summary>Names of the platforms that come with NetBatch, sorted; a host may know more.</summary>
    public static IReadOnlyList<string> BuiltInPlatforms => NetBatch.Platforms.PlatformCatalog.BuiltIn.SessionNames;

    /// <summary>The platforms that are known here.</summary>
    public PlatformTools Platforms { get; }

    /// <summary>Opens sessions on devices.</summary>
    public IDeviceConnector Devices { get; }

    /// <summary>By which transport a device would be reached now, and why.</summary>
    public TransportDecision TransportOf(Device device) => transport.Decide(device);

    /// <summary>Turns outputs into rows, by templates.</summary>
    public IOutputParser Parser { get; }

    /// <summary>The databases and services that instances may be.</summary>
    internal ProviderCatalog Databases { get; }

    /// <summary>The databases that people have declared by their drivers.</summary>
    public ProviderBook Providers { get; }

    /// <summary>The workflows that people have defined.</summary>
    public DefinitionBook<BatchWorkflow> Workflows { get; }

    /// <summary>The projects that people have defined.</summary>
    public DefinitionBook<BatchProject> Projects { get; }

    /// <summary>Who works here.</summary>
    public Actor Me { get; }

    /// <summary>Where secrets come from.</summary>
    public SecretSources Secrets => Options.Secrets;

    /// <summary>Opens the store and puts the parts together; starts nothing.</summary>
    /// <exception cref="NetBatchException">The store cannot be used, or a platform file is wrong.</exception>
    public static async Task<NetBatchHost> OpenAsync(HostOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var me = new Actor(Environment.UserName, Environment.MachineName, Environment.ProcessId, options.Program);
        var store = await SqliteJobStore.OpenAsync(
            new SqliteStoreOptions { Path = options.StorePath, Time = options.Time, MaxSessions = options.MaxSessions }, cancellationToken).ConfigureAwait(false);
        var host = new NetBatchHost(options, store, me);
        await host.Providers.LoadAsync(cancellationToken).ConfigureAwait(false);
        return host;
    }

    /// <summary>Checks a job whole and shows what it would do; keeps and starts nothing.</summary>
    /// <exception cref="NetBatchException">Every problem, a line each.</exception>
    public JobPreview Preview(JobSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        spec = Platforms.Named(spec);
        var plan = maker.Plan(spec);
        var kind = Work.Find(spec.Work.Kind, spec.Work.Version);
        return new JobPreview(plan, kind, [.. plan.Targets.Select(target => kind.Plan(spec.ArgsOf(target), target))],
            TransportsOf(plan.Targets),
            LeastTime(spec.Rules, plan.Targets.Count));
    }

    private IReadOnlyList<TransportDecision?> TransportsOf(IReadOnlyList<Target> targets) => [.. targets.Select(target => target is Device device ? TransportOf(device) : null)];

    private static TimeSpan LeastTime(JobRules rules, int targets) =>
        rules.TargetsPerHour is { } rate ? TimeSpan.FromHours(1) / rate * (targets - 1) : TimeSpan.Zero;

    /// <summary>Checks, keeps and starts a job; it runs in this process until it ends or the host is disposed.</summary>
    /// <exception cref="NetBatchException">Every problem, a line each; or a secret that no source has.</exception>
    public async Task<BatchJob> StartAsync(JobSpec spec, CancellationToken cancellationToken)
    {
        var job = await CreateAsync(spec, cancellationToken).ConfigureAwait(false);
        return await RunAsync(job.Id, null, false, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Checks and keeps a job without starting it, for another process to run.</summary>
    /// <exception cref="NetBatchException">As <see cref="StartAsync"/>.</exception>
    public async Task<BatchJob> CreateAsync(JobSpec spec, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        spec = Platforms.Named(spec);
        var plan = maker.Plan(spec);
        if (spec.Rules.ThrottleLimit > Options.MaxSessions)
        {
            throw new NetBatchException(
                ErrorCode.InvalidRule,
                $"ThrottleLimit is {spec.Rules.ThrottleLimit}; all jobs of this store together may have {Options.MaxSessions} sessions.",
                "Lower it, or raise NETBATCH_MAX_SESSIONS for every process that uses the store.");
        }

        await DemandHoldsAsync(spec, cancellationToken).ConfigureAwait(false);
        await Secrets.DemandAsync(spec.Targets, cancellationToken).ConfigureAwait(false);
        return await Store.CreateAsync(spec, plan, Me, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Starts or goes on with a job that nobody runs: pending, paused, interrupted, or stopped short.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="start">What to begin again; null: what has not ended.</param>
    /// <param name="evenWithOpenChanges">Take it over from another machine although changes are open there.</param>
    /// <param name="cancellationToken">Stops before the start.</param>
    /// <exception cref="NetBatchException">Another process runs it, it is over, or a secret is missing.</exception>
    public async Task<BatchJob> RunAsync(string jobId, RunStart? start, bool evenWithOpenChanges, CancellationToken cancellationToken)
    {
        if (running.GetValueOrDefault(jobId) is { IsCompleted: false } leaving && (await FindAsync(jobId, cancellationToken).ConfigureAwait(false)).State.IsFinal())
        {
            // It has ended here and is just being given up: who saw the end and begins again must not find it owned.
            Task given = leaving;
            await given.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var ownership = await Store.TakeAsync(jobId, Me, evenWithOpenChanges, cancellationToken).ConfigureAwait(false)
            ?? throw new NetBatchException(ErrorCode.JobOwned, $"Another process runs the job '{jobId}'.", "Ask it to pause, stop or go on instead; it hears within a second.");
        if ((await Store.ReadSpecAsync(jobId, cancellationToken).ConfigureAwait(false)).Notify is { Count: > 0 })
        {
            StartNotifying();
        }

        epochs.Took(ownership);
        var run = running[jobId] = runner.RunAsync(ownership, start, exit.Token);
        var begun = await WhenAsync(jobId, job => run.IsCompleted || job.State.NeedsOwner(), cancellationToken).ConfigureAwait(false);
        if (run.IsFaulted)
        {
            await run.ConfigureAwait(false);
        }

        return begun;
    }

    /// <summary>
    /// Goes on with a paused or interrupted job, here or, where its owner lives, there. An owner that shows no sign of
    /// life is watched for the length of its lease, 10 s, before its job is taken.
    /// </summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.IllegalState"/>: it has ended or runs already.</exception>
    public async Task<BatchJob> ResumeAsync(string jobId, RunStart start, bool evenWithOpenChanges, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(start);
        var job = await FindAsync(jobId, cancellationToken).ConfigureAwait(false);
        if (job.Owner is { } owner && job.State is not (JobState.Paused or JobState.Pausing))
        {
            // This process may just have begun to look on: whether the owner lives is known when it renews its lease, or does not.
            job = await WhenAsync(jobId, now => now.Owner is null || now.Owner.Epoch != owner.Epoch || now.Owner.Renewals != owner.Renewals, cancellationToken).ConfigureAwait(false);
        }

        await DemandVerifierAsync(job, start.Unknown, cancellationToken).ConfigureAwait(false);
        var decided = start.Unknown != UnknownDecision.Keep && job.Counts.OutcomeUnknown > 0;
        if ((job.State.IsFinal() && !decided) || (job.State is JobState.Running or JobState.Stopping && !Abandoned(job)))
        {
            throw new NetBatchException(
                ErrorCode.IllegalState,
                $"The job '{jobId}' is {job.State}; there is nothing to resume.",
                job.State.IsFinal() ? "Begin again what failed with Invoke-BatchRetry (netbatch retry)." : null);
        }

        if (job.Owner is { } there && job.State is JobState.Paused or JobState.Pausing && !Abandoned(job))
        {
            if (Secrets.Supplied.Count > 0 && !running.ContainsKey(jobId))
            {
                throw new NetBatchException(
                    ErrorCode.JobOwned,
                    $"The job '{jobId}' is held by process {there.ProcessId} on {there.Host}, which cannot be given a credential from here.",
                    "Give the credential there, or end that process first; the job stays paused.");
            }

            await Store.RequestAsync(jobId, JobRequestKind.Resume, Me, cancellationToken).ConfigureAwait(false);
            job = await WhenAsync(jobId, now => now.State != JobState.Paused || now.Owner is null, cancellationToken).ConfigureAwait(false);
            if (job.State != JobState.Paused)
            {
                return job;
            }
        }

        await DemandSecretsAsync(jobId, run => !run.State.IsFinal() || run.State is TargetState.Interrupted or TargetState.OutcomeUnknown, cancellationToken).ConfigureAwait(false);
        return await RunAsync(jobId, start, evenWithOpenChanges, cancellationToken).ConfigureAwait(false);
    }

    private async Task DemandVerifierAsync(BatchJob job, UnknownDecision unknown, CancellationToken cancellationToken)
    {
        var work = unknown == UnknownDecision.Verify ? (await Store.ReadSpecAsync(job.Id, cancellationToken).ConfigureAwait(false)).Work : null;
        if (work is not null && Work.Find(work.Kind, work.Version) is not IOutcomeVerifier)
        {
            throw new NetBatchException(
                ErrorCode.InvalidArgument,
                $"The job '{job.Id}' is of kind '{work.Kind}', which cannot verify what became of a change.",
                "Look at the devices, then resume it with Skip or Repeat.");
        }
    }

    /// <summary>Begins again what did not complete, as a new attempt that keeps the history.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="which">Which of its targets; what completed, and what has an unknown outcome, is never among them.</param>
    /// <param name="cancellationToken">Stops before the start.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.IllegalState"/>: it still runs, or nothing is left to retry.</exception>
    public async Task<BatchJob> RetryAsync(string jobId, RunFilter which, CancellationToken cancellationToken)
    {
        var job = await FindAsync(jobId, cancellationToken).ConfigureAwait(false);
        if (!job.State.IsFinal())
        {
            throw new NetBatchException(ErrorCode.IllegalState, $"The job '{jobId}' is {job.State}; only a job that has ended can be retried.", "Wait for its end, or resume it.");
        }

        List<int> again = [];
        await foreach (var run in Store.ReadRunsAsync(jobId, which, cancellationToken).ConfigureAwait(false))
        {
            if (run.State is not (TargetState.Completed or TargetState.OutcomeUnknown))
            {
                again.Add(run.Number);
            }
        }

        if (again.Count == 0)
        {
            throw new NetBatchException(ErrorCode.IllegalState, $"The job '{jobId}' has nothing to retry there: what was chosen completed, or does not exist.");
        }

        var chosen = again.ToHashSet();
        await DemandSecretsAsync(jobId, run => chosen.Contains(run.Number), cancellationToken).ConfigureAwait(false);
        return await RunAsync(jobId, new RunStart { Again = chosen }, false, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks the owner to stop or pause; where there is none, a job to stop is taken and stopped here.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.IllegalState"/>: it has ended, or nobody runs what is to pause.</exception>
    public async Task RequestAsync(string jobId, JobRequestKind what, CancellationToken cancellationToken)
    {
        var job = await FindAsync(jobId, cancellationToken).ConfigureAwait(false);
        if (job.State.IsFinal())
        {
            throw new NetBatchException(ErrorCode.IllegalState, $"The job '{jobId}' has ended ({job.State}).");
        }

        var alone = job.Owner is null || Abandoned(job);
        var stop = what is JobRequestKind.StopNow or JobRequestKind.StopAfterBatch;
        if (alone && !stop)
        {
            throw new NetBatchException(ErrorCode.IllegalState, $"Nobody runs the job '{jobId}'; it is {job.State} already.");
        }

        await Store.RequestAsync(jobId, what, Me, cancellationToken).ConfigureAwait(false);
        if (alone)
        {
            await RunAsync(jobId, null, false, cancellationToken).ConfigureAwait(false);
            await WaitAsync(jobId, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until a job stands still: ended, paused, or without an owner.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.LeaseLost"/>: it ran here, and another process has taken it over.</exception>
    public async Task<BatchJob> WaitAsync(string jobId, CancellationToken cancellationToken)
    {
        var here = running.GetValueOrDefault(jobId);
        var job = await WhenAsync(
            jobId,
            now => now.State.IsAtRest() || here is { IsCompleted: true } || TakenOver(now) is not null,
            cancellationToken).ConfigureAwait(false);
        if (TakenOver(job) is { } lost)
        {
            throw lost;
        }

        if (here is { IsFaulted: true })
        {
            await here.ConfigureAwait(false); // It failed here, which the caller has to hear.
        }

        return job;
    }

    /// <summary>That another process has taken over a job that ran here, as the error for whoever follows it; null: none has.</summary>
    /// <param name="job">The job as the store has it now.</param>
    public NetBatchException? TakenOver(BatchJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return epochs.Lost(job, running.GetValueOrDefault(job.Id));
    }

    /// <summary>Ids of the jobs that this process runs now.</summary>
    public IReadOnlyList<string> RunningNow => [.. running.Where(one => !one.Value.IsCompleted).Select(one => one.Key).Order(StringComparer.Ordinal)];

    /// <summary>Ends when this process has given a job up, with the state it left it in; null where it never ran it.</summary>
    public Task<JobState>? Running(string jobId) => running.GetValueOrDefault(jobId);

    private async Task<BatchJob> WhenAsync(string jobId, Func<BatchJob, bool> isSo, CancellationToken cancellationToken)
    {
        while (true)
        {
            var mark = await Store.MarkAsync(jobId, cancellationToken).ConfigureAwait(false);
            var job = await FindAsync(jobId, cancellationToken).ConfigureAwait(false);
            if (isSo(job))
            {
                return job;
            }

            await Store.WaitForChangeAsync(jobId, mark, TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The live report of a job.</summary>
    public Task<JobStatus> StatusAsync(string jobId, bool detailed, CancellationToken cancellationToken) =>
        status.ReadAsync(jobId, detailed, cancellationToken);

    /// <summary>One job.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.JobNotFound"/>.</exception>
    public async Task<BatchJob> FindAsync(string jobId, CancellationToken cancellationToken) =>
        await Store.FindAsync(jobId, cancellationToken).ConfigureAwait(false)
        ?? throw new NetBatchException(ErrorCode.JobNotFound, $"There is no job '{jobId}'.", "List them with Get-BatchJob (netbatch jobs).");

    /// <summary>Stops what runs here at its next safe point and leaves it resumable: this process is to end. The store stays open.</summary>
    public async Task LeaveAsync()
    {
        await exit.CancelAsync().ConfigureAwait(false);
        // Each job's own failure is told to whoever waits for that job; here only their ends count.
        Task all = Task.WhenAll(running.Values);
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Stops what runs here at its next safe point, leaves it resumable, and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        await LeaveAsync().ConfigureAwait(false);
        await EndNotifyingAsync().ConfigureAwait(false);
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

    private static bool Abandoned(BatchJob job) => job.State == JobState.Interrupted;

    private static string? BesideTheStore(string store, string name)
    {
        var folder = Path.Combine(Path.GetDirectoryName(store)!, name);
        return Directory.Exists(folder) ? folder : null;
    }

    private async Task DemandSecretsAsync(string jobId, Func<TargetRun, bool> needed, CancellationToken cancellationToken)
    {
        List<Target> targets = [];
        await foreach (var run in Store.ReadRunsAsync(jobId, new RunFilter(), cancellationToken).ConfigureAwait(false))
        {
            if (needed(run))
            {
                targets.Add(run.Target);
            }
        }

        await Secrets.DemandAsync(targets, cancellationToken).ConfigureAwait(false);
    }
}
