using NetBatch.Scheduling;

namespace NetBatch.Hosting;

/// <summary>What the scheduler asks of this host.</summary>
internal sealed class ScheduledJobs(NetBatchHost host, BatchSchedules schedules) : IScheduledJobs
{
    public IAsyncEnumerable<BatchSchedule> SchedulesAsync(CancellationToken cancellationToken) => schedules.PlainAsync(cancellationToken);

    public async Task<BatchJob> StartAsync(BatchSchedule schedule, DateTimeOffset due, CancellationToken cancellationToken)
    {
        // Refused where a colleague wrote it into a shared store and this account has not approved it.
        await schedules.ApprovedAsync(schedule.Name, cancellationToken).ConfigureAwait(false);
        return await host.Jobs.StartAsync(await schedules.SpecAsync(schedule, due, cancellationToken).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
    }

    public Task<BatchJob?> FindAsync(string jobId, CancellationToken cancellationToken) => host.Store.FindAsync(jobId, cancellationToken);

    public Task ResumeAsync(string jobId, CancellationToken cancellationToken) =>
        host.Jobs.ResumeAsync(jobId, new RunStart(), false, cancellationToken);
}
