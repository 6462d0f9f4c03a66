using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Forgets jobs: plan, history, results and outputs.</summary>
/// <remarks>A job that a process runs is refused; stop it first.</remarks>
/// <example>
/// <code>Get-BatchJob -Before (Get-Date).AddYears(-1) | Remove-BatchJob</code>
/// <para>Forgets jobs that are older than a year.</para>
/// </example>
/// <example>
/// <code>Remove-BatchJob -Name try* -WhatIf</code>
/// <para>Shows which jobs would be forgotten.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "BatchJob", DefaultParameterSetName = IdSet, SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveBatchJobCommand : JobChoiceCommand
{
    private protected override async Task ItemAsync(Session session, BatchJob job, CancellationToken cut)
    {
        if (await MayAsync(session, job, "Remove with all results"))
        {
            await session.Host.Store.RemoveAsync(job.Id, session.Host.Me, cut);
        }
    }
}
