using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Pauses jobs: after the current batch, or as soon as what runs has ended.</summary>
/// <remarks>Asks the process that runs the job, wherever it is; it hears within a second. Go on with Resume-BatchJob.</remarks>
/// <example>
/// <code>Suspend-BatchJob batch_1a2b3c4d</code>
/// <para>Pauses at the next batch boundary.</para>
/// </example>
/// <example>
/// <code>Get-BatchJob -State Running | Suspend-BatchJob -Now -PassThru</code>
/// <para>Starts no further device in any job; those that are being worked on end in order.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Suspend, "BatchJob", DefaultParameterSetName = IdSet, SupportsShouldProcess = true)]
[OutputType(typeof(BatchJob))]
public sealed class SuspendBatchJobCommand : JobRequestCommand
{
    private protected override (JobRequestKind Kind, string Words) Request =>
        Now ? (JobRequestKind.PauseNow, "Pause now") : (JobRequestKind.PauseAfterBatch, "Pause after the batch");
}
