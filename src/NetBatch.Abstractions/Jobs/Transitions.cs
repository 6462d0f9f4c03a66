namespace NetBatch;

/// <summary>The one table of legal state changes; anything else throws.</summary>
public static class Transitions
{
    private static readonly Dictionary<JobState, JobState[]> Jobs = new()
    {
        [JobState.Pending] = [JobState.Waiting, JobState.Running, JobState.Stopping, JobState.Stopped, JobState.Interrupted],
        [JobState.Waiting] = [JobState.Running, JobState.Pausing, JobState.Stopping, JobState.Stopped, JobState.Interrupted],
        [JobState.Running] =
        [
            JobState.Waiting, JobState.Pausing, JobState.Stopping, JobState.Interrupted,
            JobState.Completed, JobState.Partial, JobState.Failed,
        ],
        [JobState.Pausing] =
        [
            JobState.Paused, JobState.Running, JobState.Waiting, JobState.Stopping, JobState.Interrupted,
            JobState.Completed, JobState.Partial, JobState.Failed,
        ],
        [JobState.Paused] = [JobState.Running, JobState.Waiting, JobState.Stopping, JobState.Interrupted],
        [JobState.Stopping] = [JobState.Stopped, JobState.Interrupted, JobState.Completed, JobState.Partial, JobState.Failed],
        [JobState.Interrupted] = [JobState.Running, JobState.Waiting, JobState.Stopping, JobState.Stopped],
        // Final states leave only by retry, as a new attempt that keeps the history.
        [JobState.Completed] = [JobState.Running, JobState.Waiting],
        [JobState.Partial] = [JobState.Running, JobState.Waiting],
        [JobState.Failed] = [JobState.Running, JobState.Waiting],
        [JobState.Stopped] = [JobState.Running, JobState.Waiting],
    };

    /// <summary>Whether the state is one a job ends in.</summary>
    public static bool IsFinal(this JobState state) =>
        state is JobState.Completed or JobState.Partial or JobState.Failed or JobState.Stopped;

    /// <summary>Whether nothing happens any more unless somebody asks: ended, paused, or without its owner.</summary>
    public static bool IsAtRest(this JobState state) => state.IsFinal() || state is JobState.Paused or JobState.Interrupted;

    /// <summary>Whether the state needs a living owner; without one a reader shows <see cref="JobState.Interrupted"/>.</summary>
    public static bool NeedsOwner(this JobState state) =>
        state is JobState.Waiting or JobState.Running or JobState.Pausing or JobState.Stopping;

    /// <summary>Whether the state is one a batch ends in.</summary>
    public static bool IsFinal(this BatchState state) => state is not (BatchState.Pending or BatchState.Running);

    /// <summary>Whether the state is one a target ends in.</summary>
    public static bool IsFinal(this TargetState state) => state >= TargetState.Completed;

    /// <summary>Whether the target has begun and not ended: it holds a slot.</summary>
    public static bool IsInFlight(this TargetState state) =>
        state is > TargetState.Pending and < TargetState.Completed;

    /// <summary>Whether the breaker counts the state.</summary>
    public static bool IsFailure(this TargetState state) =>
        state is TargetState.Failed or TargetState.ConnectionFailed or TargetState.OutcomeUnknown;

    /// <summary>Whether a job may go from one state to the other.</summary>
    public static bool MayGo(JobState from, JobState to) => Jobs[from].Contains(to);

    /// <summary>Whether a target may go from one state to the other.</summary>
    /// <remarks>
    /// The phases between Pending and final are the kind's own order: the engine knows only started and ended.
    /// What has ended begins again only as a new attempt, from Pending.
    /// </remarks>
    public static bool MayGo(TargetState from, TargetState to) => from switch
    {
        TargetState.Pending => to.IsInFlight() || to is TargetState.Skipped or TargetState.Stopped,
        TargetState.OutcomeUnknown => to is TargetState.Pending or TargetState.Skipped,
        TargetState.Completed => false,
        _ when from.IsFinal() => to is TargetState.Pending,
        // Only a target that waits has sent nothing yet, so only it can still be skipped.
        _ => to is not TargetState.Skipped || from is TargetState.Waiting,
    };

    /// <summary>Throws unless a job may go from one state to the other.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.IllegalState"/>.</exception>
    public static void Ensure(JobState from, JobState to)
    {
        if (!MayGo(from, to))
        {
            throw new NetBatchException(ErrorCode.IllegalState, $"A job that is {from} cannot become {to}.");
        }
    }

    /// <summary>Throws unless a target may go from one state to the other.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.IllegalState"/>.</exception>
    public static void Ensure(TargetState from, TargetState to)
    {
        if (!MayGo(from, to))
        {
            throw new NetBatchException(ErrorCode.IllegalState, $"A target that is {from} cannot become {to}.");
        }
    }

    /// <summary>The state of a batch or job whose targets have all ended, from how many there are and how many completed.</summary>
    public static JobState Outcome(int total, int completed) =>
        completed == total ? JobState.Completed : completed == 0 ? JobState.Failed : JobState.Partial;
}
