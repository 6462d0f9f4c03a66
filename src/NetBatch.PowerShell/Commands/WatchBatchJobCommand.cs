using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Shows a job as it goes, redrawn in place until it stands still.</summary>
/// <remarks>
/// Without a job it shows the newest one. Ctrl+C ends the watching, not the job. Where the output is no terminal it writes a line for
/// each change instead.
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
        while (true)
        {
            var mark = await session.Host.Store.MarkAsync(job.Id, cut);
            var status = await session.Host.StatusAsync(job.Id, false, cut);
            await session.DoAsync(() => screen!.Show(status));
            if (status.State.IsAtRest())
            {
                break;
            }

            await Task.Delay(pause, session.Host.Options.Time, cut);
            // Elapsed time and time left move without a change too.
            await session.Host.Store.WaitForChangeAsync(job.Id, mark, TimeSpan.FromSeconds(1), cut);
        }

        if (PassThru)
        {
            await session.WriteAsync(await session.Host.FindAsync(job.Id, cut));
        }
    }
}
