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
public sealed class RemoveBatchWorkflowCommand : NetBatchCommand
{
    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(WorkflowNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => Array.ForEach(Name, name => RunEach(name, async (session, cut) =>
    {
        var found = await session.Host.Workflows.ReadAsync([name], cut).Select(workflow => workflow.Name).ToListAsync(cut);
        if (found.Count == 0)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"There is no workflow '{name}'.", "List all with Get-BatchWorkflow.");
        }

        foreach (var one in found)
        {
            var may = false;
            await session.DoAsync(() => may = ShouldProcess(one, "Forget the workflow"));
            if (may)
            {
                await session.Host.Workflows.RemoveAsync(one, cut);
            }
        }
    }));
}
