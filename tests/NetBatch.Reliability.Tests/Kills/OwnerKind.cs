namespace NetBatch.Reliability.Tests.Kills;

/// <summary>What a process does when it is killed.</summary>
internal enum OwnerKind
{
    /// <summary>It reads from devices.</summary>
    Reading,
    /// <summary>It sends config lines.</summary>
    Config,
    /// <summary>It applies a remediation.</summary>
    Deploy,
    /// <summary>It undoes one.</summary>
    Undo,
    /// <summary>It begins again what has failed.</summary>
    Retry,
    /// <summary>It runs a job in the background, for a process that has ended.</summary>
    Detached,
    /// <summary>It starts the jobs of schedules.</summary>
    Scheduler,
}
