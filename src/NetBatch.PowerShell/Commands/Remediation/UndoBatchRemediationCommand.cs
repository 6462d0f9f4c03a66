using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Takes back what a job of Deploy-BatchRemediation has changed, on all of its devices or on some.</summary>
/// <remarks>
/// A device must still have the config that the deployment left behind; where anything has changed since, nothing is sent (RollbackStale).
/// The lines are sent with the same care as those of the deployment, and afterwards the running config is that of before. It asks
/// before it starts; -WhatIf shows the exact lines.
/// </remarks>
/// <example>
/// <code>$deployed | Undo-BatchRemediation -Credential admin -Wait</code>
/// <para>Brings all devices of a deployment back.</para>
/// </example>
/// <example>
/// <code>Undo-BatchRemediation batch_1a2b3c4d -Device r7 -WhatIf</code>
/// <para>Shows the lines that would bring one device back.</para>
/// </example>
[Cmdlet(VerbsCommon.Undo, "BatchRemediation", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(BatchJob), typeof(Job))]
public sealed class UndoBatchRemediationCommand : RemediationChangeCommand
{
    private protected override Task<JobSpec> MakeAsync(NetBatchHost host, string jobId, ApplyOptions options,
        CancellationToken cancellationToken) =>
        host.Remediations.UndoAsync(jobId, options, cancellationToken);
}
