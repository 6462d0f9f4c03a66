using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Compares what devices showed before and after a change: rows that were added, that are gone, that changed.</summary>
/// <remarks>
/// Takes two jobs that were started with -Parse, or rows, tables and results of them. Rows are paired by the key columns that their
/// template declares (-Key names others); columns that change by themselves, such as ages, timers and counters, are left out (-Ignore names
/// others). Where nothing differs it gives nothing. A device that one of two jobs has no rows of is a warning and no change; of rows that
/// come by themselves nobody can tell, and they count as gone or added.
/// </remarks>
/// <example>
/// <code>$before = Start-BatchJob r* 'show ip ospf neighbor' -Parse -Wait; Start-BatchConfigChange r1 'interface eth0', 'shutdown' -Wait
/// $after = Start-BatchJob r* 'show ip ospf neighbor' -Parse -Wait; Compare-BatchCapture $before $after</code>
/// <para>Which adjacencies a change has cost.</para>
/// </example>
/// <example>
/// <code>Compare-BatchCapture -Before batch_1a2b3c4d -After batch_5e6f7a8b -Device core* -Command '*bgp*' -Ignore @() |
/// Export-Csv differences.csv</code>
/// <para>Two jobs, some devices, every column.</para>
/// </example>
/// <example>
/// <code>Get-BatchResult batch_5e6f7a8b -Parsed | Compare-BatchCapture (Import-Csv monday.csv) -Key NEIGHBOR_ID</code>
/// <para>Today against rows that were saved.</para>
/// </example>
[Cmdlet(VerbsData.Compare, "BatchCapture")]
[OutputType(typeof(PSObject))]
public sealed class CompareBatchCaptureCommand : NetBatchCommand
{
    private readonly List<object> later = [];

    /// <summary>The earlier capture: a job or its id, results, tables of ConvertFrom-BatchOutput -AsTable, or rows. An empty list is a
    /// capture without rows.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [AllowEmptyCollection]
    [AllowNull]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    public object[]? Before { get; set; }

    /// <summary>The later capture, likewise.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [AllowEmptyCollection]
    [AllowNull]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    public object[]? After { get; set; }

    /// <summary>The columns that tell rows apart. Default: those that the templates declare; without any, whole rows are
    /// compared.</summary>
    [Parameter]
    public string[]? Key { get; set; }

    /// <summary>Columns not to compare. Default: ages, timers and counters of messages; @() compares all.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public string[]? Ignore { get; set; }

    /// <summary>Of jobs only these devices; * and ? are wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DeviceNameCompleter))]
    public string[] Device { get; set; } = [];

    /// <summary>Of jobs only these commands; * and ? are wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[] Command { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => later.AddRange(After ?? []);

    /// <inheritdoc/>
    protected override void EndProcessing() => Run(async (session, cut) =>
    {
        var (before, beforeKnows) = await CaptureReader.ReadAsync(session, Before ?? [], Device, Command, cut);
        var (after, afterKnows) = await CaptureReader.ReadAsync(session, later, Device, Command, cut);
        var result = StateCheck.Compare(before, after, Key, Ignore, missingIsEmpty: !(beforeKnows && afterKnows));
        foreach (var one in result.Differences)
        {
            await session.WriteAsync(RowObjects.Custom(
                "NetBatch.StateDifference",
                ("Device", one.Device),
                ("Command", one.Command),
                ("Change", one.Change),
                ("Key", one.Key),
                ("Difference", one.Difference),
                ("Before", RowObjects.Of(one.Before)),
                ("After", RowObjects.Of(one.After))));
        }

        foreach (var missing in result.NotCompared)
        {
            await session.WarnAsync(missing);
        }

        await session.VerboseAsync(
            $"{Counted.Of(result.Compared, "table")} compared, {Counted.Of(result.Differences.Count, "row")} different.");
    });
}
