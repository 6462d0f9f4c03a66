using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Forgets job templates; jobs that were started from them stay.</summary>
/// <remarks>A name, or a wildcard, that matches nothing is an error.</remarks>
/// <example>
/// <code>Remove-BatchJobTemplate old-*</code>
/// <para>Forgets the templates whose names begin so.</para>
/// </example>
/// <example>
/// <code>Get-BatchJobTemplate | Where-Object Project -eq lab | Remove-BatchJobTemplate -Confirm</code>
/// <para>Asks for each template of a project.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "BatchJobTemplate", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveBatchJobTemplateCommand : DefinitionCommand
{
    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameInput("template")]
    [ArgumentCompleter(typeof(JobTemplateNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => Forget(Name, host => host.JobTemplates, "Remove the job template");
}
