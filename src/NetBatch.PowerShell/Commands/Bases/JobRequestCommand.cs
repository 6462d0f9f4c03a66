using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Asks for something of the process that runs a job: after the batch, or now.</summary>
public abstract class JobRequestCommand : JobChoiceCommand
{
    /// <summary>Do not finish the batch: nothing more of it begins. Stop-BatchJob also ends what runs, at safe points.</summary>
    [Parameter]
    public SwitchParameter Now { get; set; }

    /// <summary>Give the job.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What is asked, and in which words it is confirmed.</summary>
    private protected abstract (JobRequestKind Kind, string Words) Request { get; }

    private protected override bool Concerns(BatchJob job) => !job.State.IsFinal();

    private protected override async Task ItemAsync(Session session, BatchJob job, CancellationToken cut)
    {
        if (await MayAsync(session, job, Request.Words))
        {
            await session.Host.Jobs.RequestAsync(job.Id, Request.Kind, cut);
            if (PassThru)
            {
                await session.WriteAsync(await session.Host.Store.GetAsync(job.Id, cut));
            }
        }
    }
}
