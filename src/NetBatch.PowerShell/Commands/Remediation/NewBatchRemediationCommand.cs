using System.Collections;
using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Computes what turns each device's running config into the intended one, and the way back. Changes nothing.</summary>
/// <remarks>
/// Gives a job; Get-BatchRemediation shows its lines, Deploy-BatchRemediation sends them. The configs come from the columns RunningConfig
/// and IntendedConfig of what is piped in, or from files that are named after the devices. A running config that nobody gives is read from
/// the device over SSH; where all are given no connection is opened. A config that cannot be understood fails its device and not the job.
/// An intended config is whole: what it lacks is taken away, unless -Scope says what it speaks of.
/// </remarks>
/// <example>
/// <code>$job = New-BatchRemediation -Device core* -IntendedPath ./intended -Credential admin -Wait; $job | Get-BatchRemediation</code>
/// <para>Reads the running configs of some devices and compares them with the files ./intended/NAME.cfg.</para>
/// </example>
/// <example>
/// <code>$rows | New-BatchRemediation -Wait | Get-BatchRemediationReport</code>
/// <para>Works on rows with DeviceId, Platform, RunningConfig and IntendedConfig, without touching any device.</para>
/// </example>
/// <example>
/// <code>New-BatchRemediation -RunningPath ./backup -IntendedPath ./ntp -Platform cisco_ios -Scope 'ntp server' -Wait</code>
/// <para>The files of ./ntp hold NTP servers only; all else stays as it runs.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "BatchRemediation")]
[OutputType(typeof(BatchJob), typeof(Job))]
public sealed class NewBatchRemediationCommand : JobStartingCommand
{
    /// <summary>A folder with a file NAME.cfg (.conf, .txt) for each device, or one file for all, with the intended configs. Where no
    /// device is named, its files name them.</summary>
    [Parameter]
    public string? IntendedPath { get; set; }

    /// <summary>The same with the running configs. Without it, what no column gives is read from the device.</summary>
    [Parameter]
    public string? RunningPath { get; set; }

    /// <summary>What the intended configs speak of: lineages such as 'ntp server' or 'interface > description', levels with ' > ' between.
    /// All else stays as it runs.</summary>
    [Parameter]
    public string[] Scope { get; set; } = [];

    /// <summary>How much of a running config may be deleted, in percent of its lines, 0 to 100, before a deployment is refused. Default
    /// 10.</summary>
    [Parameter]
    public double? MaxDeletePercent { get; set; }

    /// <summary>Lines may touch what the session itself uses: address, interface, VRF, AAA, users, terminal lines.</summary>
    [Parameter]
    public SwitchParameter AllowManagementPath { get; set; }

    /// <summary>Files of YAML rules that put tags on lines: a list of 'lineage' and 'tags'.</summary>
    [Parameter]
    public string[] TagRule { get; set; } = [];

    /// <summary>Only lines with one of these tags are part of the change.</summary>
    [Parameter]
    public string[] IncludeTag { get; set; } = [];

    /// <summary>No line with one of these tags is part of the change.</summary>
    [Parameter]
    public string[] ExcludeTag { get; set; } = [];

    private protected override bool Changes => false;

    private protected override string Title => "remediation";

    private protected override WorkSpec MakeWork() => WorkSpecs.Of("remediation", new Hashtable
    {
        ["scope"] = Scope.Length > 0 ? Scope : null,
        ["maxDeletePercent"] = MaxDeletePercent,
        ["allowManagementPath"] = AllowManagementPath ? true : null,
        ["tagRules"] = this.TextOf(TagRule),
        ["includeTags"] = IncludeTag.Length > 0 ? IncludeTag : null,
        ["excludeTags"] = ExcludeTag.Length > 0 ? ExcludeTag : null,
    });

    private protected override bool MayStart(JobPreview preview) => true;

    private protected override async Task<JobSpec> SpecAsync(NetBatchHost host, CancellationToken cancellationToken)
    {
        var spec = await RemediationInput.CompleteAsync(
            host.Store.Targets, await base.SpecAsync(host, cancellationToken), this.PathOf(RunningPath), this.PathOf(IntendedPath),
            Platform, BatchSize is null, cancellationToken);
        return spec with { Targets = WithCredentials(host, spec.Targets, Platform) };
    }
}
