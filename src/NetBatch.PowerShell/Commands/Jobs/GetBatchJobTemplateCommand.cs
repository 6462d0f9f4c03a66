using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Lists job templates.</summary>
/// <remarks>A name that is written out and names nothing is an error; a wildcard that matches nothing is an empty list.</remarks>
/// <example>
/// <code>Get-BatchJobTemplate</code>
/// <para>All templates with their parameters.</para>
/// </example>
/// <example>
/// <code>(Get-BatchJobTemplate add-vlan).ToJson() | Set-Content add-vlan.json</code>
/// <para>Writes the JSON form, to be kept under version control and taken in with New-BatchJobTemplate -Path.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "BatchJobTemplate")]
[OutputType(typeof(JobTemplate))]
public sealed class GetBatchJobTemplateCommand : DefinitionCommand
{
    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameInput("template")]
    [ArgumentCompleter(typeof(JobTemplateNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => List(Name, host => host.JobTemplates);
}
