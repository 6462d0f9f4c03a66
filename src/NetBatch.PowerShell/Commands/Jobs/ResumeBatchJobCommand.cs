using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Goes on with jobs that are paused or interrupted.</summary>
/// <remarks>
/// A paused job goes on in the process that holds it. An interrupted one is taken over by this process: plan, batch numbers, failures and
/// pacing continue, the open batch ends first, and what completed is not repeated. Devices whose change has an unknown end are left as they
/// are unless -Unknown says more. Secrets that were given as PSCredential must be given again.
/// </remarks>
/// <example>
/// <code>Get-BatchJob -State Interrupted | Resume-BatchJob -Credential admin -Wait</code>
/// <para>Goes on with what a crash or a closed shell has cut off.</para>
/// </example>
/// <example>
/// <code>Resume-BatchJob batch_1a2b3c4d -Unknown Skip</code>
/// <para>Goes on with a config job after you have seen to the devices whose change has an unknown end.</para>
/// </example>
/// <example>
/// <code>Resume-BatchJob batch_1a2b3c4d -Unknown Verify -Wait</code>
/// <para>Reads the devices whose deployment was cut off and decides by what they run.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Resume, "BatchJob", DefaultParameterSetName = IdSet, SupportsShouldProcess = true)]
[OutputType(typeof(BatchJob))]
public sealed class ResumeBatchJobCommand : JobAgainCommand
{
    /// <summary>What to do with devices whose change was cut off and has an unknown end. Keep (default): nothing. Skip: they are seen to.
    /// Repeat: send everything again. Verify: read the device again; a change that is there whole is completed, one of which nothing is
    /// there is sent again, and one that is there in part stays unknown and tells which lines are there (jobs of Deploy-BatchRemediation
    /// and Undo-BatchRemediation).</summary>
    [Parameter]
    public UnknownDecision Unknown { get; set; }

    /// <summary>Take the job over although changes may be open: on another machine, or in a process of this one that hangs, which is ended
    /// first.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override string Action => Unknown switch
    {
        UnknownDecision.Repeat => "Resume, repeating changes whose end is not known",
        UnknownDecision.Verify => "Resume, looking at changes whose end is not known and repeating those of which nothing is there",
        _ => "Resume",
    };

    private protected override bool Concerns(BatchJob job) =>
        !job.State.IsFinal() || (Unknown != UnknownDecision.Keep && job.Counts.OutcomeUnknown > 0);

    private protected override bool Begins(TargetRun run) => run.State == TargetState.OutcomeUnknown
        ? Unknown is UnknownDecision.Repeat or UnknownDecision.Verify
        : run.State is TargetState.Interrupted || !run.State.IsFinal();

    private protected override Task<BatchJob> GoAsync(NetBatchHost host, BatchJob job, CancellationToken cut) =>
        host.Jobs.ResumeAsync(job.Id, new RunStart { Unknown = Unknown }, Force, cut);
}
