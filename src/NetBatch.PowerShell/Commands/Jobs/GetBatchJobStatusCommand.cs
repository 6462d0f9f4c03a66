using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Gives the live status of jobs: percent, counts, the current batch, every batch, time left.</summary>
/// <remarks>Without a job it gives that of the newest one. Any process can ask while another runs the job.</remarks>
/// <example>
/// <code>(Get-BatchJobStatus batch_1a2b3c4d).Batches</code>
/// <para>The batches of a job with their states, counts and times.</para>
/// </example>
/// <example>
/// <code>(Get-BatchJobStatus -Name nightly -Detailed).Targets | Where-Object State -eq ConnectionFailed</code>
/// <para>The devices that were not reached.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "BatchJobStatus", DefaultParameterSetName = IdSet)]
[OutputType(typeof(JobStatus))]
public sealed class GetBatchJobStatusCommand : JobChoiceCommand
{
    /// <summary>Give every device in Targets, not only those that are being worked on.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    private protected override bool NewestByDefault => true;

    private protected override async Task ItemAsync(Session session, BatchJob job, CancellationToken cut)
    {
        var status = PSObject.AsPSObject(await session.Host.Jobs.StatusAsync(job.Id, Detailed, cut));
        if (Detailed)
        {
            // Its own view shows the devices.
            status.TypeNames.Insert(0, "NetBatch.JobStatus#Detailed");
        }

        await session.WriteAsync(status);
    }
}
