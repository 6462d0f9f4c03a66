using System.Text;

namespace NetBatch.Store.Sqlite.Tests;

/// <summary>What a process of its own does with the store until a test ends it.</summary>
internal static class Victim
{
    private static readonly Requester Who = new("victim", "here", Environment.ProcessId, "test");

    /// <summary>Owns a job and works without end; prints what was acknowledged, and LOST when the job was taken.</summary>
    public static async Task<int> OwnAsync(string path, string jobId)
    {
        var store = await SqliteJobStore.OpenAsync(new SqliteStoreOptions { Path = path }, default);
        var owner = await store.TakeAsync(jobId, Who, false, default) ?? throw new InvalidOperationException("Owned.");
        await owner.WriteAsync(new JobChanged(JobState.Running));
        var tasks = Enumerable.Range(1, (await store.FindAsync(jobId, default))!.TotalTargets).Select(number => WorkAsync(owner, number));
        try
        {
            await Task.WhenAll(tasks);
            return 0;
        }
        catch (NetBatchException problem) when (problem.Code == ErrorCode.LeaseLost)
        {
            Say("LOST");
            return 3;
        }
    }

    /// <summary>Prints READY, then CHANGED when the job changes.</summary>
    public static async Task<int> WatchAsync(string path, string jobId)
    {
        await using var store = await SqliteJobStore.OpenAsync(new SqliteStoreOptions { Path = path }, default);
        var mark = await store.MarkAsync(jobId, default);
        Say("READY");
        await store.WaitForChangeAsync(jobId, mark, TimeSpan.FromSeconds(30), default);
        Say(await store.MarkAsync(jobId, default) != mark ? "CHANGED" : "SAME");
        return 0;
    }

    /// <summary>Attempt after attempt at one target: a Change with output, acknowledged line by line.</summary>
    private static async Task WorkAsync(IJobOwnership owner, int number)
    {
        for (var attempt = 1; ; attempt++)
        {
            await owner.WriteAsync(new AttemptStarted(number, attempt));
            await owner.WriteAsync(new ChangeBegun(1, $"change {attempt}") { Number = number, Attempt = attempt, Report = 1 });
            Say($"BEGUN {number} {attempt}");
            await owner.WriteAsync(
                new StepOutput(1, Encoding.UTF8.GetBytes($"output {number} {attempt}")) { Number = number, Attempt = attempt, Report = 2 });
            await owner.WriteAsync(
                new StepEnded(1, $"change {attempt}", StepEffect.Change, default, null, null, false) { Number = number,
                    Attempt = attempt, Report = 3 });
            Say($"STEP {number} {attempt}");
            await owner.WriteAsync(
                new AttemptEnded(TargetState.Failed, new RunError(ErrorCode.WorkFailed, "Again.")) { Number = number, Attempt = attempt,
                    Report = 4, WillRetry = true });
            Say($"ENDED {number} {attempt}");
        }
    }

    private static void Say(string line)
    {
        lock (Who)
        {
            Console.Out.WriteLine(line);
            Console.Out.Flush();
        }
    }
}
