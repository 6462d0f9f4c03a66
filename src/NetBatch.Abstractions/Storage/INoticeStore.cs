namespace NetBatch;

/// <summary>
/// Notifications that are to be sent. A job's are kept in the transaction that ends the job, or in which it pauses without
/// being asked, so that none is forgotten when its process is killed at that moment, and an end is told once.
/// </summary>
public interface INoticeStore
{
    /// <summary>Takes what is due, for this process to send: also what a process took that died since. Nobody else is given the
    /// same.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<Notice>> TakeAsync(int most, CancellationToken cancellationToken);

    /// <summary>Keeps what became of one that was taken.</summary>
    /// <param name="notice">What was taken.</param>
    /// <param name="state">What became of it; <see cref="NoticeState.Pending"/>: it is to be tried again.</param>
    /// <param name="error">What went wrong, or null; holds no secret.</param>
    /// <param name="again">When to try again, at the earliest.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task EndAsync(Notice notice, NoticeState state, string? error, DateTimeOffset again, CancellationToken cancellationToken);

    /// <summary>A job's notifications, in the order of its ends.</summary>
    Task<IReadOnlyList<Notice>> ReadAsync(string jobId, CancellationToken cancellationToken);
}

/// <summary>A notification of a job's end, or of a pause that nobody asked for.</summary>
/// <param name="Key">Known to the store.</param>
/// <param name="JobId">The job.</param>
/// <param name="Attempt">Which of the job's ends: 1, and one more for each retry.</param>
/// <param name="Name">The notification's name.</param>
/// <param name="State">What became of it.</param>
/// <param name="Tries">How often sending failed.</param>
/// <param name="Error">What went wrong at last, or null.</param>
/// <param name="Ended">How the job ended then, or Paused; it may have been begun again since.</param>
/// <param name="EndReason">Why it ended or paused.</param>
/// <param name="Message">A sentence on that, or null.</param>
public sealed record Notice(
    long Key, string JobId, int Attempt, string Name, NoticeState State, int Tries, string? Error, JobState Ended = JobState.Completed,
    EndReason EndReason = EndReason.Done, string? Message = null);

/// <summary>What became of a notification.</summary>
public enum NoticeState
{
    /// <summary>It is to be sent.</summary>
    Pending,
    /// <summary>A process is sending it.</summary>
    Sending,
    /// <summary>It was sent.</summary>
    Sent,
    /// <summary>It was given up.</summary>
    Failed,
    /// <summary>Its definition does not want to hear of such an end, or of pauses.</summary>
    NotWanted,
}
