namespace NetBatch.Cli;

/// <summary>What <c>netbatch</c> ends with; documented in docs/cli.md.</summary>
internal static class ExitCode
{
    /// <summary>Every target completed, or the verb did what was asked.</summary>
    public const int Done = 0;

    /// <summary>The job ended, and at least one target did not complete.</summary>
    public const int SomeFailed = 1;

    /// <summary>Refused before anything started: arguments, inventory, rules.</summary>
    public const int Refused = 2;

    /// <summary>The job was stopped.</summary>
    public const int Stopped = 3;

    /// <summary>The job is paused or interrupted and can be resumed, or another process has taken it over.</summary>
    public const int NotFinished = 4;

    /// <summary>The store cannot be used.</summary>
    public const int StoreUnusable = 5;

    /// <summary>Ctrl+C.</summary>
    public const int Cancelled = 130;

    public static int Of(BatchJob job) => job.State switch
    {
        JobState.Completed => Done,
        JobState.Partial or JobState.Failed => SomeFailed,
        JobState.Stopped => Stopped,
        _ => NotFinished,
    };

    public static int Of(ErrorCode code) => code switch
    {
        ErrorCode.StoreUnusable or ErrorCode.StoreNewer => StoreUnusable,
        ErrorCode.LeaseLost or ErrorCode.OutOfMemory => NotFinished,
        _ => Refused,
    };
}
