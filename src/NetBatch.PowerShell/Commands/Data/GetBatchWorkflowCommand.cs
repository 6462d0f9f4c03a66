using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Lists the workflows that are defined.</summary>
/// <remarks>Format-List shows the query and the parameters.</remarks>
/// <example>
/// <code>Get-BatchWorkflow</code>
/// <para>All workflows.</para>
/// </example>
/// <example>
/// <code>Get-BatchWorkflow sales* | Format-List</code>
/// <para>Workflows by name, with their queries.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "BatchWorkflow")]
[OutputType(typeof(BatchWorkflow))]
public sealed class GetBatchWorkflowCommand : DefinitionCommand
{
    /// <summary>Names; * and ? are wildcards. Default: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameInput("workflow")]
    [ArgumentCompleter(typeof(WorkflowNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => List(Name, host => host.Workflows);
}
