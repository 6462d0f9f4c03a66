using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Gives what a job of New-BatchRemediation has computed: for each device its lines, the way back, and what speaks against sending
/// them.</summary>
/// <remarks>
/// Remediation holds the exact lines that Deploy-BatchRemediation would send, Rollback those that lead back. Findings tell why a deployment
/// would be refused as it stands. Without a job it gives the newest remediation. A tag filter or a scope chooses among the lines that are
/// shown; what is deployed is all that the job has computed.
/// </remarks>
/// <example>
/// <code>Get-BatchRemediation batch_1a2b3c4d | Where-Object Findings | Select-Object Device, Findings</code>
/// <para>The devices whose deployment would be refused, and why.</para>
/// </example>
/// <example>
/// <code>$job | Get-BatchRemediation -Device r7 | ForEach-Object Remediation</code>
/// <para>The lines for one device.</para>
/// </example>
/// <example>
/// <code>$job | Get-BatchRemediation -TagRule ./tags.yaml -IncludeTag ntp</code>
/// <para>Only the lines that the rules of a file call 'ntp'.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "BatchRemediation", DefaultParameterSetName = IdSet)]
[OutputType(typeof(DeviceRemediation))]
public sealed class GetBatchRemediationCommand : RemediationViewCommand
{
    private protected override async Task ItemAsync(Session session, BatchJob job, CancellationToken cut)
    {
        await foreach (var one in session.Host.Remediations.ReadAsync(job.Id, View(), cut))
        {
            await session.WriteAsync(one);
        }
    }
}
