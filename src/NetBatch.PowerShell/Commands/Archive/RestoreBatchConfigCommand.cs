using System.Collections;
using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Computes what leads devices back to a kept version of their configuration. Changes nothing: the lines are shown
/// first.</summary>
/// <remarks>
/// Starts a job that reads each device's running configuration and compares it with the version (kind remediation). Get-BatchRemediation
/// shows its lines, Deploy-BatchRemediation sends them with all the care of a remediation: a way back, checks, a limit on deletions.
/// </remarks>
/// <example>
/// <code>Restore-BatchConfig r1 -Version 12 -Credential admin -Wait | Get-BatchRemediation</code>
/// <para>What would lead a device back to a version.</para>
/// </example>
/// <example>
/// <code>$job = Restore-BatchConfig core* -At '2026-11-28 22:00' -Wait; $job | Get-BatchRemediation
/// $job | Deploy-BatchRemediation -MaxDeletePercent 20</code>
/// <para>Back to what was there on an evening, after a look at the lines.</para>
/// </example>
[Cmdlet(VerbsData.Restore, "BatchConfig")]
[OutputType(typeof(BatchJob), typeof(Job))]
public sealed class RestoreBatchConfigCommand : JobStartingCommand
{
    /// <summary>The version. Default: the newest that was kept.</summary>
    [Parameter]
    public int? Version { get; set; }

    /// <summary>The version that was there at this time: a date, a time, or an age such as 12h or 7d.</summary>
    [Parameter]
    [Moment]
    public DateTimeOffset? At { get; set; }

    /// <summary>Which of the kept texts: running (the default), or set.</summary>
    [Parameter]
    public string? Part { get; set; }

    /// <summary>How much of a running config may be deleted, in percent of its lines, 0 to 100, before a deployment is refused. Default
    /// 10.</summary>
    [Parameter]
    public double? MaxDeletePercent { get; set; }

    private protected override bool Changes => false;

    private protected override string Title => "restore";

    private protected override WorkSpec MakeWork() =>
        WorkSpecs.Of("remediation", new Hashtable { ["maxDeletePercent"] = MaxDeletePercent });

    private protected override bool MayStart(JobPreview preview) => true;

    private protected override async Task<JobSpec> SpecAsync(NetBatchHost host, CancellationToken cancellationToken) =>
        await host.Configs.RestoreAsync(await base.SpecAsync(host, cancellationToken), Part, Version, At, cancellationToken);
}
