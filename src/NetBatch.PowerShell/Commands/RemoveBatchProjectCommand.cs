using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Forgets projects. Jobs keep their own copy of the pipelines.</summary>
/// <remarks>A name, or a wildcard, that matches nothing is an error.</remarks>
/// <example>
/// <code>Remove-BatchProject trial-*</code>
/// <para>Forgets the projects whose names begin so.</para>
/// </example>
/// <example>
/// <code>Get-BatchProject | Where-Object ChangedAt -lt (Get-Date).AddYears(-1) | Remove-BatchProject -Confirm</code>
/// <para>Asks for each project that nobody has changed for a year.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "BatchProject", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveBatchProjectCommand : DefinitionCommand
{
    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameInput("project")]
    [ArgumentCompleter(typeof(ProjectNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => Forget(Name, host => host.Projects, "Forget the project");
}
