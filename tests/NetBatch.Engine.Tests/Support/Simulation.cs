using System.Runtime;
using System.Text.Json;
using NetBatch.Testing;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace NetBatch.Engine.Tests.Support;

/// <summary>A job on a fake fleet under a fake clock that jumps to the next timer whenever nothing else is to be done.</summary>
internal sealed class Simulation
{
    public Simulation(JobRules rules, IReadOnlyList<Target> targets, Func<Target, int, Script>? script = null, bool changes = false,
        Func<LocalExecutor, TimeProvider, ITargetExecutor>? executor = null, Func<TimeProvider, WorkKind>? kind = null)
    {
        Rules = rules;
        Fleet = new FakeFleet(Time, script ?? ((_, _) => new Script()));
        Spec = new JobSpec
        {
            Name = "test",
            Work = new WorkSpec("fake", 1, JsonSerializer.SerializeToElement(new { changes })),
            Rules = rules,
            Targets = targets,
        };
        Catalog = new WorkCatalog([kind?.Invoke(Time) ?? Fleet]);
        Plan = new JobValidator(Catalog).Plan(Spec);
        Store = new MemoryStore(Spec, Plan);
        var local = new LocalExecutor(Catalog, new NoSecrets(), Time);
        Runner = new JobRunner(Store, Catalog, executor?.Invoke(local, Time) ?? local, _ => Task.CompletedTask, Time, new Random(1));
    }

    private long compiledBefore;

    /// <summary>After so much fake time the clock rests for two real milliseconds: for tests that ask what happens within a
    /// timeout.</summary>
    public TimeSpan RestEvery { get; init; } = TimeSpan.FromSeconds(5);

    public FakeTime Time { get; } = new();

    public JobRules Rules { get; }

    public JobSpec Spec { get; }

    public JobPlan Plan { get; }

    public WorkCatalog Catalog { get; }

    public FakeFleet Fleet { get; }

    public MemoryStore Store { get; }

    public JobRunner Runner { get; }

    public static IReadOnlyList<Target> Targets(int count, Func<int, Dictionary<string, string>>? labels = null) =>
        [.. Enumerable.Range(1, count)
            .Select(number => new Target { Id = $"t{number}", Name = $"t{number}", Labels = labels?.Invoke(number) ?? [] })];

    public Task<JobState> RunAsync(RunStart? start = null) => DriveAsync(Runner.RunAsync(Store.Take(), start, CancellationToken.None));

    /// <summary>Lets time pass until a task has ended.</summary>
    /// <param name="task">The task.</param>
    /// <param name="each">Called before every jump of the clock.</param>
    public async Task<T> DriveAsync<T>(Task<T> task, Action? each = null)
    {
        var rested = Time.GetUtcNow();
        for (var jumps = 0; !task.IsCompleted; jumps++)
        {
            await SettleAsync();
            if (Time.GetUtcNow() - rested >= RestEvery)
            {
                // On a busy machine a thread may be away for longer than the clock needs to run through a timeout.
                rested = Time.GetUtcNow();
                await Task.Delay(2);
            }

            each?.Invoke();
            if (task.IsCompleted)
            {
                break;
            }

            if (!Time.AdvanceToNext())
            {
                (await Task.WhenAny(task, NewTimerAsync()) is Task<bool> { Result: false }).ShouldBeFalse(
                    "the job hangs: nothing is due and it has not ended");
            }

            jumps.ShouldBeLessThan(100_000, "the job hangs: the clock goes on and on and it does not end");
        }

        return await task;
    }

    /// <summary>Returns when the thread pool has done nothing else for a few turns (tests of this assembly do not run side by
    /// side).</summary>
    private async Task SettleAsync()
    {
        // A jump that comes too early all the same only makes a step seem slow; the rules have to hold then, too.
        const int Turns = 6;
        for (var quiet = 0; quiet < 3; quiet++)
        {
            var done = ThreadPool.CompletedWorkItemCount;
            for (var turn = 0; turn < Turns; turn++)
            {
                await Task.Yield();
            }

            // A method that is compiled for the first time keeps its thread for milliseconds without a sign.
            var compiled = JitInfo.GetCompiledMethodCount();
            if (compiled != compiledBefore)
            {
                compiledBefore = compiled;
                await Task.Delay(3);
                quiet = -1;
            }
            else if (ThreadPool.PendingWorkItemCount > 0 || ThreadPool.CompletedWorkItemCount - done > Turns)
            {
                quiet = -1;
            }
        }
    }

    /// <summary>Whether within a real second some thread sets a timer: it was only slow, and the job does not hang.</summary>
    private async Task<bool> NewTimerAsync()
    {
        for (var wait = 0; wait < 200; wait++)
        {
            await Task.Delay(5);
            if (Time.Waiting > 0)
            {
                return true;
            }
        }

        return false;
    }

    internal sealed class NoSecrets : ISecretResolver
    {
        public ValueTask<Secret?> ResolveAsync(CredentialReference reference, CancellationToken cancellationToken) => new((Secret?)null);
    }
}
