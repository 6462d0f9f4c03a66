namespace NetBatch;

/// <summary>A process that works for a run; who takes the job over ends it first.</summary>
/// <param name="ProcessId">Its process id on the owner's host.</param>
/// <param name="StartTicks">When it started, in the host's own measure (Linux: clock ticks since boot, field 22 of /proc/PID/stat); tells
/// it from a later process of the same id.</param>
public sealed record ChildProcess(int ProcessId, long StartTicks);
