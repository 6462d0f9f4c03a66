using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Defines a job template: a job with parameters, to be started often.</summary>
/// <remarks>
/// The texts of commands, config lines and arguments may hold {name}, where a parameter's value is put in when a job is started
/// (Start-BatchJob -JobTemplate). A text that is nothing but {name} takes the value in its own type; a list is spliced in. Values have
/// types and limits and never a line break. A template holds references to secrets, never secrets.
/// </remarks>
/// <example>
/// <code>$id = @{ Name = 'id'; Type = 'WholeNumber'; Least = 2; Most = 4094; Required = $true }
/// $label = @{ Name = 'label'; Default = 'users' }
/// $lines = 'vlan {id}', 'name {label}'
/// New-BatchJobTemplate add-vlan -ConfigLine $lines -Save -Device '{site}-*' -Parameter $id, $label, site -BatchSize 1,10</code>
/// <para>A change that is the same each time but for the VLAN, its name and the site.</para>
/// </example>
/// <example>
/// <code>New-BatchJobTemplate -Path ./add-vlan.json -Force</code>
/// <para>Takes the JSON form, such as ToJson() gives, over the template of that name.</para>
/// </example>
/// <example>
/// <code>New-BatchJobTemplate nightly-checks -PipelineProject retail, finance -Notify ops
/// Register-BatchSchedule nightly-checks '30 2 * * *' -Template nightly-checks</code>
/// <para>Runs the pipelines of two projects every night.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "BatchJobTemplate", DefaultParameterSetName = "Parts", SupportsShouldProcess = true)]
[OutputType(typeof(JobTemplate))]
public sealed class NewBatchJobTemplateCommand : JobTemplateCommand
{
    /// <summary>The template's name, unique whatever the case.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Parts")]
    [ArgumentCompleter(typeof(JobTemplateNameCompleter))]
    public string Name { get; set; } = "";

    /// <summary>A file with the template's JSON form.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Path")]
    [Alias("LiteralPath")]
    public string Path { get; set; } = "";

    /// <summary>Put it over a template of the same name.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var template = Checked(() => ParameterSetName == "Path" ? OfFile() : Template(Name), Name);
        if (ShouldProcess(template.Name, "Keep the job template"))
        {
            Run((session, cut) => session.KeepAsync(session.Host.JobTemplates, template, Force, cut), template.Name);
        }
    }

    private JobTemplate OfFile()
    {
        var file = this.FilePath(Path);
        var template = JobTemplate.FromFile(file, TextFile.Read(file));
        return template with { Rules = Rules(template.Rules) };
    }
}
