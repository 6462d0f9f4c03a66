using System.Collections;
using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Keeps a schedule: when jobs of a template are started by themselves.</summary>
/// <remarks>
/// The jobs are started by a process that goes through the schedules: netbatch serve, or Start-BatchScheduler. A moment of a schedule
/// starts one job, never two, and none while its job before has not ended. The template has to choose its devices itself, and its secrets
/// are references (env:NAME, key:PATH, agent) that this process can follow. With -Emit the definition for systemd, cron or the Windows Task
/// Scheduler is written instead, and nothing is kept.
/// </remarks>
/// <example>
/// <code>Register-BatchSchedule nightly -Cron '30 2 * * *' -TimeZone Europe/Berlin -Template audit -Notify ops -Missed Once</code>
/// <para>Every night at half past two by Berlin's clock; a night that was missed is made up for once.</para>
/// </example>
/// <example>
/// <code>$order = @{ Window = 'Sat 22:00-04:00'; AfterSchedule = 'backup' }
/// Register-BatchSchedule saturday -Cron '0 22 * * Sat' -Template upgrade @order -Parameter @{ site = 'ams' }</code>
/// <para>Begins when the backup's last job has completed, and starts no device outside of the window.</para>
/// </example>
/// <example>
/// <code>Register-BatchSchedule nightly -Cron '30 2 * * *' -Template audit -Emit Systemd |
/// ForEach-Object { Set-Content "/etc/systemd/system/$($_.Name)" $_.Content }</code>
/// <para>Leaves the waiting to systemd.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Register, "BatchSchedule", SupportsShouldProcess = true)]
[OutputType(typeof(BatchSchedule), typeof(NativeFile))]
public sealed class RegisterBatchScheduleCommand : NetBatchCommand
{
    /// <summary>The schedule's name, unique whatever the case.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(ScheduleNameCompleter))]
    public string Name { get; set; } = "";

    /// <summary>Minute, hour, day of month, month, day of week ('30 2 * * Sat'), or @daily and the like. Six and seven fields, with seconds
    /// or years, are refused.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string Cron { get; set; } = "";

    /// <summary>Whose clock it goes by, such as Europe/Berlin. Default: this machine's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? TimeZone { get; set; }

    /// <summary>The job template (New-BatchJobTemplate).</summary>
    [Parameter(Mandatory = true)]
    [ArgumentCompleter(typeof(JobTemplateNameCompleter))]
    public string Template { get; set; } = "";

    /// <summary>Values for the template's parameters.</summary>
    [Parameter]
    [Pairs]
    public IDictionary? Parameter { get; set; }

    /// <summary>A change window in the place of the template's, such as 'Sat 22:00-04:00', by the clock of -TimeZone.</summary>
    [Parameter]
    public string? Window { get; set; }

    /// <summary>What becomes of moments at which nobody went through the schedules: Skip, Once (one job for the last of them), All (a job
    /// for each, oldest first). Default: Skip.</summary>
    [Parameter]
    public MissedRuns Missed { get; set; }

    /// <summary>How many missed moments are made up for with -Missed All, 1 to 100. Default 10.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int MostMissed { get; set; } = 10;

    /// <summary>Schedules whose last job must have ended before this one's begins.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ScheduleNameCompleter))]
    public string[]? AfterSchedule { get; set; }

    /// <summary>What the end of those jobs must be. Default: Success.</summary>
    [Parameter]
    public DependencyRule After { get; set; }

    /// <summary>Names of notifications for its jobs.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NotificationNameCompleter))]
    public string[]? Notify { get; set; }

    /// <summary>Keep it, and let it rest.</summary>
    [Parameter]
    public SwitchParameter Disabled { get; set; }

    /// <summary>Put it over a schedule of the same name.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Write the definition for these schedulers instead: Systemd, Cron, TaskScheduler. They run the netbatch command
    /// line.</summary>
    [Parameter]
    public NativeScheduler[] Emit { get; set; } = [];

    /// <summary>The netbatch program in what -Emit writes. Default: netbatch.</summary>
    [Parameter]
    public string Program { get; set; } = "netbatch";

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var schedule = Checked(Schedule, Name);
        if (Emit.Length > 0)
        {
            Run(
                async (session, cut) =>
                {
                    foreach (var file in (await Task.WhenAll(
                        Emit.Select(format => session.Host.Schedules.EmitAsync(schedule, format, [Program], cut)))).SelectMany(
                            files => files))
                    {
                        await session.WriteAsync(file);
                    }
                },
                Name);
        }
        else if (ShouldProcess($"{Name}: {Cron} {schedule.TimeZone}, template {Template}", "Keep the schedule"))
        {
            Run((session, cut) => session.KeepAsync(session.Host.Schedules, schedule, Force, cut), Name);
        }
    }

    private BatchSchedule Schedule()
    {
        var zone = TimeZone ?? TimeZoneInfo.Local.Id;
        return new BatchSchedule
        {
            Name = Name,
            Cron = Cron,
            TimeZone = zone,
            Template = Template,
            Parameters = WorkSpecs.Values(Parameter),
            Window = Window is null ? null : ChangeWindow.Parse(Window, Zones.Find(zone)),
            Missed = Missed,
            MostMissed = MostMissed,
            AfterSchedules = AfterSchedule,
            After = After,
            Notify = Notify,
            Disabled = Disabled,
        };
    }
}
