using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Changes parts of job templates; what is not given stays.</summary>
/// <remarks>Jobs that were started from them keep what they had.</remarks>
/// <example>
/// <code>Set-BatchJobTemplate add-vlan -BatchSize 1,25 -MaxFailures 2</code>
/// <para>Goes on with larger batches and stops after two failures.</para>
/// </example>
/// <example>
/// <code>Set-BatchJobTemplate audit -Device * -DeviceLabel role=core -CredentialName admin@env:ROUTER_PW</code>
/// <para>Chooses other devices and another place for the secret.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "BatchJobTemplate", DefaultParameterSetName = "Parts", SupportsShouldProcess = true)]
[OutputType(typeof(JobTemplate))]
public sealed class SetBatchJobTemplateCommand : JobTemplateCommand
{
    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Parts", ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [NameInput("job template")]
    [ArgumentCompleter(typeof(JobTemplateNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => Array.ForEach(Name, name => RunEach(name, async (session, cut) =>
    {
        foreach (var before in await session.Host.JobTemplates.ToUseAsync([name], cut))
        {
            if (await session.MayAsync(before.Name, "Change the job template"))
            {
                await session.WriteAsync(await session.Host.JobTemplates.SaveAsync(Template(before.Name, before), false, cut));
            }
        }
    }));
}
