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
public sealed class GetBatchWorkflowCommand : NetBatchCommand
{
    /// <summary>Names; * and ? are wildcards. Default: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(WorkflowNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(async (session, cut) =>
    {
        var found = 0;
        await foreach (var workflow in session.Host.Workflows.ReadAsync(Name, cut))
        {
            found++;
            await session.WriteAsync(workflow);
        }

        if (found == 0 && Name.FirstOrDefault(name => name.AsSpan().IndexOfAny('*', '?') < 0) is { } exact)
        {
            await session.ErrorAsync(new NetBatchException(ErrorCode.InvalidArgument, $"There is no workflow '{exact}'.", "List all with Get-BatchWorkflow.").ToRecord(exact));
        }
    });
}
