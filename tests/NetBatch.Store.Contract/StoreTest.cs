using System.Text.Json;

namespace NetBatch.Store.Tests;

/// <summary>A store to ask, and words to fill it with. What kind of store, the other part says: that of each engine's tests.</summary>
public abstract partial class StoreTest : IAsyncLifetime
{
    internal static readonly Requester Me = new("ann", "desk", 4711, "test");

    /// <summary>Another account, of a domain.</summary>
    internal const string Other = @"CORP\bob@corp";
    internal static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
    internal static readonly RunError SomeError = new(ErrorCode.CommandRejected, "% Invalid input", "Look.");

    internal FakeTime Time { get; } = new();

    /// <summary>A store as another process would hold it; not a living one unless told so.</summary>
    internal Task<IJobStore> OpenAsAsync(string host, int pid = 99_999_999, long started = 1) =>
        OpenAsync(options => options with { Identity = new ProcessIdentity(HostOf(host), pid, started) });

    /// <summary>A store of a process on this host that is dead already.</summary>
    internal Task<IJobStore> OpenAsDeadAsync() =>
        OpenAsync(options => options with { Identity = new ProcessIdentity(HostIdentity.Current(), 99_999_999, 1) });

    internal static HostIdentity HostOf(string name) => new(name, name, "boot", "pid:[1]");

    internal static JobSpec Spec(string name = "job", string kind = "command") =>
        new() { Name = name, Work = new WorkSpec(kind, 1, JsonDocument.Parse("""{"commands":["show version"]}""").RootElement) };

    internal static JobPlan Plan(int targets, int batch = 10)
    {
        var all = Enumerable.Range(1, targets)
            .Select(Target (number) =>
                new Device { Id = $"r{number}", Name = $"r{number}", Address = $"10.0.0.{number}", Platform = "cisco_ios" }).ToList();
        var batches = new List<PlannedBatch>();
        for (var first = 1; first <= targets; first += batch)
        {
            batches.Add(new PlannedBatch(batches.Count + 1, first, Math.Min(batch, targets - first + 1), false));
        }

        return new JobPlan(all, batches);
    }

    internal async Task<BatchJob> CreateAsync(int targets = 3, int batch = 10, string name = "job") =>
        await Store.CreateAsync(Spec(name), Plan(targets, batch), Me, default);

    /// <summary>A job that a store's process owns and runs.</summary>
    internal static async Task<IJobOwnership> RunAsync(IJobStore store, string jobId)
    {
        var owner = (await store.TakeAsync(jobId, Me, false, default)).ShouldNotBeNull();
        await owner.WriteAsync(new JobChanged(JobState.Running) { At = Noon });
        return owner;
    }

    /// <summary>An attempt with one step, that ends well.</summary>
    internal static async Task CompleteAsync(IJobOwnership owner, int number, int attempt = 1, string output = "ok",
        string command = "show version")
    {
        _ = owner.WriteAsync(new AttemptStarted(number, attempt) { At = Noon });
        _ = owner.WriteAsync(
            new PhaseEntered(TargetState.Connected) { At = Noon.AddSeconds(1), Number = number, Attempt = attempt, Report = 1 });
        _ = StepAsync(owner, number, attempt, 1, output, command);
        await owner.WriteAsync(
            new AttemptEnded(TargetState.Completed, null) { At = Noon.AddSeconds(4), Number = number, Attempt = attempt });
    }

    internal static Task StepAsync(
        IJobOwnership owner, int number, int attempt, int step, string output = "ok", string command = "show version",
        StepEffect effect = StepEffect.Read, RunError? error = null)
    {
        _ = owner.WriteAsync(
            new StepOutput(step, System.Text.Encoding.UTF8.GetBytes(output)) { At = Noon.AddSeconds(2), Number = number,
                Attempt = attempt });
        return owner.WriteAsync(new StepEnded(step, command, effect, TimeSpan.FromSeconds(1), error, null, false)
        {
            At = Noon.AddSeconds(3), Number = number, Attempt = attempt,
        });
    }

    /// <summary>A target in the middle of a Change.</summary>
    internal static async Task BeginChangeAsync(IJobOwnership owner, int number, string? device = null)
    {
        _ = owner.WriteAsync(new AttemptStarted(number, 1) { At = Noon });
        if (device is not null)
        {
            (await owner.LockAsync(device, number, default)).ShouldBeTrue();
        }

        _ = owner.WriteAsync(new PhaseEntered(TargetState.Executing) { At = Noon, Number = number, Attempt = 1, Report = 1 });
        await owner.WriteAsync(new ChangeBegun(1, "hostname x") { At = Noon, Number = number, Attempt = 1, Report = 2 });
    }

    internal async Task<TargetRun> RunOfAsync(string jobId, int number) =>
        (await ListAsync(Store.ReadRunsAsync(jobId, new RunFilter(), default))).Single(run => run.Number == number);

    internal async Task<BatchJob> JobAsync(string jobId) => (await Store.FindAsync(jobId, default)).ShouldNotBeNull();

    internal async Task<List<StepResult>> ResultsAsync(ResultFilter filter) => await ListAsync(Store.ReadResultsAsync(filter, default));

    internal static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> source)
    {
        var list = new List<T>();
        await foreach (var item in source)
        {
            list.Add(item);
        }

        return list;
    }

    internal static async Task<ErrorCode> CodeOfAsync(Func<Task> action) => (await Should.ThrowAsync<NetBatchException>(action)).Code;

    /// <summary>Ends when a token is cancelled, which happens on another thread.</summary>
    internal static async Task CancelledAsync(CancellationToken token)
    {
        var done = new TaskCompletionSource();
        await using var _ = token.Register(() => done.SetResult());
        await done.Task.WaitAsync(TimeSpan.FromSeconds(20), CancellationToken.None);
    }
}
