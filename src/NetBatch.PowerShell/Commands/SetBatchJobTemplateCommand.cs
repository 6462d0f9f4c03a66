using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Changes parts of a job template; what is not given stays.</summary>
/// <remarks>Jobs that were started from it keep what they had.</remarks>
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
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ShouldProcess(Name, "Change the job template"))
        {
            Run(
                async (session, cut) =>
                {
                    var changed = Template(await session.Host.JobTemplates.FindAsync(Name, cut));
                    await session.WriteAsync(await session.Host.JobTemplates.SaveAsync(changed, false, cut));
                },
                Name);
        }
    }
}
