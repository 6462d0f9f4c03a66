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
public sealed class StopBatchJobCommand : JobRequestCommand
{
    private protected override (JobRequestKind Kind, string Words) Request =>
        Now ? (JobRequestKind.StopNow, "Stop now") : (JobRequestKind.StopAfterBatch, "Stop after the batch");
}
