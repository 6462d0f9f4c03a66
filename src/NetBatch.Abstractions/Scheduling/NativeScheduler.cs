namespace NetBatch;

/// <summary>The schedulers of operating systems.</summary>
public enum NativeScheduler
{
    /// <summary>A systemd service and its timer.</summary>
    Systemd,
    /// <summary>A line of a crontab.</summary>
    Cron,
    /// <summary>A task of the Windows Task Scheduler, in its XML form.</summary>
    TaskScheduler,
}

/// <summary>A file that a native scheduler takes.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Content">What stands in it.</param>
public sealed record NativeFile(string Name, string Content);
