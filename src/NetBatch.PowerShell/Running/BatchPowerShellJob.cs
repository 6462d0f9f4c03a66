using System.Management.Automation;
using System.Runtime.CompilerServices;
using NetBatch.Hosting;
using ShellState = System.Management.Automation.JobState;

namespace NetBatch.Commands;

/// <summary>A NetBatch job as one of PowerShell's own: results are its output, devices that failed its errors.</summary>
/// <remarks>It only follows: what it shows is in the store, and the NetBatch job stays when this one is removed.</remarks>
internal sealed class BatchPowerShellJob : Job2, IFollowed
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

    public override void StopJob(bool force, string reason) => StopJob();

    public override void StopJobAsync() => Later(StopJob, OnStopJobCompleted);

    public override void StopJobAsync(bool force, string reason) => StopJobAsync();

    /// <summary>Pauses the job as soon as what runs has ended.</summary>
    public override void SuspendJob()
    {
        Blocking.Wait(AskAsync(JobRequestKind.PauseNow), NetBatchCommand.Grace);
        Blocking.Wait(following, NetBatchCommand.Grace);
    }

    public override void SuspendJob(bool force, string reason) => SuspendJob();

    public override void SuspendJobAsync() => Later(SuspendJob, OnSuspendJobCompleted);

    public override void SuspendJobAsync(bool force, string reason) => SuspendJobAsync();

    /// <summary>Goes on with a paused job.</summary>
    public override void ResumeJob()
    {
        if (following.IsCompleted)
        {
            Blocking.Wait(AskAsync(JobRequestKind.Resume), NetBatchCommand.Grace);
            Follow();
        }
    }

    public override void ResumeJobAsync() => Later(ResumeJob, OnResumeJobCompleted);

    // It runs from the moment it is made, and nothing blocks it.
    public override void StartJob()
    {
    }

    public override void StartJobAsync() => Later(StartJob, OnStartJobCompleted);

    public override void UnblockJob()
    {
    }

    public override void UnblockJobAsync() => Later(UnblockJob, OnUnblockJobCompleted);

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
            var what = new FollowWhat { Result = WriteAsync, Failure = run => ErrorAsync(run.ToRecord()), StopsJob = false };
            var follower = new JobFollower(this, jobId);
            var job = await follower.FollowAsync(what, removed.Token);
            await follower.OwnErrorAsync(job);
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

    // The reference assembly is older than the reason of a state.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "SetJobState")]
    private static extern void SetJobState(Job2 job, ShellState state, Exception? reason);

    private static void Later(Action action, Action<System.ComponentModel.AsyncCompletedEventArgs> ended) => Task.Run(() =>
    {
        action();
        ended(new System.ComponentModel.AsyncCompletedEventArgs(null, false, null));
    });

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
