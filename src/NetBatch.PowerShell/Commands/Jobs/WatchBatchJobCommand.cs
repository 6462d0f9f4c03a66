using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Shows a job as it goes, redrawn in place until it stands still.</summary>
/// <remarks>
/// Without a job it shows the newest one: a bar for the job and one for its batch, the devices that are being worked on with their state
/// and time, and failures as they come. The key d hides the devices and shows them again, q and Ctrl+C end the watching, not the job. Where
/// the output is no terminal it writes a line for each change instead.
/// </remarks>
/// <example>
/// <code>Watch-BatchJob</code>
/// <para>Shows the newest job.</para>
/// </example>
/// <example>
/// <code>Start-BatchJob -Device r* -Command 'show version' | Watch-BatchJob</code>
/// <para>Starts a job and watches it; Ctrl+C gives the prompt back while the job goes on.</para>
/// </example>
[Cmdlet(VerbsCommon.Watch, "BatchJob", DefaultParameterSetName = IdSet)]
[OutputType(typeof(BatchJob))]
public sealed class WatchBatchJobCommand : JobChoiceCommand
{
    /// <summary>The time between two looks: seconds, or 500ms, 2s; at least 0.2 s. Default 0.5 s.</summary>
    [Parameter]
    [Duration]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Begin without the devices; the key d shows them.</summary>
    [Parameter]
    public SwitchParameter NoDetail { get; set; }

    /// <summary>Give the job at its end.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool NewestByDefault => true;

    private protected override bool Concerns(BatchJob job) => !job.State.IsFinal();

    private protected override async Task ItemAsync(Session session, BatchJob job, CancellationToken cut)
    {
        var pause = Interval < TimeSpan.FromSeconds(0.2) ? TimeSpan.FromSeconds(0.2) : Interval;
        StatusScreen? screen = null;
        await session.DoAsync(() => screen = new StatusScreen(Host, SessionState));
        var keys = new WatchKeys(screen!.IsTerminal, !NoDetail);
        var failures = new FailureList(session.Host, job.Id);
        session.SayWhenCut(Farewell.GoesOn(job.Id));
        while (!keys.Left)
        {
            var mark = await session.Host.Store.MarkAsync(job.Id, cut);
            var status = await session.Host.Jobs.StatusAsync(job.Id, false, cut);
            var failed = await failures.ReadAsync(status, cut);
            await session.DoAsync(() => screen!.Show(status, failed, keys.Details));
            if (session.Host.Jobs.TakenOver(status.Job) is { } lost)
            {
                throw lost;
            }

            if (status.State.IsAtRest())
            {
                break;
            }

            // Elapsed time and time left move without a change too.
            await keys.WaitAsync(session.Host, job.Id, mark, pause, pause + TimeSpan.FromSeconds(0.5), cut);
        }

        session.SayWhenCut(null);
        var end = await session.Host.Store.GetAsync(job.Id, cut);
        if (PassThru)
        {
            await session.WriteAsync(end);
        }

        // One error for the job: its devices stand on the screen.
        foreach (var error in keys.Left ? [] : await JobFailure.ReadAsync(session.Host, end, stops: true, onlyWaits: true, cut))
        {
            await session.ErrorAsync(error);
        }
    }
}
