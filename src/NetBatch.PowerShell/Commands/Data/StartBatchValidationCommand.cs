using System.Collections;
using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Runs the pipelines of projects as one job.</summary>
/// <remarks>Get-BatchValidation shows the results by project, pipeline and step, and with -Trend what has changed since the run
/// before.</remarks>
/// <example>
/// <code>Start-BatchValidation -Project retail, finance -Wait; Get-BatchValidation | Where-Object Outcome -ne Pass</code>
/// <para>Runs all pipelines of two projects and shows what did not pass.</para>
/// </example>
/// <example>
/// <code>Start-BatchValidation -Project * -Parallel -ThrottleLimit 8 -Detached</code>
/// <para>Runs all projects in a process of its own, eight pipelines at a time.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Start, "BatchValidation", SupportsShouldProcess = true)]
[OutputType(typeof(BatchJob), typeof(Job))]
public sealed class StartBatchValidationCommand : DataJobCommand
{
    private IReadOnlyList<BatchProject> projects = [];

    /// <summary>The projects; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(ProjectNameCompleter))]
    [SupportsWildcards]
    public string[] Project { get; set; } = [];

    /// <summary>Run all pipelines at once, up to -ThrottleLimit (50).</summary>
    [Parameter]
    public SwitchParameter Parallel { get; set; }

    private protected override bool Changes => false;

    private protected override JobRules Defaults => DataRules.Pipelines(Parallel);

    private protected override async Task<JobSpec> MakeAsync(NetBatchHost host, CancellationToken cancellationToken)
    {
        projects = await host.Projects.ToUseAsync(Project, cancellationToken);
        return PipelineTargets.SpecOf(projects);
    }

    private protected override Task<IReadOnlyList<Target>> TargetsAsync(NetBatchHost host, CancellationToken cancellationToken) =>
        PipelineTargets.FromProjectsAsync(host, projects, cancellationToken);
}
