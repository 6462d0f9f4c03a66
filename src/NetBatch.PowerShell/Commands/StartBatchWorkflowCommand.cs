using System.Collections;
using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Runs one workflow on many instances, batch by batch, and keeps their rows.</summary>
/// <remarks>
/// All is checked before anything runs: the workflow, every instance's provider and connection, and unknown, missing and mistyped
/// parameters, also those of single instances. Values are bound as parameters of the query and never pasted into it. A query that is not
/// known to only read needs -AllowChange and runs in a transaction: where it is cut off it has changed nothing. Stopping the job cancels
/// the queries that run.
/// </remarks>
/// <example>
/// <code>$own = @{ 'shop-eu' = @{ window = 14 } }
/// Start-BatchWorkflow sales -Instance shop-* -Parameter @{ window = 7 } -InstanceParameter $own -Wait</code>
/// <para>Runs a workflow on all shops, with another window for one of them.</para>
/// </example>
/// <example>
/// <code>Get-BatchInstance -Label tier=gold | Start-BatchWorkflow sales -BatchSize 1,25 -WhatIf</code>
/// <para>Shows what would be asked of which instance, one first and then 25 at a time.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Start, "BatchWorkflow", SupportsShouldProcess = true)]
[OutputType(typeof(BatchJob), typeof(Job))]
public sealed class StartBatchWorkflowCommand : InstanceJobCommand
{
    /// <summary>The workflow's name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(WorkflowNameCompleter))]
    public string Workflow { get; set; } = "";

    /// <summary>Values of the workflow's parameters for all instances: @{ window = 7 }, or window=7. At most 10 KB as JSON.</summary>
    [Parameter]
    [Pairs]
    public IDictionary? Parameter { get; set; }

    /// <summary>Values for single instances, which go over those of -Parameter: @{ 'shop-eu' = @{ window = 14 } }.</summary>
    [Parameter]
    public IDictionary? InstanceParameter { get; set; }

    /// <summary>The most rows an instance may give, 1 to 1,000,000; with more it fails and keeps those within. Default: the workflow's own
    /// limit, else 1,000,000.</summary>
    [Parameter]
    public int? RowLimit { get; set; }

    /// <summary>A folder: each instance's rows go straight into a CSV file of its name there, as many as there are, and not into the
    /// store. A file that is there already is not replaced.</summary>
    [Parameter]
    public string? CsvFolder { get; set; }

    /// <summary>Whether the query may change the instances.</summary>
    [Parameter]
    public SwitchParameter AllowChange { get; set; }

    private protected override bool Changes => AllowChange;

    private protected override async Task<JobSpec> MakeAsync(NetBatchHost host, CancellationToken cancellationToken)
    {
        var own = (InstanceParameter ?? new Hashtable()).Cast<DictionaryEntry>().Select(entry => KeyValuePair.Create(
            $"{entry.Key}",
            entry.Value is IDictionary values
                ? WorkSpecs.Json(values)
                : throw new NetBatchException(ErrorCode.InvalidArgument, $"-InstanceParameter has no table of values for '{entry.Key}'.",
                    "Write @{ name = @{ parameter = value } }.")));
        var made = await WorkflowSpec.MakeAsync(host, Workflow, Parameter is null ? null : WorkSpecs.Json(Parameter), own, AllowChange,
            RowLimit, CsvFolder is { } folder ? this.FilePath(folder) : null, cancellationToken);
        return made with { Project = Project };
    }
}
