namespace NetBatch;

/// <summary>What wakes the owner of a job: everything it decides, it decides in one place, one signal after the other.</summary>
internal abstract record Signal
{
    /// <summary>Time has come for a paced start.</summary>
    public sealed record Tick : Signal;

    /// <summary>Somebody asked for something.</summary>
    public sealed record Asked(JobRequest Request) : Signal;

    /// <summary>The sessions that the job needs are reserved.</summary>
    public sealed record SessionsReserved : Signal;

    /// <summary>The sessions were given back while the job waits.</summary>
    public sealed record SessionsFreed : Signal;

    /// <summary>What holds the job has changed; null: nothing holds it any more.</summary>
    public sealed record Held(JobHold? Hold) : Signal;

    /// <summary>What the job depends on did not end as it had to.</summary>
    public sealed record Refused(string Message) : Signal;

    /// <summary>The process is to end.</summary>
    public sealed record HostExit : Signal;

    /// <summary>The job was lost or cannot be recorded.</summary>
    public sealed record Lost : Signal;

    /// <summary>A target's credential was accepted.</summary>
    public sealed record Accepted(TargetRunner Runner) : Signal;

    /// <summary>A target waits for a device lock or a worker, or its worker is away, and needs no place meanwhile.</summary>
    public sealed record PlaceFreed(TargetRunner Runner, TargetState State) : Signal;

    /// <summary>A target that waited without a place has what it waited for and wants a place.</summary>
    public sealed record PlaceWanted(TargetRunner Runner) : Signal;

    /// <summary>A target has ended and is disconnected.</summary>
    public sealed record Ended(TargetRunner Runner) : Signal;
}
