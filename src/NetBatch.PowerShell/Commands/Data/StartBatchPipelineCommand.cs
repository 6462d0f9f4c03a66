using System.Collections;
using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Runs pipelines: checks of databases, or of one against another, as YAML files write them.</summary>
/// <remarks>
/// Every file is checked whole before anything runs. Each pipeline is one target of the job, on each instance; its steps are the checks,
/// made as queries on sessions that can only read. What a check finds stands in its rows (Get-BatchResult), how all ended in
/// Get-BatchValidation. A pipeline whose checks do not all pass has failed: Invoke-BatchRetry makes those again. One pipeline runs at a
/// time unless -Parallel or -ThrottleLimit say more.
/// </remarks>
/// <example>
/// <code>Start-BatchPipeline -Path ./checks/*.yaml -Parallel -ThrottleLimit 4 -Wait; Get-BatchValidation -Trend</code>
/// <para>Runs all pipelines of a folder, four at a time, and shows what changed since the last run.</para>
/// </example>
/// <example>
/// <code>Start-BatchPipeline ./retail-migration.yaml -Source legacy -Instance warehouse-* -StopOnError -Wait</code>
/// <para>Compares many databases with one, and starts nothing more after the first that fails.</para>
/// </example>
/// <example>
/// <code>Start-BatchPipeline -Draft -Source legacy -Instance warehouse | Set-Content ./retail.yaml</code>
/// <para>Drafts a pipeline that compares every table of two databases, to be read and changed before it is run.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Start, "BatchPipeline", DefaultParameterSetName = FileSet, SupportsShouldProcess = true)]
[OutputType(typeof(BatchJob), typeof(Job), typeof(string))]
public sealed class StartBatchPipelineCommand : InstanceJobCommand
{
    private const string FileSet = "File";
    private const string DraftSet = "Draft";

    private string[] files = [];

    /// <summary>The pipelines' files; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = FileSet)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Run nothing: give the text of a pipeline that compares the tables of -Source and -Instance, drafted from their
    /// metadata.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DraftSet)]
    public SwitchParameter Draft { get; set; }

    /// <summary>With -Draft: only these tables of the source; * and ? are wildcards.</summary>
    [Parameter(ParameterSetName = DraftSet)]
    [SupportsWildcards]
    public string[] Table { get; set; } = [];

    /// <summary>The instance to compare with, by name, in the place of the one that the files name.</summary>
    [Parameter(ParameterSetName = FileSet)]
    [Parameter(Mandatory = true, ParameterSetName = DraftSet)]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    public string? Source { get; set; }

    /// <summary>Values for parameters that steps do not set themselves: @{ evidence = 5; tolerance = 0.1 }.</summary>
    [Parameter]
    public IDictionary? Setting { get; set; }

    /// <summary>Run all pipelines at once, up to -ThrottleLimit (50).</summary>
    [Parameter]
    public SwitchParameter Parallel { get; set; }

    private protected override bool Changes => false;

    private protected override JobRules Defaults => DataRules.Pipelines(Parallel);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        files = [.. Path.SelectMany(path => this.Resolved(path))];
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!Draft)
        {
            base.EndProcessing();
            return;
        }

        Run(async (session, cut) =>
        {
            var login = new JobCredentials().With(SecretSources.Login, nameof(Credential), Credential, CredentialName)
                .Reference(session.Host, SecretSources.Login);
            var source = await TargetSelection.ByNameAsync(session.Host.Store.Targets, "instance", [Source!], cut);
            if (TargetSelection.WithDefaults([.. source, .. await InstancesAsync(session.Host, cut)], login) is not [DatabaseInstance one,
                DatabaseInstance other])
            {
                throw new NetBatchException(ErrorCode.InvalidArgument, "A draft is made of two databases.",
                    "Give one by -Source and one by -Instance.");
            }

            await session.WriteAsync(await PipelineDrafts.WriteAsync(session.Host, one, other, Table, cut));
        });
    }

    private protected override Task<JobSpec> MakeAsync(NetBatchHost host, CancellationToken cancellationToken) =>
        Task.FromResult(new JobSpec
    {
        Name = files.Length == 1 ? System.IO.Path.GetFileNameWithoutExtension(files[0]) : $"{files.Length} pipelines",
        Project = Project,
        Work = WorkSpecs.Of("pipeline", new Hashtable { ["settings"] = Setting }),
        Targets = [],
    });

    private protected override async Task<IReadOnlyList<Target>> TargetsAsync(NetBatchHost host, CancellationToken cancellationToken) =>
        await PipelineTargets.FromFilesAsync(host, files, await InstancesAsync(host, cancellationToken), Source, cancellationToken);
}
