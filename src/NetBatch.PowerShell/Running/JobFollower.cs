using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>What of a job is written while it is followed.</summary>
internal sealed record FollowOptions
{
    /// <summary>Called for each result when its device has ended, in that order; null: results are not read.</summary>
    public Func<StepResult, Task>? Result { get; init; }

    /// <summary>Whether results are read with their outputs.</summary>
    public bool WithOutput { get; init; } = true;

    /// <summary>Called when all results that are there have been given; those of one device always come together.</summary>
    public Func<Task>? Read { get; init; }

    /// <summary>Called for each device that has ended and did not complete; null: not told.</summary>
    public Func<TargetRun, Task>? Failure { get; init; }

    /// <summary>Called when the job stands still, before anything is said of it: what a warning or an error stops has it then; null: not
    /// told.</summary>
    public Func<BatchJob, Task>? Job { get; init; }

    /// <summary>Whether Ctrl+C stops the job, or only the following.</summary>
    public bool StopsJob { get; init; } = true;

    /// <summary>Whether to show progress.</summary>
    public bool Progress { get; init; } = true;
}

/// <summary>Follows a job until it stands still: results and failures as they come, progress, and what Ctrl+C does.</summary>
internal sealed class JobFollower(IFollowed session, string jobId)
{
    // Commits of this process come every 50 ms; more often than this nobody reads.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly NetBatchHost host = session.Host;
    private readonly HashSet<(int Number, int Attempt)> told = [];
    private long after;
    private int unhappy;

    /// <summary>Follows with progress, writes the job at its end, and then the errors where it did not complete.</summary>
    public async Task ToEndAsync(CancellationToken cut, bool stopsJob = true)
    {
        var job = await FollowAsync(new FollowOptions { StopsJob = stopsJob, Job = session.WriteAsync }, cut);
        foreach (var error in await JobFailure.ReadAsync(host, job, session.StopsAtErrors, onlyWaits: !stopsJob, cut))
        {
            await session.ErrorAsync(error);
        }
    }

    /// <summary>Follows until the job stands still.</summary>
    /// <returns>The job as it stands then.</returns>
    public async Task<BatchJob> FollowAsync(FollowOptions what, CancellationToken cut)
    {
        var progress = what.Progress ? new JobProgress(session, jobId) : null;
        using var asked = session.AskBy();
        session.SayWhenCut(what.StopsJob ? Farewell.Stopping(jobId) : Farewell.GoesOn(jobId));
        try
        {
            var job = await LoopAsync(what, progress, cut);
            session.SayWhenCut(null);
            if (progress is not null)
            {
                await progress.CompleteAsync();
            }

            if (what.Job is not null)
            {
                await what.Job(job);
            }

            await SummaryAsync(job);
            return job;
        }
        catch (OperationCanceledException) when (what.StopsJob)
        {
            await StopAsync();
            throw;
        }
    }

    /// <summary>Says that the job's own state is the trouble: as an error, or as a warning where errors of its devices were written
    /// before.</summary>
    public Task OwnErrorAsync(BatchJob job)
    {
        if (!job.State.IsOfJob())
        {
            return Task.CompletedTask;
        }

        var error = JobFailure.Whole(job, []);
        return told.Count == 0 ? session.ErrorAsync(error)
            : session.WarnAsync($"{error.ErrorDetails.Message} {error.ErrorDetails.RecommendedAction}");
    }

    private async Task<BatchJob> LoopAsync(FollowOptions what, JobProgress? progress, CancellationToken cut)
    {
        while (true)
        {
            var mark = await host.Store.MarkAsync(jobId, cut);
            var job = await host.Store.GetAsync(jobId, cut);
            await session.NarrateAsync(job, cut);
            await ResultsAsync(what, cut);
            await FailuresAsync(what, job, cut);
            var here = host.Jobs.Running(jobId);
            if (!job.State.IsFinal() && here is { IsFaulted: true })
            {
                await here;
            }

            if (host.Jobs.TakenOver(job) is { } lost)
            {
                throw lost;
            }

            if (job.State.IsAtRest())
            {
                return job;
            }

            if (progress is not null)
            {
                await progress.ShowAsync(cut);
            }

            await host.Store.WaitForChangeAsync(jobId, mark, TimeSpan.FromSeconds(1), cut);
            await Task.Delay(Pause, host.Options.Time, cut);
        }
    }

    private async Task ResultsAsync(FollowOptions what, CancellationToken cut)
    {
        if (what.Result is null)
        {
            return;
        }

        await foreach (var result in host.Store.ReadResultsAsync(
            new ResultFilter { JobId = jobId, EndedOnly = true, After = after, WithOutput = what.WithOutput }, cut))
        {
            after = result.Sequence;
            await what.Result(result);
        }

        if (what.Read is not null)
        {
            await what.Read();
        }
    }

    private async Task FailuresAsync(FollowOptions what, BatchJob job, CancellationToken cut)
    {
        var now = job.Counts.Failures + job.Counts.Stopped + job.Counts.Interrupted;
        if (what.Failure is null || now == unhappy)
        {
            return;
        }

        unhappy = now;
        await foreach (var run in host.Store.ReadRunsAsync(jobId, new RunFilter { States = JobFailure.States }, cut))
        {
            if (JobFailure.IsTold(run) && told.Add((run.Number, run.Attempts)))
            {
                await what.Failure(run);
            }
        }
    }

    private async Task SummaryAsync(BatchJob job)
    {
        foreach (var trouble in await ParseFailure.ReadAsync(host.Store, jobId, CancellationToken.None))
        {
            await session.WarnAsync(trouble.ToString());
        }

        foreach (var warning in await JobWarnings.ReadAsync(host, jobId, job.CreatedAt, CancellationToken.None))
        {
            await session.WarnAsync(warning);
        }

        if (await NewHostKeys.ReadAsync(host, jobId, job.CreatedAt, CancellationToken.None) is { Count: > 0 } keys)
        {
            await session.WarnAsync(string.Join(Environment.NewLine, keys));
        }

        var missing = job.TotalTargets - job.Counts.Completed;
        if (missing > 0 && !job.State.IsOfJob())
        {
            var why = job.Message is null ? "" : $" {job.Message}";
            await session.WarnAsync(
                $"{missing} of {Counted.Of(job.TotalTargets, "target")} did not complete ({job.Counts}).{why} See Get-BatchResult "
                    + $"{job.Id} -Failed; begin them again with Invoke-BatchRetry {job.Id}.");
        }
    }

    /// <summary>Nothing new starts, what runs is cut and disconnected; a change that has begun ends at its safe point, also after the
    /// prompt is back.</summary>
    private async Task StopAsync()
    {
        try
        {
            await host.Jobs.RequestAsync(jobId, JobRequestKind.StopNow, CancellationToken.None);
            if (host.Jobs.Running(jobId) is { } running)
            {
                await running.WaitAsync(NetBatchCommand.Grace, host.Options.Time);
            }

            session.SayWhenCut(Farewell.Of(await host.Store.GetAsync(jobId, CancellationToken.None)));
        }
        catch (Exception problem) when (problem is TimeoutException or NetBatchException)
        {
            // The prompt comes back all the same; the job's own state tells the rest.
        }
    }
}
