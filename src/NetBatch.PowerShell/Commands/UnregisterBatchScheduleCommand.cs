using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Forgets schedules; their jobs, and what became of their moments, stay.</summary>
/// <remarks>A name, or a wildcard, that matches nothing is an error.</remarks>
/// <example>
/// <code>Unregister-BatchSchedule nightly</code>
/// <para>No further job is started by it; one that runs goes on.</para>
/// </example>
/// <example>
/// <code>Get-BatchSchedule lab-* | Unregister-BatchSchedule -Confirm</code>
/// <para>Asks for each.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Unregister, "BatchSchedule", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class UnregisterBatchScheduleCommand : NetBatchCommand
{
    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ScheduleNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => Array.ForEach(Name, name => RunEach(name, async (session, cut) =>
    {
        var found = await session.Host.Schedules.ReadAsync([name], cut).ToListAsync(cut);
        if (found.Count == 0)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"There is no schedule '{name}'.", "List all with Get-BatchSchedule.");
        }

        foreach (var one in found)
        {
            var may = false;
            await session.DoAsync(() => may = ShouldProcess(one.Name, "Forget the schedule"));
            if (may)
            {
                await session.Host.Schedules.RemoveAsync(one.Name, cut);
            }
        }
    }));
}
