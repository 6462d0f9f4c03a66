using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Gives what devices answered: a record for each device and command.</summary>
/// <remarks>
/// Without a job it gives that of the newest one. A device that was not reached or failed outside of a command has one record without a
/// command. With -GroupByOutput devices of one platform that answered the same stand together, with the lines in which the others differ
/// from the majority; lines that always differ, such as uptimes and clocks, make no difference.
/// </remarks>
/// <example>
/// <code>Get-BatchResult batch_1a2b3c4d | Export-Csv results.csv</code>
/// <para>Writes all results of a job to a file.</para>
/// </example>
/// <example>
/// <code>Get-BatchResult -Name nightly -GroupByOutput | Where-Object -Not IsMajority</code>
/// <para>The devices that answer otherwise than most, and how.</para>
/// </example>
/// <example>
/// <code>Get-BatchResult batch_1a2b3c4d -Parsed -Command '*ospf*' | Where-Object State -NotLike 'FULL*'</code>
/// <para>Rows of a job that was started with -Parse.</para>
/// </example>
/// <example>
/// <code>Get-BatchResult batch_1a2b3c4d -Aggregate | Export-Csv all.csv</code>
/// <para>The rows of all devices with the same columns, each with its device's name and id.</para>
/// </example>
/// <example>
/// <code>Get-BatchResult batch_1a2b3c4d -Failed | Select-Object Device, Error</code>
/// <para>What failed and why.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "BatchResult", DefaultParameterSetName = IdSet)]
[OutputType(typeof(StepResult), typeof(OutputGroup), typeof(PSObject))]
public sealed class GetBatchResultCommand : JobChoiceCommand
{
    /// <summary>Only what failed, devices that were not reached included.</summary>
    [Parameter]
    public SwitchParameter Failed { get; set; }

    /// <summary>Only devices of these batches, by number from 1.</summary>
    [Parameter]
    public int[] Batch { get; set; } = [];

    /// <summary>Only these devices; * and ? are wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DeviceNameCompleter))]
    public string[] Device { get; set; } = [];

    /// <summary>Devices of one platform that answered a command alike together, and how the others differ from the majority.</summary>
    [Parameter]
    public SwitchParameter GroupByOutput { get; set; }

    /// <summary>With -GroupByOutput: regular expressions, any case; lines that match one make no difference. Default: uptimes, clocks,
    /// counters, loads, serial numbers, and what the platform's file calls changing by itself; @() compares all lines.</summary>
    [Parameter]
    [Alias("Ignore")]
    [AllowEmptyCollection]
    public string[]? IgnoreLine { get; set; }

    /// <summary>Earlier attempts too.</summary>
    [Parameter]
    public SwitchParameter AllAttempts { get; set; }

    /// <summary>Only these commands; * and ? are wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[] Command { get; set; } = [];

    /// <summary>The rows that the outputs were parsed into, one object for each, Device and Command first. The job must have been started
    /// with -Parse.</summary>
    [Parameter]
    public SwitchParameter Parsed { get; set; }

    /// <summary>The rows of all devices or instances as one stream of one sort: the columns _instance_name and _instance_id first, then
    /// those of all rows, united by name.</summary>
    [Parameter]
    public SwitchParameter Aggregate { get; set; }

    /// <summary>With -Aggregate: the rows of devices or instances that did not complete too, with the column _instance_state.</summary>
    [Parameter]
    public SwitchParameter IncludeFailed { get; set; }

    private protected override bool NewestByDefault => true;

    private protected override async Task ItemAsync(Session session, BatchJob job, CancellationToken cut)
    {
        var filter = new ResultFilter { JobId = job.Id, Failed = Failed ? true : null, Batches = Batch, Names = Device,
            AllAttempts = AllAttempts, Commands = Command };
        if (Parsed || Aggregate)
        {
            await RowsAsync(session, job, cut);
            return;
        }

        if (GroupByOutput)
        {
            // Devices that answered nothing are no group: only answers are compared.
            foreach (var group in await session.Host.Reports.GroupAsync(filter, IgnoreLine, cut))
            {
                await session.WriteAsync(group);
            }

            return;
        }

        await foreach (var result in session.Host.Reports.ResultsAsync(filter, cut))
        {
            await session.WriteAsync(result);
        }
    }

    private async Task RowsAsync(Session session, BatchJob job, CancellationToken cut)
    {
        if ((Parsed && Aggregate) || GroupByOutput || Failed || AllAttempts)
        {
            var other = Parsed && Aggregate ? "-Parsed" : GroupByOutput ? "-GroupByOutput" : Failed ? "-Failed" : "-AllAttempts";
            throw new NetBatchException(
                ErrorCode.InvalidArgument,
                $"{(Aggregate ? "-Aggregate" : "-Parsed")} gives rows; {other} does not go with it.",
                "Give one of them.");
        }

        var filter = new RowFilter { JobId = job.Id, Names = Device, Batches = Batch, Commands = Command };
        var rows = new RowStream(session);
        // The same check and the same message whether or not one stream is made of them.
        var all = await session.Host.Reports.AggregateAsync(filter, IncludeFailed, cut);
        if (Aggregate && all.LeftOutSentence is { } left)
        {
            await session.WarnAsync($"{left} -IncludeFailed takes them, marked.");
        }

        foreach (var trouble in await ParseFailure.ReadAsync(session.Host.Store, filter, cut))
        {
            await session.WarnAsync(trouble.ToString());
        }

        await (Aggregate ? rows.WriteAsync(all, cut) : rows.WriteAsync(filter, cut));
    }
}
