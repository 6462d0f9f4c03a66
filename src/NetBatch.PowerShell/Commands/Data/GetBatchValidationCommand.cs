using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Shows how the checks of pipeline jobs ended, by project, pipeline and step.</summary>
/// <remarks>
/// Without a job it gives that of the newest pipeline job. With -Evidence it gives the findings themselves: of a comparison each value that
/// differs, with key, column and both values. With -Trend each check is compared with the last job before that had the same step: New,
/// Same, Fixed, Broken, Better or Worse, by the number of findings. NotCompared says what a check did not look at; Sql shows its findings
/// in the databases.
/// </remarks>
/// <example>
/// <code>Get-BatchValidation | Where-Object Outcome -ne Pass</code>
/// <para>What did not pass in the newest job.</para>
/// </example>
/// <example>
/// <code>Get-BatchValidation -Name nightly* -Trend | Where-Object Trend -in Broken, Worse | Export-Csv worse.csv</code>
/// <para>What has become worse from night to night.</para>
/// </example>
/// <example>
/// <code>Get-BatchValidation -Evidence | Group-Object Step, Column | Sort-Object Count -Descending</code>
/// <para>In which columns the rows of the newest job differ.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "BatchValidation", DefaultParameterSetName = IdSet)]
[OutputType(typeof(CheckResult))]
[OutputType("NetBatch.Row")]
public sealed class GetBatchValidationCommand : JobChoiceCommand
{
    /// <summary>Only checks of these projects; * and ? are wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProjectNameCompleter))]
    public string[] Project { get; set; } = [];

    /// <summary>Compare each check with the job before that had it.</summary>
    [Parameter]
    public SwitchParameter Trend { get; set; }

    /// <summary>Give the findings: a row each, as its check shows it.</summary>
    [Parameter]
    public SwitchParameter Evidence { get; set; }

    private protected override bool NewestByDefault => true;

    private protected override string NewestKind => "pipeline";

    private protected override async Task ItemAsync(Session session, BatchJob job, CancellationToken cut)
    {
        if (Evidence)
        {
            await foreach (var (check, row) in CheckReport.FindingsAsync(session.Host.Store, job, Project, cut))
            {
                await session.WriteAsync(
                    RowObjects.Of(check.Set, row, ("JobId", job.Id), ("Pipeline", check.Name), ("Step", check.Command)));
            }

            return;
        }

        await foreach (var one in CheckReport.ReadAsync(session.Host.Store, job, Trend, cut))
        {
            if (Wildcard.MatchesAny(Project, one.Project ?? ""))
            {
                await session.WriteAsync(one);
            }
        }
    }
}
