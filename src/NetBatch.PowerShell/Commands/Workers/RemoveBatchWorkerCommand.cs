using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Forgets workers of the store's hubs: they are shut out, and their names are free for others.</summary>
/// <remarks>To keep on record that one was shut out, revoke it (Revoke-BatchWorker). It asks where it is more than one,
/// or a wildcard.</remarks>
/// <example>
/// <code>Remove-BatchWorker fra2</code>
/// <para>Forgets one, so that a new machine may join under its name.</para>
/// </example>
/// <example>
/// <code>Get-BatchWorker | Where-Object Revoked | Remove-BatchWorker -Force</code>
/// <para>Forgets all that were shut out, without a question.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "BatchWorker", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveBatchWorkerCommand : ForgetCommand
{
    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    private protected override string Action => "Forget the worker";

    /// <inheritdoc/>
    protected override void ProcessRecord() => CollectWorkers(Name);
}
