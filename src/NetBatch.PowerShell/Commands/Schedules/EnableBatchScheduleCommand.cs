using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Lets schedules that rest start jobs again.</summary>
/// <remarks>Moments that passed while a schedule rested are not made up for.</remarks>
/// <example>
/// <code>Enable-BatchSchedule nightly</code>
/// <para>Its next moment starts a job again.</para>
/// </example>
/// <example>
/// <code>Get-BatchSchedule | Where-Object Disabled | Enable-BatchSchedule -PassThru | Format-Table Name, NextDue</code>
/// <para>After a freeze of changes: all that rest, and when they are due.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Enable, "BatchSchedule", SupportsShouldProcess = true)]
[OutputType(typeof(BatchSchedule))]
public sealed class EnableBatchScheduleCommand : ScheduleChangeCommand
{
    private protected override string Action => "Enable the schedule";

    private protected override BatchSchedule Changed(BatchSchedule schedule) => schedule with { Disabled = false };
}
