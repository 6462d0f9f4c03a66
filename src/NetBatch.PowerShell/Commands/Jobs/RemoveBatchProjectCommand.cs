using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Forgets projects. Jobs keep their own copy of the pipelines.</summary>
/// <remarks>It asks where it is more than one, or a wildcard. A name that is not there is an error, a wildcard that matches nothing is
/// none.</remarks>
/// <example>
/// <code>Remove-BatchProject trial-*</code>
/// <para>Forgets the projects whose names begin so.</para>
/// </example>
/// <example>
/// <code>Get-BatchProject | Where-Object ChangedAt -lt (Get-Date).AddYears(-1) | Remove-BatchProject -Confirm</code>
/// <para>Asks for each project that nobody has changed for a year.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "BatchProject", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveBatchProjectCommand : ForgetCommand
{
    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameInput("project")]
    [ArgumentCompleter(typeof(ProjectNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    private protected override string Action => "Remove the project";

    /// <inheritdoc/>
    protected override void ProcessRecord() => Collect(Name, host => host.Projects);
}
