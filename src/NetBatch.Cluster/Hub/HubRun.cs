using NetBatch.Cluster.Wire;

namespace NetBatch.Cluster.Hub;

/// <summary>One order that a hub waits for. Guarded by the hub's lock.</summary>
internal sealed class HubRun(WorkOrder order, WorkerMark worker, IRunOwner owner, long since)
{
    private readonly TaskCompletionSource<ExecutionEnd> end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public WorkOrder Order => order;

    public RunKey Key => new(order.JobId, order.Number, order.Attempt);

    public WorkerMark Worker => worker;

    public IRunOwner Owner => owner;

    /// <summary>Since when it is waited for.</summary>
    public long Since => since;

    /// <summary>An order of an earlier owner: so many of its reports are durable; null: this hub's own.</summary>
    public int? AdoptedAt { get; init; }

    /// <summary>Whether the worker is known to be placed, so that it may be told.</summary>
    public bool IsPlaced { get; set; }

    /// <summary>Whether the worker has said that it has it.</summary>
    public bool IsTaken { get; set; }

    /// <summary>Whether a change may have begun: from the first asking on.</summary>
    public bool IsChanging { get; set; }

    /// <summary>Since when nothing is heard of its worker though a change may have begun; null: it is heard.</summary>
    public long? AwaySince { get; set; }

    /// <summary>How long it may be away.</summary>
    public TimeSpan AwayLimit { get; set; }

    public bool IsStopping { get; set; }

    public long SentAt { get; set; }

    public bool HasEnded => end.Task.IsCompleted;

    public Task<ExecutionEnd> End => end.Task;

    public void Finish(ExecutionEnd how) => end.TrySetResult(how);
}
