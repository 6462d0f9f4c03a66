using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Forgets jobs: plan, history, results and outputs.</summary>
/// <remarks>A job that a process runs is refused; stop it first. It asks where it is more than one job, or a wildcard.</remarks>
/// <example>
/// <code>Get-BatchJob -Before (Get-Date).AddYears(-1) | Remove-BatchJob</code>
/// <para>Forgets jobs that are older than a year.</para>
/// </example>
/// <example>
/// <code>Remove-BatchJob -Name try* -WhatIf</code>
/// <para>Shows which jobs would be forgotten.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "BatchJob", DefaultParameterSetName = IdSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveBatchJobCommand : JobChoiceCommand
{
    private Forgetting? forgetting;

    /// <summary>Do not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override Task ItemAsync(Session session, BatchJob job, CancellationToken cut)
    {
        forgetting ??= new Forgetting(this, "Remove the job with all its results");
        forgetting.Add(Name is null ? null : string.Join(' ', Name), $"{job.Id} ({job.Name})",
            (later, stop) => later.Host.Store.RemoveAsync(job.Id, later.Host.Me, stop));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => forgetting?.Go(Force, RunEach);
}
