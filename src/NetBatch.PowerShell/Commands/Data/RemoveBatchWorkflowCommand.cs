using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Forgets workflows. Jobs keep their own copy of them.</summary>
/// <remarks>It asks where it is more than one, or a wildcard. A name that is not there is an error, a wildcard that matches nothing is
/// none.</remarks>
/// <example>
/// <code>Remove-BatchWorkflow trial-*</code>
/// <para>Forgets the workflows whose names begin so.</para>
/// </example>
/// <example>
/// <code>Get-BatchWorkflow | Where-Object ChangedAt -lt (Get-Date).AddYears(-1) | Remove-BatchWorkflow -Confirm</code>
/// <para>Asks for each workflow that nobody has changed for a year.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "BatchWorkflow", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveBatchWorkflowCommand : ForgetCommand
{
    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameInput("workflow")]
    [ArgumentCompleter(typeof(WorkflowNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    private protected override string Action => "Remove the workflow";

    /// <inheritdoc/>
    protected override void ProcessRecord() => Collect(Name, host => host.Workflows);
}
