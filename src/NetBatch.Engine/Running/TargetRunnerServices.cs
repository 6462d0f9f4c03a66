namespace NetBatch;

/// <summary>What the runners of one job share.</summary>
internal sealed record TargetRunnerServices(
    JobSpec Spec,
    WorkKind Kind,
    IJobOwnership Ownership,
    JobWriter Writer,
    ITargetExecutor Executor,
    Pacer Pacer,
    TimeProvider Time,
    Random Random,
    Action<Signal> Tell,
    RunControl Control,
    Func<int, Task<WorkSpec>> WorkOf,
    Func<bool> MayStart,
    CancellationToken NoRetry,
    CancellationToken HostExit);
