namespace NetBatch.Scheduling;

/// <summary>What the scheduler asks of the host: schedules as they are now, and jobs.</summary>
public interface IScheduledJobs
{
    /// <summary>Every schedule, as it is now.</summary>
    IAsyncEnumerable<BatchSchedule> SchedulesAsync(CancellationToken cancellationToken);

    /// <summary>Starts the job of a schedule for a moment.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.IllegalState"/>: there is one for the moment; else why it cannot be
    /// made.</exception>
    Task<BatchJob> StartAsync(BatchSchedule schedule, DateTimeOffset due, CancellationToken cancellationToken);

    /// <summary>A job, or null where it was removed.</summary>
    Task<BatchJob?> FindAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>Goes on with a job that a scheduler before had started and that was interrupted with it.</summary>
    Task ResumeAsync(string jobId, CancellationToken cancellationToken);
}
