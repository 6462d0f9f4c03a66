using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Waits until jobs stand still: ended, paused or interrupted.</summary>
/// <remarks>
/// Shows progress and gives each job as it stands then, and after it an error for each device that failed, or one for the job where it was
/// interrupted or has paused by itself; with -ErrorAction Stop one for the job. That a person has stopped or paused it is no error here.
/// Ctrl+C ends the waiting, not the job.
/// </remarks>
/// <example>
/// <code>$job = Start-BatchJob -Device r* -Command 'show version' -Detached; $job | Wait-BatchJob | Get-BatchResult</code>
/// <para>Starts a job in a process of its own, waits for it and reads what the devices answered.</para>
/// </example>
/// <example>
/// <code>Wait-BatchJob -Name nightly -Timeout 30m</code>
/// <para>Waits half an hour at most.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Wait, "BatchJob", DefaultParameterSetName = IdSet)]
[OutputType(typeof(BatchJob))]
public sealed class WaitBatchJobCommand : JobChoiceCommand
{
    /// <summary>The longest time to wait for each job: seconds, or 500ms, 90s, 15m, 2h. Then the job is given as it stands, with an error.
    /// Default: no limit.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? Timeout { get; set; }

    private protected override async Task ItemAsync(Session session, BatchJob job, CancellationToken cut)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cut);
        if (Timeout is { } most)
        {
            limit.CancelAfter(most);
        }

        try
        {
            await new JobFollower(session, job.Id).ToEndAsync(limit.Token, stopsJob: false);
        }
        catch (OperationCanceledException) when (!cut.IsCancellationRequested)
        {
            await new JobProgress(session, job.Id).CompleteAsync();
            session.SayWhenCut(null);
            await session.WriteAsync(await session.Host.Store.GetAsync(job.Id, cut));
            await session.ErrorAsync(
                new NetBatchException(ErrorCode.DeadlineExceeded, $"The job {job.Id} has not ended after {Timeout}.",
                    "It goes on; see Get-BatchJobStatus.").ToRecord(job.Id));
        }
    }
}
