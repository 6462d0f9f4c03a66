using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Gives figures over jobs: by state and kind, success rate, percentiles of times, slow and flaky devices.</summary>
/// <remarks>
/// The window is the last 7 days unless -Since, -Before, -All or ids say otherwise; a job belongs to it by the time it was made. Times are
/// those of the last attempt at a device that completed or failed.
/// </remarks>
/// <example>
/// <code>Measure-BatchJob</code>
/// <para>The last 7 days.</para>
/// </example>
/// <example>
/// <code>(Measure-BatchJob -Name nightly* -Since 2026-11-01 -Top 20).Flakiest</code>
/// <para>The twenty devices that failed or had to be retried most often in the nightly jobs of the month.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Measure, "BatchJob", DefaultParameterSetName = "List")]
[OutputType(typeof(JobMeasure))]
public sealed class MeasureBatchJobCommand : JobListCommand
{
    private readonly List<string> ids = [];

    /// <summary>How many slow and flaky devices at most.</summary>
    [Parameter]
    [ValidateRange(0, 100_000)]
    public int Top { get; set; } = 10;

    /// <summary>All jobs of the store, not only those of the last 7 days.</summary>
    [Parameter(ParameterSetName = "List")]
    public SwitchParameter All { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ids.AddRange(Id ?? []);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ParameterSetName == JobChoiceCommand.IdSet && ids.Count == 0)
        {
            return;
        }

        Run(async (session, cut) =>
        {
            foreach (var id in ids)
            {
                // Figures of no job would look like those of one that did nothing.
                await session.Host.Store.GetAsync(id, cut);
            }

            var filter = Filter() with { Ids = ids };
            if (ids.Count == 0 && Since is null && !All)
            {
                filter = filter with { Since = (Before ?? session.Host.Options.Time.GetUtcNow()).AddDays(-7) };
            }

            await session.WriteAsync(await session.Host.Store.MeasureAsync(filter, Top, cut));
        });
    }
}
