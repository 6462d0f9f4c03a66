using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Changes workflows. Jobs that were made of them keep them as they were.</summary>
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
    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameInput("workflow")]
    [ArgumentCompleter(typeof(WorkflowNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>The query, at most 64 KB.</summary>
    [Parameter(Position = 1)]
    public string? Query { get; set; }

    /// <summary>Give the workflows as they are then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var query = QueryText(Query);
        var parameters = Parameters();
        Array.ForEach(Name, name => RunEach(name, async (session, cut) =>
        {
            foreach (var now in await session.Host.Workflows.ToUseAsync([name], cut))
            {
                if (!await session.MayAsync(now.Name, "Set"))
                {
                    continue;
                }

                var kept = await session.Host.Workflows.SaveAsync(
                    now with { Description = Description ?? now.Description, Query = query ?? now.Query,
                        Parameters = parameters ?? now.Parameters, RowLimit = RowLimit ?? now.RowLimit },
                    onlyNew: false,
                    cut);
                if (PassThru)
                {
                    await session.WriteAsync(kept);
                }
            }
        }));
    }
}
