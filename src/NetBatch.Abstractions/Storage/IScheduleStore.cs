namespace NetBatch;

/// <summary>What schedules have started, and which process goes through them.</summary>
public interface IScheduleStore
{
    /// <summary>
    /// Makes this process the store's one scheduler, or renews that it is: to be called every 2 s. False while another
    /// living process is: on this host a dead one frees it at once, elsewhere one that was not seen to renew for 10 s.
    /// </summary>
    Task<bool> LeadAsync(CancellationToken cancellationToken);

    /// <summary>Gives it up, where this process has it.</summary>
    Task LeaveAsync(CancellationToken cancellationToken);

    /// <summary>The process that goes through the schedules (host and process id), or null where none is known to live.</summary>
    Task<string?> LeaderAsync(CancellationToken cancellationToken);

    /// <summary>Keeps what became of a moment for which no job was started; false where the moment has its record already.</summary>
    /// <remarks>Jobs that are started keep their own record, in the transaction that makes the job: <see cref="JobSpec.Origin"/>.</remarks>
    Task<bool> RecordAsync(ScheduleRun run, CancellationToken cancellationToken);

    /// <summary>What became of the moments of a schedule (null: of all), newest first.</summary>
    IAsyncEnumerable<ScheduleRun> ReadAsync(string? schedule, CancellationToken cancellationToken);
}

/// <summary>What became of a moment of a schedule.</summary>
/// <param name="Schedule">The schedule's name.</param>
/// <param name="Due">The moment.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="JobId">The job that was started, or null; it may have been removed since.</param>
/// <param name="Note">A sentence on why no job was started, or null.</param>
/// <param name="At">When that was decided.</param>
public sealed record ScheduleRun(string Schedule, DateTimeOffset Due, ScheduleOutcome Outcome, string? JobId, string? Note,
    DateTimeOffset At)
{
    /// <summary>The moment, and what became of it.</summary>
    public override string ToString() => $"{Due:u} {Outcome}";
}

/// <summary>What became of a moment of a schedule.</summary>
public enum ScheduleOutcome
{
    /// <summary>A job was started.</summary>
    Started,
    /// <summary>The job before had not ended yet.</summary>
    Overlap,
    /// <summary>Nobody went through the schedules at that time, and the schedule does not make up for it.</summary>
    Missed,
    /// <summary>The job could not be made.</summary>
    Refused,
}
