using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Changes a workflow. Jobs that were made of it keep it as it was.</summary>
/// <remarks>What is not named stays as it is; -Parameter names all parameters anew.</remarks>
/// <example>
/// <code>Set-BatchWorkflow sales -Parameter @{ window = 'WholeNumber=14' }</code>
/// <para>Gives a parameter another default.</para>
/// </example>
/// <example>
/// <code>Set-BatchWorkflow churn -Path ./churn.sql -PassThru</code>
/// <para>Takes in the query's new text.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "BatchWorkflow", SupportsShouldProcess = true)]
[OutputType(typeof(BatchWorkflow))]
public sealed class SetBatchWorkflowCommand : WorkflowCommand
{
    /// <summary>The workflow's name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [NameInput("workflow")]
    [ArgumentCompleter(typeof(WorkflowNameCompleter))]
    public string Name { get; set; } = "";

    /// <summary>The query, at most 64 KB.</summary>
    [Parameter(Position = 1)]
    public string? Query { get; set; }

    /// <summary>Give the workflow as it is then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var query = QueryText(Query);
        var parameters = Parameters();
        if (ShouldProcess(Name, "Set"))
        {
            RunEach(Name, async (session, cut) =>
            {
                var now = await session.Host.Workflows.FindAsync(Name, cut);
                var kept = await session.Host.Workflows.SaveAsync(
                    now with { Description = Description ?? now.Description, Query = query ?? now.Query,
                        Parameters = parameters ?? now.Parameters, RowLimit = RowLimit ?? now.RowLimit },
                    onlyNew: false,
                    cut);
                if (PassThru)
                {
                    await session.WriteAsync(kept);
                }
            });
        }
    }
}
