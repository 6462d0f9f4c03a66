using System.Collections;
using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Defines a project: pipelines that belong together, with their instances and settings.</summary>
/// <remarks>The pipelines' files are read and checked now and kept with the project; a later change of a file needs New-BatchProject
/// -Force.</remarks>
/// <example>
/// <code>New-BatchProject retail -Path ./checks/retail-*.yaml -Source legacy -Instance warehouse</code>
/// <para>Puts all pipelines of a name into a project that compares two databases.</para>
/// </example>
/// <example>
/// <code>New-BatchProject finance -Path ./finance.yaml -Setting @{ evidence = 5; tolerance = 0.1 } -Force</code>
/// <para>Replaces a project, with settings for all its checks.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "BatchProject", SupportsShouldProcess = true)]
[OutputType(typeof(BatchProject))]
public sealed class NewBatchProjectCommand : NetBatchCommand
{
    /// <summary>What to call it.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    /// <summary>The pipelines' files; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>What it is for.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>The instances to check, by name, in the place of those that the pipelines name; * and ? are wildcards.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    [SupportsWildcards]
    public string[] Instance { get; set; } = [];

    /// <summary>The instance to compare with, by name, in the place of those that the pipelines name.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    public string? Source { get; set; }

    /// <summary>Values for parameters that steps do not set themselves: @{ evidence = 5; tolerance = 0.1 }.</summary>
    [Parameter]
    public IDictionary? Setting { get; set; }

    /// <summary>Replace the project of that name.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        string[] files = [.. Path.SelectMany(path => this.Resolved(path))];
        if (!ShouldProcess(Name, "Define the project"))
        {
            return;
        }

        Run(
            async (session, cut) => await session.WriteAsync(
                await session.Host.Projects.SaveAsync(
                    new BatchProject
                    {
                        Name = Name,
                        Description = Description,
                        Pipelines = await PipelineTargets.ForProjectAsync(files, session.Host.Options.Scripts, cut),
                        Instances = Instance,
                        Source = Source,
                        Settings = Setting is null ? null : WorkSpecs.Json(Setting),
                    },
                    onlyNew: !Force,
                    cut)),
            Name);
    }
}
