using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Which lines of a job's remediations a cmdlet shows.</summary>
public abstract class RemediationViewCommand : JobChoiceCommand
{
    /// <summary>Only these devices; * and ? are wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DeviceNameCompleter))]
    public string[] Device { get; set; } = [];

    /// <summary>Only lines of these lineages, such as 'router bgp > neighbor'.</summary>
    [Parameter]
    public string[] Scope { get; set; } = [];

    /// <summary>Files of YAML rules that put tags on lines, in place of those of the job: a list of 'lineage' and 'tags'.</summary>
    [Parameter]
    public string[] TagRule { get; set; } = [];

    /// <summary>Only lines with one of these tags.</summary>
    [Parameter]
    public string[] IncludeTag { get; set; } = [];

    /// <summary>No line with one of these tags.</summary>
    [Parameter]
    public string[] ExcludeTag { get; set; } = [];

    /// <summary>Show passwords, keys and communities too; &lt;redacted&gt; stands for them else.</summary>
    [Parameter]
    public SwitchParameter IncludeSecret { get; set; }

    private protected override bool NewestByDefault => true;

    private protected override string? NewestKind => "remediation";

    private protected override bool Concerns(BatchJob job) => job.Kind == "remediation";

    private protected RemediationView View() => new()
    {
        Names = Device, Scope = Scope, TagRules = this.TextOf(TagRule), IncludeTags = IncludeTag, ExcludeTags = ExcludeTag,
        IncludeSecret = IncludeSecret,
    };
}
