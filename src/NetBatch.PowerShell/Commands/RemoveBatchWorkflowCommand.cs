using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Forgets workflows. Jobs keep their own copy of them.</summary>
/// <remarks>A name, or a wildcard, that matches nothing is an error.</remarks>
/// <example>
/// <code>Remove-BatchWorkflow trial-*</code>
/// <para>Forgets the workflows whose names begin so.</para>
/// </example>
/// <example>
/// <code>Get-BatchWorkflow | Where-Object ChangedAt -lt (Get-Date).AddYears(-1) | Remove-BatchWorkflow -Confirm</code>
/// <para>Asks for each workflow that nobody has changed for a year.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "BatchWorkflow", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveBatchWorkflowCommand : DefinitionCommand
{
    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameInput("workflow")]
    [ArgumentCompleter(typeof(WorkflowNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => Forget(Name, host => host.Workflows, "Forget the workflow");
}
