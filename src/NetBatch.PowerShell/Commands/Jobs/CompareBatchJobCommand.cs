using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Compares two jobs device by device: outcomes, durations, outputs.</summary>
/// <remarks>
/// Devices are matched by name. Outputs are compared command by command; white space at the ends of lines makes no difference. Devices that
/// do not differ are left out unless -IncludeEqual is given.
/// </remarks>
/// <example>
/// <code>Compare-BatchJob batch_1a2b3c4d batch_5e6f7a8b</code>
/// <para>The devices that ended otherwise, or answered otherwise, in the second job.</para>
/// </example>
/// <example>
/// <code>Compare-BatchJob $before $after -IgnoreLine 'uptime', 'packets' | Where-Object Result -eq Output | ForEach-Object Outputs</code>
/// <para>The lines in which answers differ, clocks and counters apart.</para>
/// </example>
[Cmdlet(VerbsData.Compare, "BatchJob")]
[OutputType(typeof(JobComparison))]
public sealed class CompareBatchJobCommand : NetBatchCommand
{
    /// <summary>The first job: its id, or the job itself.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Before")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [JobIdInput]
    public string ReferenceJob { get; set; } = "";

    /// <summary>The second job: its id, or the job itself.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("After")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [JobIdInput]
    public string DifferenceJob { get; set; } = "";

    /// <summary>Regular expressions, any case: lines of output that match one make no difference.</summary>
    [Parameter]
    public string[] IgnoreLine { get; set; } = [];

    /// <summary>Devices that do not differ too.</summary>
    [Parameter]
    public SwitchParameter IncludeEqual { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(async (session, cut) =>
    {
        var before = await session.Host.Store.GetAsync(ReferenceJob, cut);
        var after = await session.Host.Store.GetAsync(DifferenceJob, cut);
        await foreach (var found in session.Host.Reports.CompareAsync(before.Id, after.Id, IgnoreLine, cut))
        {
            if (IncludeEqual || found.Result != ComparisonResult.Same)
            {
                await session.WriteAsync(found);
            }
        }
    });
}
