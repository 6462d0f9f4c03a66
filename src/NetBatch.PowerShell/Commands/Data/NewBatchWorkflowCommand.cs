using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Defines a workflow: a query with typed parameters that is run on many instances.</summary>
/// <remarks>Parameters stand in the query as @name and are bound as values, never pasted. A job keeps the workflow as it was when the job
/// was made.</remarks>
/// <example>
/// <code>$query = 'SELECT region, sum(amount) AS total FROM sales WHERE age &lt;= @window GROUP BY region'
/// New-BatchWorkflow sales -Query $query -Parameter @{ window = 'WholeNumber=7' }</code>
/// <para>Defines a query with one parameter that is 7 where no job says else.</para>
/// </example>
/// <example>
/// <code>New-BatchWorkflow churn -Path ./churn.sql -Parameter @{ since = 'Date'; segment = 'Text=all' } -Description 'Who left'</code>
/// <para>Takes the query from a file; the day must be given by every job.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "BatchWorkflow", SupportsShouldProcess = true)]
[OutputType(typeof(BatchWorkflow))]
public sealed class NewBatchWorkflowCommand : WorkflowCommand
{
    /// <summary>What to call it.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    /// <summary>The query, at most 64 KB.</summary>
    [Parameter(Position = 1)]
    public string? Query { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var workflow = new BatchWorkflow { Name = Name, Description = Description, Query = QueryText(Query) ?? "",
            Parameters = Parameters() ?? [], RowLimit = RowLimit };
        if (ShouldProcess(Name, "Define the workflow"))
        {
            Run(async (session, cut) => await session.WriteAsync(await session.Host.Workflows.SaveAsync(workflow, onlyNew: true, cut)),
                Name);
        }
    }
}
