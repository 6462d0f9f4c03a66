using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Gives what devices answered: a record for each device and command.</summary>
/// <remarks>
/// Without a job it gives that of the newest one. A device that was not reached or failed outside of a command has one record without a
/// command. With -GroupByOutput devices that answered the same stand together, with the lines in which the others differ from the majority.
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
/// <code>Get-BatchResult batch_1a2b3c4d -Failed | Select-Object Device, Error</code>
/// <para>What failed and why.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "BatchResult", DefaultParameterSetName = IdSet)]
[OutputType(typeof(StepResult), typeof(OutputGroup))]
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
    public string[] Device { get; set; } = [];

    /// <summary>Devices that answered a command with the same text together, and how the others differ from the majority.</summary>
    [Parameter]
    public SwitchParameter GroupByOutput { get; set; }

    /// <summary>Earlier attempts too.</summary>
    [Parameter]
    public SwitchParameter AllAttempts { get; set; }

    private protected override bool NewestByDefault => true;

    private protected override async Task ItemAsync(Session session, BatchJob job, CancellationToken cut)
    {
        var filter = new ResultFilter { JobId = job.Id, Failed = Failed ? true : null, Batches = Batch, Names = Device, AllAttempts = AllAttempts };
        if (GroupByOutput)
        {
            // Devices that answered nothing are no group: only answers are compared.
            foreach (var group in await OutputGroup.GroupAsync(session.Host.Store.ReadResultsAsync(filter, cut), cut))
            {
                await session.WriteAsync(group);
            }

            return;
        }

        await foreach (var result in ResultRecords.ReadAsync(session.Host.Store, filter, cut))
        {
            await session.WriteAsync(result);
        }
    }
}
