using System.Collections;
using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Changes projects. Jobs that were made of them keep them as they were.</summary>
/// <remarks>
/// What is not named stays as it is. -Path reads pipelines anew: those of the same name take the place of the old ones, the others come to
/// them, and with -Replace they are all there are. Settings are merged: one that is $null is taken away.
/// </remarks>
/// <example>
/// <code>Set-BatchProject retail -Path ./checks/retail-orders.yaml -Setting @{ evidence = 50 }</code>
/// <para>Takes in the new text of one pipeline and shows more findings of each check.</para>
/// </example>
/// <example>
/// <code>Get-BatchProject | Set-BatchProject -Source legacy-2 -PassThru</code>
/// <para>Compares with another database in all projects.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "BatchProject", SupportsShouldProcess = true)]
[OutputType(typeof(BatchProject))]
public sealed class SetBatchProjectCommand : NetBatchCommand
{
    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameInput("project")]
    [ArgumentCompleter(typeof(ProjectNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Pipelines' files to read anew or to add; * and ? are wildcards.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Let the pipelines of -Path be all that the project has.</summary>
    [Parameter]
    public SwitchParameter Replace { get; set; }

    /// <summary>What it is for; empty: nothing said.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Description { get; set; }

    /// <summary>The instances to check, by name, in place of all there are; an empty list: those that the pipelines name.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    [AllowEmptyCollection]
    [SupportsWildcards]
    public string[]? Instance { get; set; }

    /// <summary>The instance to compare with, by name; empty: those that the pipelines name.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    [AllowEmptyString]
    public string? Source { get; set; }

    /// <summary>Values for parameters that steps do not set themselves: @{ evidence = 5 }; $null takes one away.</summary>
    [Parameter]
    public IDictionary? Setting { get; set; }

    /// <summary>Give the projects as they are then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string[] files = [.. Path.SelectMany(path => this.Resolved(path))];
        if (Replace && files.Length == 0)
        {
            ThrowTerminatingError(
                new NetBatchException(ErrorCode.InvalidArgument, "-Replace was given without -Path.", "Name the files that are to be all.")
                    .ToRecord(null));
        }

        Array.ForEach(Name, name => RunEach(name, async (session, cut) =>
        {
            var pipelines = await PipelineTargets.ForProjectAsync(files, session.Host.Options.Scripts, cut);
            foreach (var project in await session.Host.Projects.ToUseAsync([name], cut))
            {
                if (!await session.MayAsync(project.Name, "Set"))
                {
                    continue;
                }

                var kept = await session.Host.Projects.SaveAsync(Changed(project, pipelines), onlyNew: false, cut);
                if (PassThru)
                {
                    await session.WriteAsync(kept);
                }
            }
        }));
    }

    private BatchProject Changed(BatchProject project, IReadOnlyList<ProjectPipeline> read)
    {
        var kept = Replace ? [] : project.Pipelines;
        return project with
        {
            Description = Description is null ? project.Description : Description.Length == 0 ? null : Description,
            Pipelines =
            [
                .. kept.Select(old => read.FirstOrDefault(one => Same(one, old)) ?? old),
                .. read.Where(one => !kept.Any(old => Same(one, old))),
            ],
            Instances = Instance ?? project.Instances,
            Source = Source is null ? project.Source : Source.Length == 0 ? null : Source,
            Settings = Setting is null ? project.Settings : WorkSpecs.Merged(project.Settings, Setting),
        };
    }

    private static bool Same(ProjectPipeline one, ProjectPipeline other) =>
        string.Equals(one.Name, other.Name, StringComparison.OrdinalIgnoreCase);
}
