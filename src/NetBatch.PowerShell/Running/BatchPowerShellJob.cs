using System.Management.Automation;
using System.Runtime.CompilerServices;
using NetBatch.Hosting;
using ShellState = System.Management.Automation.JobState;

namespace NetBatch.Commands;

/// <summary>A NetBatch job as one of PowerShell's own: results are its output, devices that failed its errors.</summary>
/// <remarks>It only follows: what it shows is in the store, and the NetBatch job stays when this one is removed. It is no Job2, whose
/// Receive-Job -AutoRemoveJob works for jobs of a registered source alone; PowerShell 7 has no cmdlet for what such a job could more.
/// </remarks>
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

    /// <summary>The NetBatch job's id: what the module's cmdlets take of an object in the pipeline.</summary>
    public string JobId => jobId;

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
        Blocking.Wait(AskAsync(JobRequestKind.StopNow), NetBatchCommand.Grace);
        Blocking.Wait(following, NetBatchCommand.Grace);
    }

    public Task WriteAsync(object one) => Add(() => Output.Add(PSObject.AsPSObject(one)));

    /// <inheritdoc/>
    public bool StopsAtErrors => false;

    public Task ErrorAsync(ErrorRecord record) => Add(() => Error.Add(record));

    // Its streams are gathered in memory until somebody receives them.
    public Task NarrateAsync(BatchJob job, CancellationToken cut) => Task.CompletedTask;

    // Whoever removes it, or stops it, has its id.
    public void SayWhenCut(string? text)
    {
    }

    public IDisposable? AskBy() => null;

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
            var what = new FollowOptions { Result = WriteAsync, Failure = run => ErrorAsync(run.ToRecord()), StopsJob = false };
            var follower = new JobFollower(this, jobId);
            var job = await follower.FollowAsync(what, removed.Token);
            while (job.State == JobState.Paused)
            {
                End(job);
                await GoesOnAsync(removed.Token);
                SetJobState(ShellState.Running);
                job = await follower.FollowAsync(what, removed.Token);
            }

            await follower.OwnErrorAsync(job);
            End(job);
        }
        catch (ObjectDisposedException) when (!removed.IsCancellationRequested)
        {
            // The module was removed and has interrupted what ran in it; whoever waits for this job must not wait for ever.
            await EndElsewhereAsync();
        }
        catch (OperationCanceledException)
        {
            // It was removed; the NetBatch job goes on.
        }
        catch (NetBatchException problem)
        {
            var error = problem.ToRecord(jobId);
            await ErrorAsync(error);
            SetJobState(this, ShellState.Failed, error.Exception);
        }
    }

    // Who resumes the NetBatch job does not have to know of this one.
    private async Task GoesOnAsync(CancellationToken cut)
    {
        var mark = await Host.Store.MarkAsync(jobId, cut);
        while ((await Host.Store.GetAsync(jobId, cut)).State == JobState.Paused)
        {
            await Host.Store.WaitForChangeAsync(jobId, mark, TimeSpan.FromSeconds(1), cut);
            mark = await Host.Store.MarkAsync(jobId, cut);
        }
    }

    private async Task EndElsewhereAsync()
    {
        try
        {
            var job = await HostRegistry.OfProcess.ReadAsync(Host, jobId);
            End(job ?? throw new NetBatchException(ErrorCode.JobNotFound, $"The job {jobId} is not there any more."));
        }
        catch (NetBatchException problem)
        {
            SetJobState(this, ShellState.Failed, problem.ToRecord(jobId).Exception);
        }
    }

    // As it stands: a paused one may go on.
    private void End(BatchJob job)
    {
        var reason = job.State == JobState.Completed ? null : JobFailure.Whole(job, []).Exception;
        SetJobState(
            this,
            job.State switch
            {
                JobState.Completed or JobState.Partial => ShellState.Completed,
                JobState.Stopped => ShellState.Stopped,
                JobState.Paused => ShellState.Suspended,
                _ => ShellState.Failed,
            },
            reason);
    }

    // The reference assembly is older than the reason of a state.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "SetJobState")]
    private static extern void SetJobState(Job job, ShellState state, Exception? reason);

    private async Task AskAsync(JobRequestKind what)
    {
        try
        {
            await Host.Jobs.RequestAsync(jobId, what, CancellationToken.None).ConfigureAwait(false);
        }
        catch (NetBatchException)
        {
            // It has ended just then.
        }
    }
}
