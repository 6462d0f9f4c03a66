using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Gives what was done on each device of a job: attempts, batch, durations, error.</summary>
/// <remarks>Without a job it gives that of the newest one.</remarks>
/// <example>
/// <code>Get-BatchOperation batch_1a2b3c4d -State Failed, ConnectionFailed | Export-Csv failed.csv</code>
/// <para>Writes the devices that failed, with their errors, to a file.</para>
/// </example>
/// <example>
/// <code>Get-BatchOperation -Name nightly -Device core-* -Attempt | Sort-Object Duration -Descending</code>
/// <para>Every attempt at the core devices, longest first.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "BatchOperation", DefaultParameterSetName = IdSet)]
[OutputType(typeof(BatchOperation))]
public sealed class GetBatchOperationCommand : JobChoiceCommand
{
    /// <summary>Only these devices; * and ? are wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DeviceNameCompleter))]
    public string[] Device { get; set; } = [];

    /// <summary>Only devices in these states.</summary>
    [Parameter]
    [Alias("Status")]
    public TargetState[] State { get; set; } = [];

    /// <summary>Only devices of these batches, by number from 1.</summary>
    [Parameter]
    public int[] Batch { get; set; } = [];

    /// <summary>One object for each attempt instead of one for each device.</summary>
    [Parameter]
    public SwitchParameter Attempt { get; set; }

    private protected override bool NewestByDefault => true;

    private protected override async Task ItemAsync(Session session, BatchJob job, CancellationToken cut)
    {
        var filter = new RunFilter { Names = Device, States = State, Batches = Batch };
        await foreach (var operation in session.Host.Reports.OperationsAsync(job, filter, Attempt, cut))
        {
            await session.WriteAsync(operation);
        }
    }
}
