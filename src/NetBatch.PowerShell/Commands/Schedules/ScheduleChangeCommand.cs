using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>What the cmdlets share that change schedules.</summary>
public abstract class ScheduleChangeCommand : NetBatchCommand
{
    /// <summary>Names; * and ? are wildcards. Schedules can be piped.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameInput("schedule")]
    [ArgumentCompleter(typeof(ScheduleNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Give the schedules as they are then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What is done, in words.</summary>
    private protected abstract string Action { get; }

    /// <summary>A schedule as it is to be.</summary>
    private protected abstract BatchSchedule Changed(BatchSchedule schedule);

    /// <inheritdoc/>
    protected override void ProcessRecord() => Array.ForEach(Name, name => RunEach(name, async (session, cut) =>
    {
        foreach (var schedule in await session.Host.Schedules.ToUseAsync([name], cut))
        {
            if (!await session.MayAsync(schedule.Name, Action))
            {
                continue;
            }

            var kept = await session.Host.Schedules.SaveAsync(Changed(schedule), onlyNew: false, cut);
            if (PassThru)
            {
                await session.WriteAsync(kept);
            }
        }
    }));
}
