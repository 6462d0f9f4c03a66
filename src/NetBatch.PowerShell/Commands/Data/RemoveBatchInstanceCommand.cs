using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Takes instances out of the inventory. Jobs keep their own copy of them.</summary>
/// <remarks>It asks where it is more than one, or a wildcard. A name that is not there is an error, a wildcard that matches nothing is
/// none.</remarks>
/// <example>
/// <code>Remove-BatchInstance lab-*</code>
/// <para>Forgets the instances whose names begin so.</para>
/// </example>
/// <example>
/// <code>Get-BatchInstance -Tag retired | Remove-BatchInstance -Confirm</code>
/// <para>Asks for each instance with a tag.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "BatchInstance", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveBatchInstanceCommand : ForgetCommand
{
    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameInput("instance")]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    private protected override string Action => "Remove the instance from the inventory";

    /// <inheritdoc/>
    protected override void ProcessRecord() => Collect(Name, "instance");
}
