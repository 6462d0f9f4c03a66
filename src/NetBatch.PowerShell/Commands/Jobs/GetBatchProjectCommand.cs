using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Lists the projects that are defined.</summary>
/// <remarks>Format-List shows instances and settings, too.</remarks>
/// <example>
/// <code>Get-BatchProject</code>
/// <para>All projects.</para>
/// </example>
/// <example>
/// <code>Get-BatchProject retail* | Format-List</code>
/// <para>Projects by name, with all that is kept of them.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "BatchProject")]
[OutputType(typeof(BatchProject))]
public sealed class GetBatchProjectCommand : DefinitionCommand
{
    /// <summary>Names; * and ? are wildcards. Default: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameInput("project")]
    [ArgumentCompleter(typeof(ProjectNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => List(Name, host => host.Projects);
}
