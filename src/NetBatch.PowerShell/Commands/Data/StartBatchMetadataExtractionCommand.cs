using System.Collections;
using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Reads what databases say of their tables: columns, types, keys, indexes, row counts and relationships.</summary>
/// <remarks>
/// The job's steps tables, columns, indexes and relationships have rows; the step snapshot has all of it as YAML, which the validator
/// schema.evolution takes. Relationships that nobody declared are inferred from names and types and marked so.
/// </remarks>
/// <example>
/// <code>Start-BatchMetadataExtraction -Instance shop-* -Wait</code>
/// <para>Reads all tables of many databases.</para>
/// </example>
/// <example>
/// <code>$job = Start-BatchMetadataExtraction -Instance warehouse -SchemaName public -Table 'dim_*' -Wait
/// (Get-BatchResult $job.Id | Where-Object Command -eq snapshot).Output | Set-Content warehouse.yaml</code>
/// <para>Saves a snapshot of the dimensions for pipelines.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Start, "BatchMetadataExtraction", SupportsShouldProcess = true)]
[OutputType(typeof(BatchJob), typeof(Job))]
public sealed class StartBatchMetadataExtractionCommand : InstanceJobCommand
{
    /// <summary>Only this schema. Default: all that are no system schemas.</summary>
    [Parameter]
    public string? SchemaName { get; set; }

    /// <summary>Only these tables and views; * and ? are wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? Table { get; set; }

    /// <summary>Do not count rows, which reads every table.</summary>
    [Parameter]
    public SwitchParameter NoCount { get; set; }

    /// <summary>Declared relationships only.</summary>
    [Parameter]
    public SwitchParameter DeclaredOnly { get; set; }

    private protected override bool Changes => false;

    private protected override Task<JobSpec> MakeAsync(NetBatchHost host, CancellationToken cancellationToken) =>
        Task.FromResult(new JobSpec
    {
        Name = "metadata",
        Project = Project,
        Work = WorkSpecs.Of("metadata",
            new Hashtable { ["schemaName"] = SchemaName, ["tables"] = Table, ["count"] = !NoCount, ["infer"] = !DeclaredOnly }),
        Targets = [],
    });
}
