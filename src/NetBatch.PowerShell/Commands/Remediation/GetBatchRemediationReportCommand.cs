using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Gives the changes of a whole fleet: each line, how many devices need it, and which. The most frequent come first.</summary>
/// <remarks>
/// Without a job it takes the newest remediation. -Export writes the report to a file instead, as JSON, CSV or YAML by the file's ending.
/// </remarks>
/// <example>
/// <code>Get-BatchRemediationReport batch_1a2b3c4d -MinDevice 5</code>
/// <para>What at least five devices need.</para>
/// </example>
/// <example>
/// <code>$job | Get-BatchRemediationReport -Export ./changes.csv</code>
/// <para>Writes the report for a change request.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "BatchRemediationReport", DefaultParameterSetName = IdSet, SupportsShouldProcess = true)]
[OutputType(typeof(RemediationChange))]
public sealed class GetBatchRemediationReportCommand : RemediationViewCommand
{
    /// <summary>Only changes that at least so many devices need; from 1.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int MinDevice { get; set; } = 1;

    /// <summary>A file to write the report to, taken as it is: .json, .csv, .yaml or .yml. Nothing goes to the pipeline then.</summary>
    [Parameter]
    public string? Export { get; set; }

    private protected override async Task ItemAsync(Session session, BatchJob job, CancellationToken cut)
    {
        var changes = await session.Host.Remediations.ReportAsync(job.Id, View(), MinDevice, cut);
        if (Export is not null)
        {
            string? file = null;
            await session.DoAsync(() => file = ShouldProcess(this.PathOf(Export), "Write the report") ? this.PathOf(Export) : null);
            if (file is not null)
            {
                RemediationExport.Write(changes, file);
            }

            return;
        }

        foreach (var change in changes)
        {
            await session.WriteAsync(change);
        }
    }
}
