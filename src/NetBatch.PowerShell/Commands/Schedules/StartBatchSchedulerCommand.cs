using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Goes through the schedules of a store until Ctrl+C: starts their jobs when they are due, and sends notifications.</summary>
/// <remarks>
/// One process does so for a store; a second one is refused. What became of each moment is written as it happens. The jobs run in this
/// shell: those that run when it ends are Interrupted, and the next scheduler goes on with them. As a service, netbatch serve does the
/// same.
/// </remarks>
/// <example>
/// <code>Start-BatchScheduler</code>
/// <para>Goes through the schedules and shows what is started.</para>
/// </example>
/// <example>
/// <code>Start-ThreadJob { Start-BatchScheduler -StorePath /srv/netbatch }</code>
/// <para>The same beside other work in this shell.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Start, "BatchScheduler", SupportsShouldProcess = true)]
[OutputType(typeof(ScheduleRun))]
public sealed class StartBatchSchedulerCommand : NetBatchCommand
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!ShouldProcess(StoreFile, "Go through the schedules and start their jobs"))
        {
            return;
        }

        Run(async (session, cut) =>
        {
            session.Host.Notices.Start();
            await session.Host.Schedules.RunAsync(run => session.WriteAsync(run), cut);
        });
    }
}
