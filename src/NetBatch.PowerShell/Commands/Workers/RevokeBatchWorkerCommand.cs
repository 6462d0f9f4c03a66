using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Shuts workers of the store's hubs out: within seconds they get nothing more to do and lose their connection.</summary>
/// <remarks>What one had begun to change ends as OutcomeUnknown. It asks first.</remarks>
/// <example>
/// <code>Revoke-BatchWorker fra2</code>
/// <para>Shuts one out, for example since its machine was stolen.</para>
/// </example>
/// <example>
/// <code>Get-BatchWorker | Where-Object Site -eq ams | Revoke-BatchWorker -Confirm:$false</code>
/// <para>Shuts out all of a site without a question.</para>
/// </example>
[Cmdlet(VerbsSecurity.Revoke, "BatchWorker", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RevokeBatchWorkerCommand : NetBatchCommand
{
    /// <summary>Names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in Name.Where(name => ShouldProcess(name, "Shut the worker out")))
        {
            Run((session, cut) => session.Host.Workers.RevokeAsync(name, cut));
        }
    }
}
