using System.Diagnostics;
using NetBatch.Hosting.Tests.Remediations;
using NetBatch.Hosting.Tests.Support;

namespace NetBatch.Reliability.Tests.Kills;

/// <summary>The owners of one job, one after the other, each killed at a random moment but the last.</summary>
internal sealed class KilledOwner(RemediationBench bench, Random random)
{
    private const int MostOwners = 12;

    /// <summary>How many were killed.</summary>
    public int Kills { get; private set; }

    /// <summary>How many of them while devices were connected.</summary>
    public int WhileWorking { get; private set; }

    /// <summary>What was seen in the store on the way.</summary>
    public Dictionary<long, StepResult> Shown { get; } = [];

    /// <summary>Lets processes own the job until it stands still.</summary>
    /// <param name="arguments">What the first of them does; it makes the job, or takes the one given.</param>
    /// <param name="job">The job where there is one already.</param>
    /// <param name="kills">How many are killed.</param>
    /// <param name="own">Whether the job is run by the process that is started, and not by one of its own.</param>
    /// <returns>The job; null: killed before there was one.</returns>
    public async Task<string?> WearOutAsync(string[] arguments, string? job, int kills, bool own)
    {
        var before = (await bench.Host.JobsAsync()).Select(one => one.Id).ToHashSet();
        var first = true;
        for (var owners = 0; owners < MostOwners; owners++)
        {
            await using var owner = bench.Fleet.Start(first ? arguments : ["resume", job!]);
            if (kills == 0)
            {
                await owner.ExitAsync();
            }
            else
            {
                await MomentAsync(owner, job, before, own || !first);
                job ??= await NewAsync(before);
                await KillAsync(owner, own || !first ? null : job);
                kills--;
            }

            job ??= await NewAsync(before);
            if (job is null)
            {
                return null;
            }

            first = false;
            (await bench.Host.ResultsAsync(job, allAttempts: true)).ForEach(result => Shown.TryAdd(result.Sequence, result));
            var now = await bench.Host.JobAsync(job);
            if (now.State.IsFinal())
            {
                return job;
            }

            if (owner.HasExited && kills == 0 && now.Owner is not null && now.State != JobState.Interrupted)
            {
                await bench.Host.UntilAsync(job, one => one.State.IsAtRest());
                return job;
            }
        }

        throw new InvalidOperationException($"{job} does not end: {await bench.Host.JobAsync(job!)}");
    }

    private async Task KillAsync(NetBatchProcess owner, string? detached)
    {
        WhileWorking += bench.Lab.Counts.CurrentConnections > 0 ? 1 : 0;
        if (detached is not null && (await bench.Host.JobAsync(detached)).Owner is { } there && there.ProcessId != owner.Id)
        {
            try
            {
                using var other = Process.GetProcessById(there.ProcessId);
                other.Kill();
                await other.WaitForExitAsync();
                Kills++;
            }
            catch (ArgumentException)
            {
                // It has just ended by itself.
            }

            await owner.ExitAsync();
        }
        else if (owner.HasExited)
        {
            await owner.ExitAsync();
        }
        else
        {
            Kills++;
            await owner.KillAsync();
        }
    }

    private async Task<string?> NewAsync(HashSet<string> before) =>
        (await bench.Host.JobsAsync()).Select(one => one.Id).FirstOrDefault(id => !before.Contains(id));

    /// <summary>A random moment: now and then while the program starts or takes the job, mostly while devices are worked on.</summary>
    private async Task MomentAsync(NetBatchProcess owner, string? job, HashSet<string> before, bool own)
    {
        var kind = random.Next(8);
        var sessions = bench.Lab.Counts.TotalSessions;
        bool Over() => own && owner.HasExited;
        if (kind > 0)
        {
            bool Owned(BatchJob one) => (job is null ? !before.Contains(one.Id) : one.Id == job) && one.Owner is { } there
                && (!own || there.ProcessId == owner.Id);
            await Fleet.WithinAsync(TimeSpan.FromSeconds(60), async () => Over() || (await bench.Host.JobsAsync()).Any(Owned));
        }

        if (kind > 2)
        {
            await Fleet.WithinAsync(TimeSpan.FromSeconds(20), () => Over() || bench.Lab.Counts.TotalSessions > sessions);
        }

        await Task.Delay(random.Next(900));
    }
}
