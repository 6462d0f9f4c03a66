using System.Text.Json;
using NetBatch.Hosting;

namespace NetBatch.Frr.Tests.Support;

/// <summary>Runs jobs as a front end does and reads them back from the store.</summary>
/// <param name="folder">Where its store goes.</param>
internal sealed class Batch(string folder) : IAsyncDisposable
{
    private readonly string _store = Path.Combine(folder, $"store-{Guid.NewGuid():N}", "store.db");
    private NetBatchHost? _host;

    /// <summary>Runs the kind <c>command</c>.</summary>
    public Task<Outcome> CommandsAsync(IEnumerable<Device> devices, params string[] commands) =>
        RunAsync("command", new { commands }, devices);

    /// <summary>Runs commands that may change.</summary>
    public Task<Outcome> ChangesAsync(IEnumerable<Device> devices, params string[] commands) =>
        RunAsync("command", new { commands, allowChange = true }, devices);

    /// <summary>Runs the kind <c>config</c>.</summary>
    public Task<Outcome> ConfigAsync(IEnumerable<Device> devices, bool save, params string[] lines) =>
        RunAsync("config", new { lines, save }, devices);

    /// <summary>Runs the kind <c>backup</c>.</summary>
    public Task<Outcome> BackupAsync(IEnumerable<Device> devices) => RunAsync("backup", new { }, devices);

    /// <summary>The kept versions of a device, the newest first.</summary>
    public async Task<List<ConfigVersion>> VersionsAsync(string device) =>
        await _host!.Configs.ReadAsync(new ConfigVersionFilter { Devices = [device] }, default).ToListAsync();

    /// <summary>The newest version, with the line ends of this system.</summary>
    public async Task<string> TextAsync(string device) =>
        (await _host!.Configs.ShowAsync(device, null, null, includeSecret: true, default)).Text.Replace("\r\n", "\n",
            StringComparison.Ordinal);

    /// <summary>Computes what turns a router's running config into another.</summary>
    public async Task<Outcome> RemediationAsync(Device device, string intended) => await RunAsync(new JobSpec
    {
        Name = "real", Work = new WorkSpec("remediation", 1, JsonSerializer.SerializeToElement(new { intended })), Targets = [device],
    });

    /// <summary>Applies what a job has computed.</summary>
    public async Task<Outcome> ApplyAsync(Outcome computed) =>
        await RunAsync(await _host!.Remediations.ApplyAsync(computed.Job.Id, new ApplyOptions { MaxDeletePercent = 100 },
            CancellationToken.None));

    /// <summary>Undoes what a job has applied.</summary>
    public async Task<Outcome> UndoAsync(Outcome applied) =>
        await RunAsync(await _host!.Remediations.UndoAsync(applied.Job.Id, new ApplyOptions(), CancellationToken.None));

    /// <summary>Runs the kind <c>command</c> with outputs parsed.</summary>
    public Task<Outcome> ParsedAsync(IEnumerable<Device> devices, params string[] commands) =>
        RunAsync("command", new { commands, parse = true }, devices);

    /// <summary>What differs between the rows of two jobs.</summary>
    public async Task<StateCheckResult> CompareAsync(Outcome before, Outcome after) =>
        StateCheck.Compare(await CaptureAsync(before), await CaptureAsync(after), null, null, missingIsEmpty: false);

    /// <summary>The rows of a job as one stream.</summary>
    public async Task<List<object?[]>> RowsAsync(Outcome outcome)
    {
        var rows = await AggregatedRows.OpenAsync(_host!.Store, new RowFilter { JobId = outcome.Job.Id }, partial: false, default);
        return await rows.ReadAsync(default).ToListAsync();
    }

    private Task<StateCapture> CaptureAsync(Outcome outcome) =>
        StateCapture.OfJobAsync(_host!.Store, new RowFilter { JobId = outcome.Job.Id }, default);

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    private Task<Outcome> RunAsync(string kind, object args, IEnumerable<Device> devices) => RunAsync(new JobSpec
    {
        Name = "real", Work = new WorkSpec(kind, 1, JsonSerializer.SerializeToElement(args)), Targets = [.. devices],
    });

    private async Task<Outcome> RunAsync(JobSpec spec)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        _host ??= await NetBatchHost.OpenAsync(new HostOptions { Program = "tests", StorePath = _store }, limit.Token);
        // A loaded machine may need long for a key exchange; what a test waits for is the router's answer.
        var rules = new JobRules
        {
            BatchSize = BatchSize.Parse("2"),
            ConnectTimeout = TimeSpan.FromSeconds(60),
            LoginTimeout = TimeSpan.FromSeconds(90),
            StepTimeout = TimeSpan.FromSeconds(60),
        };
        var job = await _host.Jobs.StartAsync(spec with { Rules = rules }, limit.Token);
        job = await _host.Jobs.WaitAsync(job.Id, limit.Token);
        return new Outcome(
            job,
            await _host.Store.ReadRunsAsync(job.Id, new RunFilter(), limit.Token).ToListAsync(limit.Token),
            await _host.Store.ReadResultsAsync(new ResultFilter { JobId = job.Id }, limit.Token).ToListAsync(limit.Token));
    }
}

/// <summary>A job that has ended.</summary>
internal sealed record Outcome(BatchJob Job, IReadOnlyList<TargetRun> Runs, IReadOnlyList<StepResult> Results)
{
    /// <summary>What went wrong, for the message of an assertion.</summary>
    public string Trouble => string.Join(" | ", Runs.Where(run => run.Error is not null).Select(run => $"{run.Name}: {run.Error}"));

    /// <summary>The output of a command on a device, with the line ends of this system.</summary>
    public string Output(string device, string command) =>
        Step(device, command).Output!.Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>The result of a command on a device.</summary>
    public StepResult Step(string device, string command) =>
        Results.Single(result => result.Name == device && result.Command == command);

    /// <summary>The job, if every device completed.</summary>
    public Outcome Completed()
    {
        Job.State.ShouldBe(JobState.Completed, Trouble);
        return this;
    }

    /// <summary>The error of its only device, which is that it rejected something.</summary>
    public RunError Rejected()
    {
        Job.State.ShouldBe(JobState.Failed, Trouble);
        var error = Runs.Single().Error.ShouldNotBeNull();
        error.Code.ShouldBe(ErrorCode.CommandRejected, Trouble);
        return error;
    }
}
