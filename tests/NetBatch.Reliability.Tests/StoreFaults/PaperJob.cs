using System.Text.Json;
using NetBatch.Hosting;
using NetBatch.Store;
using NetBatch.Store.Sqlite;

namespace NetBatch.Reliability.Tests.StoreFaults;

/// <summary>A job of <see cref="PaperWork"/> on a store of its own, run by one process after another, all of which are this one.</summary>
internal sealed class PaperJob(string path, int targets = 3)
{
    private static readonly Requester Me = new("ann", "desk", 4711, "tests");
    private readonly PaperWork work = new();
    private readonly Guid own = Guid.NewGuid();

    /// <summary>How long its way may take, so that one that hangs is found.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What reached the targets.</summary>
    public IReadOnlyList<(string Target, string Line)> Paper => [.. work.Paper];

    /// <summary>The job, once the store has said that it is kept.</summary>
    public string? Id { get; private set; }

    /// <summary>What was shown of it.</summary>
    public IReadOnlyList<StepResult> Shown { get; private set; } = [];

    /// <summary>Opens the store as a process that is dead afterwards.</summary>
    public Task<SqliteJobStore> OpenAsDyingAsync() => SqliteJobStore.OpenAsync(
        new SqliteStoreOptions { Path = path, Identity = new ProcessIdentity(HostIdentity.Current(), 99_999_999, 1) }, default);

    /// <summary>Makes the job, goes through it and looks at it.</summary>
    public async Task RunAsync(SqliteJobStore store)
    {
        var spec = new JobSpec
        {
            Name = "paper",
            Work = new WorkSpec("paper", 1, JsonElement.Parse("{}")),
            Rules = new JobRules { BatchSize = BatchSize.Parse("2") },
            // Its own: a crowd's jobs would else lock each other out.
            Targets = [.. Enumerable.Range(1, targets).Select(number => new Target { Id = $"{own:n}-{number}", Name = $"t{number}" })],
        };
        var job = await store.CreateAsync(spec, new JobValidator(Kinds).Plan(spec), Me, default);
        Id = job.Id;
        await GoOnAsync(store, null);
        Shown = await store.ReadResultsAsync(new ResultFilter { JobId = Id, AllAttempts = true }, default).ToListAsync();
    }

    /// <summary>Takes the job and goes through it to its end.</summary>
    public async Task<JobState> GoOnAsync(SqliteJobStore store, RunStart? start)
    {
        var ownership = await store.TakeAsync(Id!, Me, false, default)
            ?? throw new InvalidOperationException("the job is owned, and its owner is dead");
        var runner = new JobRunner(store, Kinds, new LocalExecutor(Kinds, new SecretSources(), TimeProvider.System),
            _ => Task.CompletedTask, TimeProvider.System, new Random(1));
        return await runner.RunAsync(ownership, start, default).WaitAsync(Patience);
    }

    private WorkCatalog Kinds => new([work]);
}
