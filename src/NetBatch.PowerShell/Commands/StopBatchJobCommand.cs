using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Stops jobs: after the current batch, or now.</summary>
/// <remarks>
/// Asks the process that runs the job, wherever it is; it hears within a second. A change that has begun ends at its safe point.
/// What was not begun is Stopped and can be begun with Invoke-BatchRetry. Returns at once; Wait-BatchJob waits for the end.
/// </remarks>
/// <example>
/// <code>Get-BatchJob -Name nightly* -State Running | Stop-BatchJob</code>
/// <para>Lets each job finish its current batch.</para>
/// </example>
/// <example>
/// <code>Stop-BatchJob batch_1a2b3c4d -Now -PassThru | Wait-BatchJob</code>
/// <para>Ends what runs and waits until it has ended.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Stop, "BatchJob", DefaultParameterSetName = IdSet, SupportsShouldProcess = true)]
[OutputType(typeof(BatchJob))]
public sealed class StopBatchJobCommand : JobChoiceCommand
{
    /// <summary>Do not finish the batch: end what runs, at safe points.</summary>
    [Parameter]
    public SwitchParameter Now { get; set; }

    /// <summary>Give the job.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool Concerns(BatchJob job) => !job.State.IsFinal();

    private protected override async Task ItemAsync(Session session, BatchJob job, CancellationToken cut)
    {
        if (await MayAsync(session, job, Now ? "Stop now" : "Stop after the batch"))
        {
            await session.Host.RequestAsync(job.Id, Now ? JobRequestKind.StopNow : JobRequestKind.StopAfterBatch, cut);
            if (PassThru)
            {
                await session.WriteAsync(await session.Host.FindAsync(job.Id, cut));
            }
        }
    }
}
