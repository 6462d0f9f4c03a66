namespace NetBatch;

/// <summary>
/// A kind of work that has something to do once for a job, behind its last target and before its end is told: a summary, a
/// commit. It is asked again when the process that did it ended before the job's end was recorded, so doing it twice must be
/// as good as once.
/// </summary>
public interface IJobFinisher
{
    /// <summary>Finishes a job. What goes wrong is a <see cref="NetBatchException"/>: the job is then not Completed, and says
    /// why.</summary>
    /// <param name="job">The job.</param>
    /// <param name="cancellationToken">Cancelled when the process is to end or the job was lost; whoever resumes it finishes it.</param>
    Task FinishAsync(JobFinish job, CancellationToken cancellationToken);
}

/// <summary>A job whose targets have ended.</summary>
/// <param name="JobId">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Work">What was done.</param>
/// <param name="Targets">On what, in the order of the plan.</param>
/// <param name="Time">The clock.</param>
public sealed record JobFinish(string JobId, string Name, WorkSpec Work, IReadOnlyList<Target> Targets, TimeProvider Time);
