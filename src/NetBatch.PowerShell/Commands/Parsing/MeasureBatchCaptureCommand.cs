using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Counts what devices showed: the rows of each device and command, and with -By the rows for each value of a column.</summary>
/// <remarks>
/// Takes a job that was started with -Parse, or rows, tables and results. A command without rows counts as 0, where it is known that it was
/// asked.
/// </remarks>
/// <example>
/// <code>Measure-BatchCapture batch_1a2b3c4d -By State | Where-Object Value -NotLike 'FULL*'</code>
/// <para>How many OSPF neighbours are in which state on which device, those not full.</para>
/// </example>
/// <example>
/// <code>Invoke-BatchCommand r* 'show ip route' -Parse | Measure-BatchCapture -By Protocol | Export-Csv routes.csv</code>
/// <para>Routes of each device by protocol.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Measure, "BatchCapture")]
[OutputType(typeof(PSObject))]
public sealed class MeasureBatchCaptureCommand : NetBatchCommand
{
    private readonly List<object> given = [];

    /// <summary>The capture: a job or its id, results, tables of ConvertFrom-BatchOutput -AsTable, or rows.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyCollection]
    [AllowNull]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    public object[]? InputObject { get; set; }

    /// <summary>A column: rows are counted for each of its values.</summary>
    [Parameter(Position = 1)]
    public string? By { get; set; }

    /// <summary>Of a job only these devices; * and ? are wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DeviceNameCompleter))]
    public string[] Device { get; set; } = [];

    /// <summary>Of a job only these commands; * and ? are wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[] Command { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => given.AddRange(InputObject ?? []);

    /// <inheritdoc/>
    protected override void EndProcessing() => Run(async (session, cut) =>
    {
        var (capture, _) = await CaptureReader.ReadAsync(session, given, Device, Command, cut);
        foreach (var (device, command) in capture.Places)
        {
            if (By is null)
            {
                await session.WriteAsync(
                    RowObjects.Custom("NetBatch.StateCount", ("Device", device), ("Command", command),
                        ("Rows", capture.Rows(device, command))));
                continue;
            }

            foreach (var (value, count) in capture.Values(device, command, By))
            {
                await session.WriteAsync(RowObjects.Custom(
                    "NetBatch.StateValueCount", ("Device", device), ("Command", command), ("Column", By), ("Value", value),
                    ("Rows", count)));
            }
        }
    });
}
