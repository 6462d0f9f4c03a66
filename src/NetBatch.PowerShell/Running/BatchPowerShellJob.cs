using System.Management.Automation;
using NetBatch.Hosting;
using ShellState = System.Management.Automation.JobState;

namespace NetBatch.Commands;

/// <summary>A NetBatch job as one of PowerShell's own: results are its output, devices that failed its errors.</summary>
/// <remarks>It only follows: what it shows is in the store, and the NetBatch job stays when this one is removed.</remarks>
internal sealed class BatchPowerShellJob : Job, IFollowed
{
    private readonly CancellationTokenSource removed = new();
    private readonly string jobId;
    private Task following = Task.CompletedTask;

    public BatchPowerShellJob(NetBatchHost host, BatchJob job, string command, string? name)
        : base(command, name ?? job.Id)
    {
        Host = host;
        jobId = job.Id;
        PSJobTypeName = "NetBatch";
    }

    public NetBatchHost Host { get; }

    public override bool HasMoreData => Output.Count > 0 || Error.Count > 0 || Warning.Count > 0 || Progress.Count > 0;

    /// <summary>Where it runs is what a person looks for under this heading: the NetBatch job.</summary>
    public override string Location => jobId;

    public override string StatusMessage => JobStateInfo.Reason?.Message ?? "";

    /// <summary>Begins to follow; the job runs already.</summary>
    public void Follow()
    {
        SetJobState(ShellState.Running);
        following = FollowAsync();
    }

    /// <summary>Stops the job now, at safe points.</summary>
    public override void StopJob()
    {
        // PowerShell calls this on a thread of its own choosing and expects the end when it returns.
        SetJobState(ShellState.Stopping);
        Blocking.Wait(StopAsync(), NetBatchCommand.Grace);
        Blocking.Wait(following, NetBatchCommand.Grace);
    }

    public Task WriteAsync(object one) => Add(() => Output.Add(PSObject.AsPSObject(one)));

    public Task WarnAsync(string message) => Add(() => Warning.Add(new WarningRecord(message)));

    public Task ProgressAsync(params ProgressRecord[] records) => Add(() => Array.ForEach(records, Progress.Add));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            removed.Cancel();
            Blocking.Wait(following, NetBatchCommand.Grace);
            removed.Dispose();
        }

        base.Dispose(disposing);
    }

    private Task Add(Action add)
    {
        if (!removed.IsCancellationRequested)
        {
            add();
        }

        return Task.CompletedTask;
    }

    private async Task FollowAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            var what = new FollowWhat { Result = WriteAsync, Failure = run => Add(() => Error.Add(run.ToRecord())), StopsJob = false };
            var job = await new JobFollower(this, jobId).FollowAsync(what, removed.Token);
            SetJobState(job.State switch
            {
                JobState.Completed or JobState.Partial => ShellState.Completed,
                JobState.Stopped => ShellState.Stopped,
                JobState.Paused => ShellState.Suspended,
                _ => ShellState.Failed,
            });
        }
        catch (OperationCanceledException)
        {
            // It was removed; the NetBatch job goes on.
        }
        catch (NetBatchException problem)
        {
            await Add(() => Error.Add(problem.ToRecord(jobId)));
            SetJobState(ShellState.Failed);
        }
    }

    private async Task StopAsync()
    {
        try
        {
            await Host.Jobs.RequestAsync(jobId, JobRequestKind.StopNow, CancellationToken.None).ConfigureAwait(false);
        }
        catch (NetBatchException)
        {
            // It has ended just then.
        }
    }
}
