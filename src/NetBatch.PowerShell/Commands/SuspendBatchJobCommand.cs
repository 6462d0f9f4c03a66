using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Pauses jobs: after the current batch, or as soon as what runs has ended.</summary>
/// <remarks>Asks the process that runs the job, wherever it is; it hears within a second. Go on with Resume-BatchJob.</remarks>
/// <example>
/// <code>Suspend-BatchJob batch_1a2b3c4d</code>
/// <para>Pauses at the next wall between batches.</para>
/// </example>
/// <example>
/// <code>Get-BatchJob -State Running | Suspend-BatchJob -Now -PassThru</code>
/// <para>Starts no further device in any job; those that are being worked on end in order.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Suspend, "BatchJob", DefaultParameterSetName = IdSet, SupportsShouldProcess = true)]
[OutputType(typeof(BatchJob))]
public sealed class SuspendBatchJobCommand : JobChoiceCommand
{
    /// <summary>Do not begin the rest of the batch.</summary>
    [Parameter]
    public SwitchParameter Now { get; set; }

    /// <summary>Give the job.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool Concerns(BatchJob job) => !job.State.IsFinal();

    private protected override async Task ItemAsync(Session session, BatchJob job, CancellationToken cut)
    {
        if (await MayAsync(session, job, Now ? "Pause now" : "Pause after the batch"))
        {
            await session.Host.RequestAsync(job.Id, Now ? JobRequestKind.PauseNow : JobRequestKind.PauseAfterBatch, cut);
            if (PassThru)
            {
                await session.WriteAsync(await session.Host.FindAsync(job.Id, cut));
            }
        }
    }
}
