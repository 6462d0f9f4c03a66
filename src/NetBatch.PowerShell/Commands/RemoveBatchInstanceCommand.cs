using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Takes instances out of the inventory. Jobs keep their own copy of them.</summary>
/// <remarks>A name, or a wildcard, that matches nothing is an error.</remarks>
/// <example>
/// <code>Remove-BatchInstance lab-*</code>
/// <para>Forgets the instances whose names begin so.</para>
/// </example>
/// <example>
/// <code>Get-BatchInstance -Tag retired | Remove-BatchInstance -Confirm</code>
/// <para>Asks for each instance with a tag.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "BatchInstance", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveBatchInstanceCommand : InventoryCommand
{
    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameInput("instance")]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => Forget("instance", Name);
}
