using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Forgets job templates; jobs that were started from them stay.</summary>
/// <remarks>It asks where it is more than one, or a wildcard. A name that is not there is an error, a wildcard that matches nothing is
/// none.</remarks>
/// <example>
/// <code>Remove-BatchJobTemplate old-*</code>
/// <para>Forgets the templates whose names begin so.</para>
/// </example>
/// <example>
/// <code>Get-BatchJobTemplate | Where-Object Project -eq lab | Remove-BatchJobTemplate -Confirm</code>
/// <para>Asks for each template of a project.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "BatchJobTemplate", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveBatchJobTemplateCommand : ForgetCommand
{
    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameInput("template")]
    [ArgumentCompleter(typeof(JobTemplateNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    private protected override string Action => "Remove the job template";

    /// <inheritdoc/>
    protected override void ProcessRecord() => Collect(Name, host => host.JobTemplates);
}
