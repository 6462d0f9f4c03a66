using System.Collections;
using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Lists instances: the databases and services that workflows run on.</summary>
/// <remarks>Instances are kept in the same store as the jobs. Filters narrow one another.</remarks>
/// <example>
/// <code>Get-BatchInstance shop-* -Region eu</code>
/// <para>Instances of a region by name.</para>
/// </example>
/// <example>
/// <code>Get-BatchInstance -Provider postgresql | Start-BatchWorkflow sales -Wait</code>
/// <para>Runs a workflow on all instances of a provider.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "BatchInstance")]
[OutputType(typeof(DatabaseInstance))]
public sealed class GetBatchInstanceCommand : InventoryCommand
{
    /// <summary>Names; * and ? are wildcards. Default: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameInput("instance")]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Only instances with these values of labels: tier=gold, or @{ tier = 'g*' }. Values take wildcards.</summary>
    [Parameter]
    [Pairs]
    public IDictionary? Label { get; set; }

    /// <summary>Only instances of these providers.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProviderCompleter))]
    [SupportsWildcards]
    public string[]? Provider { get; set; }

    /// <summary>Only instances of these regions.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? Region { get; set; }

    /// <summary>Only instances that have all these tags.</summary>
    [Parameter]
    public string[] Tag { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => List<DatabaseInstance>(
        "instance", Name, instance => Like(instance.Provider, Provider) && Like(instance.Region, Region) && Meets(instance, Label, Tag));
}
