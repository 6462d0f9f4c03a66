using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Lets schedules rest: they are kept and start no job.</summary>
/// <remarks>Jobs that run already go on. Enable-BatchSchedule ends the rest; moments that passed meanwhile are not made up for.</remarks>
/// <example>
/// <code>Disable-BatchSchedule nightly</code>
/// <para>Keeps one from starting jobs.</para>
/// </example>
/// <example>
/// <code>Get-BatchSchedule | Where-Object Template -like 'upgrade*' | Disable-BatchSchedule -PassThru</code>
/// <para>Before a freeze of changes: all of some templates.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Disable, "BatchSchedule", SupportsShouldProcess = true)]
[OutputType(typeof(BatchSchedule))]
public sealed class DisableBatchScheduleCommand : ScheduleChangeCommand
{
    private protected override string Action => "Disable the schedule";

    private protected override BatchSchedule Changed(BatchSchedule schedule) => schedule with { Disabled = true };
}
