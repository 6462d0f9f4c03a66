using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Forgets old jobs that have ended, with their results, and gives their space back.</summary>
/// <remarks>
/// Jobs that run, wait or can be resumed are never cleared, and jobs with devices whose outcome is unknown only with -IncludeUnknown, since
/// the locks of these devices are freed with the job. Who cleared what stays in the audit trail (Get-BatchEvent).
/// </remarks>
/// <example>
/// <code>Clear-BatchHistory -OlderThan 90d -WhatIf</code>
/// <para>Shows which jobs would be forgotten.</para>
/// </example>
/// <example>
/// <code>Clear-BatchHistory -Name nightly* -OlderThan 30d -KeepLast 10 -Confirm:$false</code>
/// <para>Forgets the nightly jobs of more than 30 days ago, but keeps the ten newest of each name.</para>
/// </example>
[Cmdlet(VerbsCommon.Clear, "BatchHistory", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(HistoryCleared))]
public sealed class ClearBatchHistoryCommand : NetBatchCommand
{
    /// <summary>Only jobs that ended longer ago: 12h, 30d, 4w, or a TimeSpan.</summary>
    [Parameter(Position = 0)]
    [Duration(NeedsUnit = true)]
    public TimeSpan? OlderThan { get; set; }

    /// <summary>Keep so many of the newest jobs of each name, whatever their age.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? KeepLast { get; set; }

    /// <summary>Only jobs of these names; * and ? are wildcards.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Also jobs with devices whose outcome is unknown; their device locks are freed.</summary>
    [Parameter]
    public SwitchParameter IncludeUnknown { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(async (session, cut) =>
    {
        var clearing = new HistoryClearing { OlderThan = OlderThan, KeepLast = KeepLast, Names = Name, WithUnknown = IncludeUnknown };
        var jobs = await clearing.ChooseAsync(session.Host.Store, session.Host.Options.Time, cut);
        foreach (var job in jobs)
        {
            await session.VerboseAsync($"{job.Id} {job.Name}: {job.State}, ended {job.EndedAt:u}");
        }

        var names = jobs.Count == 0 ? ""
            : $", from {jobs[0].Id} ({jobs[0].Name}, {jobs[0].CreatedAt.ToLocalTime():yyyy-MM-dd}) to {jobs[^1].Id} ({jobs[^1].Name}, "
                + $"{jobs[^1].CreatedAt.ToLocalTime():yyyy-MM-dd})";
        var asked = $"Remove {Counted.Of(jobs.Count, "job")} with all results{names}.";
        var may = false;
        await session.DoAsync(() =>
            may = new Confirmation(this).May(asked, $"{asked} This cannot be taken back. Do it?", risky: jobs.Count > 0, force: false));
        if (may)
        {
            await session.WriteAsync(await HistoryClearing.ClearAsync(session.Host.Store, jobs, session.Host.Me, cut));
        }
    });
}
