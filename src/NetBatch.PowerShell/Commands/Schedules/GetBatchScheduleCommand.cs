using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Lists schedules with their last and their next moment, or what became of their moments.</summary>
/// <remarks>A name that is written out and names nothing is an error; a wildcard that matches nothing is an empty list.</remarks>
/// <example>
/// <code>Get-BatchSchedule</code>
/// <para>What is due when, and what became of the last moment.</para>
/// </example>
/// <example>
/// <code>Get-BatchSchedule nightly -History -First 10</code>
/// <para>What became of its last ten moments: jobs, moments that were missed or left out, and why.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "BatchSchedule")]
[OutputType(typeof(BatchSchedule), typeof(ScheduleRun))]
public sealed class GetBatchScheduleCommand : DefinitionCommand
{
    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameInput("schedule")]
    [ArgumentCompleter(typeof(ScheduleNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>What became of the moments of each, newest first, instead of the schedules.</summary>
    [Parameter]
    public SwitchParameter History { get; set; }

    /// <summary>With -History: at most so many of each. Default 20.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; } = 20;

    /// <inheritdoc/>
    protected override void ProcessRecord() => List(Name, host => host.Schedules, History ? HistoryAsync : null);

    private async Task HistoryAsync(Session session, BatchSchedule schedule, CancellationToken cut)
    {
        await foreach (var run in session.Host.Store.Schedules.ReadAsync(schedule.Name, cut).Take(First))
        {
            await session.WriteAsync(run);
        }
    }
}
