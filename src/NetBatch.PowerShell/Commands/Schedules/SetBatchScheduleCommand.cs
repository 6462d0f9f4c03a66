using System.Collections;
using System.Management.Automation;
using System.Text.Json;

namespace NetBatch.Commands;

/// <summary>Changes parts of schedules; what is not given stays.</summary>
/// <remarks>
/// Jobs that run already keep what they had. Values of -Parameter go over those there are; one that is $null is taken away. Moments before
/// the change are not made up for. Enable-BatchSchedule and Disable-BatchSchedule let one work or rest.
/// </remarks>
/// <example>
/// <code>Set-BatchSchedule nightly -Cron '0 3 * * *' -PassThru</code>
/// <para>Begins half an hour later, and shows when it is due next.</para>
/// </example>
/// <example>
/// <code>Get-BatchSchedule | Where-Object Template -eq audit | Set-BatchSchedule -Notify ops, oncall -Missed Once</code>
/// <para>Tells others of all jobs of a template, and makes up for a moment that was missed.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "BatchSchedule", SupportsShouldProcess = true)]
[OutputType(typeof(BatchSchedule))]
public sealed class SetBatchScheduleCommand : ScheduleChangeCommand
{
    /// <summary>Minute, hour, day of month, month, day of week ('30 2 * * Sat'); or @daily and the like.</summary>
    [Parameter(Position = 1)]
    public string? Cron { get; set; }

    /// <summary>Whose clock it goes by, such as Europe/Berlin.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? TimeZone { get; set; }

    /// <summary>The job template.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(JobTemplateNameCompleter))]
    public string? Template { get; set; }

    /// <summary>Values for the template's parameters, over those there are; $null takes one away.</summary>
    [Parameter]
    [Pairs]
    public IDictionary? Parameter { get; set; }

    /// <summary>A change window in the place of the template's, by the clock of the schedule; empty: that of the template.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Window { get; set; }

    /// <summary>What becomes of moments at which nobody went through the schedules: Skip, Once, All.</summary>
    [Parameter]
    public MissedRuns? Missed { get; set; }

    /// <summary>How many missed moments are made up for with -Missed All, 1 to 100.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int? MostMissed { get; set; }

    /// <summary>Schedules whose last job must have ended before this one's begins; an empty list: none.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(ScheduleNameCompleter))]
    public string[]? AfterSchedule { get; set; }

    /// <summary>What the end of those jobs must be.</summary>
    [Parameter]
    public DependencyRule? After { get; set; }

    /// <summary>Names of notifications for its jobs; an empty list: none.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(NotificationNameCompleter))]
    public string[]? Notify { get; set; }

    private protected override string Action => "Change the schedule";

    private protected override BatchSchedule Changed(BatchSchedule schedule)
    {
        var zone = TimeZone ?? schedule.TimeZone;
        return schedule with
        {
            Cron = Cron ?? schedule.Cron,
            TimeZone = zone,
            Template = Template ?? schedule.Template,
            Parameters = Parameter is null ? schedule.Parameters : Merged(schedule.Parameters, Parameter),
            Window = Window is null ? schedule.Window : Window.Length == 0 ? null : ChangeWindow.Parse(Window, Zones.Find(zone)),
            Missed = Missed ?? schedule.Missed,
            MostMissed = MostMissed ?? schedule.MostMissed,
            AfterSchedules = AfterSchedule is null ? schedule.AfterSchedules : AfterSchedule.Length == 0 ? null : AfterSchedule,
            After = After ?? schedule.After,
            Notify = Notify is null ? schedule.Notify : Notify.Length == 0 ? null : Notify,
        };
    }

    private static Dictionary<string, JsonElement> Merged(IReadOnlyDictionary<string, JsonElement> before, IDictionary over)
    {
        Dictionary<string, JsonElement> merged = new(before, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in WorkSpecs.Values(over))
        {
            merged.Remove(name);
            if (value.ValueKind != JsonValueKind.Null)
            {
                merged[name] = value;
            }
        }

        return merged;
    }
}
