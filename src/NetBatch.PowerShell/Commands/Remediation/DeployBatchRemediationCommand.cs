using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Sends the lines that New-BatchRemediation has computed, batch by batch, verifies them, and takes back what fails.</summary>
/// <remarks>
/// For each device: the running config is read and kept, and the remediation computed anew; where other lines would come out than those of
/// the job nothing is sent (RemediationStale). The guard rails refuse too many deletions, a config that is cut off or redacted, and what
/// the session itself depends on. The lines are sent under a timed revert or a checkpoint of the device where its platform has one. Over a
/// new connection the config is read again; only where nothing remains to be done is the change confirmed, and saved if it was saved
/// before. What fails is taken back. Undo-BatchRemediation goes back later. It asks before it starts; -WhatIf shows the exact lines.
/// </remarks>
/// <example>
/// <code>$job | Deploy-BatchRemediation -BatchSize '1,25%,100%' -Credential admin -Wait</code>
/// <para>Changes one device, then a quarter, then the rest; a failure in the first two batches ends the job.</para>
/// </example>
/// <example>
/// <code>Deploy-BatchRemediation batch_1a2b3c4d -Device r1, r2 -WhatIf</code>
/// <para>Shows what two devices would be sent, and changes nothing.</para>
/// </example>
/// <example>
/// <code>$job | Deploy-BatchRemediation -BatchSize '1,10' -Check 'show ip ospf neighbor' -Credential admin -Wait</code>
/// <para>Takes each change back that costs an OSPF neighbour which does not return within a minute.</para>
/// </example>
// The reference assembly is older than this verb.
[Cmdlet("Deploy", "BatchRemediation", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(BatchJob), typeof(Job))]
public sealed class DeployBatchRemediationCommand : RemediationChangeCommand
{
    /// <summary>How much of a running config may be deleted, in percent of its lines, 0 to 100. Default: what the job says, else
    /// 10.</summary>
    [Parameter]
    public double? MaxDeletePercent { get; set; }

    private protected override ApplyOptions Options(ApplyOptions options) => options with { MaxDeletePercent = MaxDeletePercent };

    private protected override Task<JobSpec> MakeAsync(NetBatchHost host, string jobId, ApplyOptions options,
        CancellationToken cancellationToken) =>
        host.Remediations.ApplyAsync(jobId, options, cancellationToken);
}
