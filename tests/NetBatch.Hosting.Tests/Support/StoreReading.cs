namespace NetBatch.Hosting.Tests.Support;

/// <summary>Reads a store as a test needs it.</summary>
internal static class StoreReading
{
    public static Task<List<StepResult>> ResultsAsync(this NetBatchHost host, string job, bool allAttempts = false) =>
        host.Store.ReadResultsAsync(new ResultFilter { JobId = job, AllAttempts = allAttempts }, CancellationToken.None).ToListAsync()
            .AsTask();

    public static Task<List<TargetRun>> RunsAsync(this NetBatchHost host, string job, params TargetState[] states) =>
        host.Store.ReadRunsAsync(job, new RunFilter { States = states }, CancellationToken.None).ToListAsync().AsTask();

    public static Task<List<AttemptRecord>> AttemptsAsync(this NetBatchHost host, string job) =>
        host.Store.ReadAttemptsAsync(job, null, CancellationToken.None).ToListAsync().AsTask();

    public static Task<List<BatchJob>> JobsAsync(this NetBatchHost host) =>
        host.Store.ListAsync(new JobFilter(), CancellationToken.None).ToListAsync().AsTask();

    public static Task<BatchJob> JobAsync(this NetBatchHost host, string job) => host.Store.GetAsync(job, CancellationToken.None);

    /// <summary>The errors and how often each came, for a failed test's message.</summary>
    public static string Errors(this IEnumerable<TargetRun> runs) =>
        string.Join('\n', runs.GroupBy(run => $"{run.State} {run.Error?.Code}")
            .Select(group => $"{group.Count()} x {group.Key}, as {group.First().Name}: {group.First().Error}"));

    /// <summary>Waits until the job is as it is looked for.</summary>
    public static async Task<BatchJob> UntilAsync(this NetBatchHost host, string job, Func<BatchJob, bool> holds)
    {
        BatchJob? now = null;
        (await Fleet.WithinAsync(TimeSpan.FromSeconds(90), async () => holds(now = await host.JobAsync(job))))
            .ShouldBeTrue($"the job stays {now?.State} ({now?.Counts})");
        return now!;
    }
}
