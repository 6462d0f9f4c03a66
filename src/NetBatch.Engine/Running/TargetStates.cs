namespace NetBatch;

/// <summary>
/// Every target of a job and where it stands, as its owner knows it: the plan, one state a target, the sums a batch.
/// Small per target, so that a job of 100,000 stays flat in memory.
/// </summary>
internal sealed class TargetStates
{
    private readonly TargetState[] states;
    private readonly int[] attempts;
    private readonly int[] batchOf;
    private readonly TargetCounts[] counts;
    private readonly BatchState[] batchStates;

    public TargetStates(IReadOnlyList<Target> targets, IReadOnlyList<PlannedBatch> batches)
    {
        Targets = targets;
        Batches = batches;
        states = new TargetState[targets.Count];
        attempts = new int[targets.Count];
        batchOf = new int[targets.Count];
        counts = new TargetCounts[batches.Count];
        batchStates = new BatchState[batches.Count];
        for (var index = 0; index < batches.Count; index++)
        {
            var batch = batches[index];
            counts[index] = TargetCounts.None.With(TargetState.Pending, batch.Size);
            Array.Fill(batchOf, index, batch.First - 1, batch.Size);
        }
    }

    public IReadOnlyList<Target> Targets { get; }

    public IReadOnlyList<PlannedBatch> Batches { get; }

    /// <summary>When an earlier owner last started a target, or null.</summary>
    public DateTimeOffset? LastStart { get; private set; }

    public Target Target(int number) => Targets[number - 1];

    public TargetState State(int number) => states[number - 1];

    public PlannedBatch BatchOf(int number) => Batches[batchOf[number - 1]];

    public TargetCounts Counts(PlannedBatch batch) => counts[batch.Number - 1];

    public int Attempts(int number) => attempts[number - 1];

    public int NextAttempt(int number) => ++attempts[number - 1];

    /// <summary>Takes over how a target stands from an earlier owner.</summary>
    public void Restore(TargetRun run)
    {
        attempts[run.Number - 1] = run.Attempts;
        LastStart = run.StartedAt > LastStart || LastStart is null ? run.StartedAt : LastStart;
        Move(run.Number, run.State);
    }

    /// <summary>Puts a target back into the state in which an earlier owner left it.</summary>
    public void Restore(int number, TargetState state) => Move(number, state);

    /// <summary>Moves a target to another state, which has to be a legal one.</summary>
    public void Enter(int number, TargetState to)
    {
        Transitions.Ensure(states[number - 1], to);
        Move(number, to);
    }

    /// <summary>Takes over how a batch stands from an earlier owner.</summary>
    public void Restore(int batch, BatchState state) => batchStates[batch - 1] = state;

    /// <summary>Moves a batch to another state; false where it is in it already.</summary>
    public bool Enter(PlannedBatch batch, BatchState to)
    {
        ref var state = ref batchStates[batch.Number - 1];
        var changed = state != to;
        state = to;
        return changed;
    }

    public IEnumerable<int> In(PlannedBatch batch, TargetState state)
    {
        for (var number = batch.First; number <= batch.Last; number++)
        {
            if (states[number - 1] == state)
            {
                yield return number;
            }
        }
    }

    /// <summary>How many stand in a state, over all batches.</summary>
    public int Count(TargetState state) => states.Count(one => one == state);

    /// <summary>The state that a batch whose targets have all ended is in.</summary>
    public static BatchState Outcome(TargetCounts batch) => batch switch
    {
        _ when batch.Completed == batch.Total => BatchState.Completed,
        _ when batch.Completed > 0 => BatchState.Partial,
        _ when batch.Stopped + batch.Interrupted > 0 => BatchState.Stopped,
        _ when batch.Skipped == batch.Total => BatchState.Skipped,
        _ => BatchState.Failed,
    };

    private void Move(int number, TargetState to)
    {
        ref var sum = ref counts[batchOf[number - 1]];
        sum = sum.With(states[number - 1], -1).With(to, 1);
        states[number - 1] = to;
    }
}
