using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Gives what was really said with devices, and what was made of it: what explains a login that hangs.</summary>
/// <remarks>
/// The job must have been started with -Transcript. Each line tells when, since the beginning of the attempt, who spoke: Sent to the
/// device, Received from it, the Connection itself, or a Note of what was decided and why. Secrets are left out. While a job runs, -Debug
/// shows the same live, and -Verbose its notes.
/// </remarks>
/// <example>
/// <code>Invoke-BatchCommand r7 -Command 'show version' -Transcript; Get-BatchTranscript -Device r7</code>
/// <para>Asks a device, then shows the whole conversation.</para>
/// </example>
/// <example>
/// <code>Get-BatchTranscript batch_1a2b3c4d -Device r7 | Where-Object Kind -eq Note</code>
/// <para>Only what was decided, and why.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "BatchTranscript", DefaultParameterSetName = IdSet)]
[OutputType(typeof(TranscriptEntry))]
public sealed class GetBatchTranscriptCommand : JobChoiceCommand
{
    /// <summary>Only these devices; * and ? are wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DeviceNameCompleter))]
    public string[] Device { get; set; } = [];

    /// <summary>One attempt, from 1. Default: all.</summary>
    [Parameter]
    public int? Attempt { get; set; }

    private protected override bool NewestByDefault => true;

    private protected override async Task ItemAsync(Session session, BatchJob job, CancellationToken cut)
    {
        await foreach (var line in session.Host.Reports.TranscriptsAsync(job.Id, Device, Attempt, cut))
        {
            await session.WriteAsync(line);
        }
    }
}
