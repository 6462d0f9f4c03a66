using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Shows how the checks of pipeline jobs ended, by project, pipeline and step.</summary>
/// <remarks>
/// Without a job it gives that of the newest one. The evidence of a check stands in the rows of its step (Get-BatchResult). With -Trend each is compared
/// with the last job before that had the same step: New, Same, Fixed, Broken, Better or Worse, by the number of findings.
/// </remarks>
/// <example>
/// <code>Get-BatchValidation | Where-Object Outcome -ne Pass</code>
/// <para>What did not pass in the newest job.</para>
/// </example>
/// <example>
/// <code>Get-BatchValidation -Name nightly* -Trend | Where-Object Trend -in Broken, Worse | Export-Csv worse.csv</code>
/// <para>What has become worse from night to night.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "BatchValidation", DefaultParameterSetName = IdSet)]
[OutputType(typeof(CheckResult))]
public sealed class GetBatchValidationCommand : JobChoiceCommand
{
    /// <summary>Only checks of these projects; * and ? are wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[] Project { get; set; } = [];

    /// <summary>Compare each check with the job before that had it.</summary>
    [Parameter]
    public SwitchParameter Trend { get; set; }

    private protected override bool NewestByDefault => true;

    private protected override async Task ItemAsync(Session session, BatchJob job, CancellationToken cut)
    {
        await foreach (var one in CheckReport.ReadAsync(session.Host.Store, job, Trend, cut))
        {
            if (Wildcard.MatchesAny(Project, one.Project ?? ""))
            {
                await session.WriteAsync(one);
            }
        }
    }
}
