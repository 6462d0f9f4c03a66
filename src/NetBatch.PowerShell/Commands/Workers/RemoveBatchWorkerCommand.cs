using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Forgets workers of the store's hubs: they are shut out, and their names are free for others.</summary>
/// <remarks>To keep on record that one was shut out, revoke it (Revoke-BatchWorker). It asks first.</remarks>
/// <example>
/// <code>Remove-BatchWorker fra2</code>
/// <para>Forgets one, so that a new machine may join under its name.</para>
/// </example>
/// <example>
/// <code>Get-BatchWorker | Where-Object Revoked | Remove-BatchWorker -Confirm:$false</code>
/// <para>Forgets all that were shut out.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "BatchWorker", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveBatchWorkerCommand : NetBatchCommand
{
    /// <summary>Names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in Name.Where(name => ShouldProcess(name, "Forget the worker")))
        {
            Run((session, cut) => session.Host.Workers.RemoveAsync(name, cut));
        }
    }
}
