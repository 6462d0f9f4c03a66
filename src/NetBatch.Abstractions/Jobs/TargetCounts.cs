namespace NetBatch;

/// <summary>How many targets stand in each state.</summary>
public sealed record TargetCounts
{
    /// <summary>No target at all.</summary>
    public static TargetCounts None { get; } = new();

    /// <summary>Not begun.</summary>
    public int Pending { get; init; }

    /// <summary>Begun and not ended.</summary>
    public int InFlight { get; init; }

    /// <summary>Every step succeeded.</summary>
    public int Completed { get; init; }

    /// <summary>Connected, and a step failed.</summary>
    public int Failed { get; init; }

    /// <summary>Never connected.</summary>
    public int ConnectionFailed { get; init; }

    /// <summary>Kept from starting by the breaker or a person.</summary>
    public int Skipped { get; init; }

    /// <summary>Ended or kept from starting by a stop.</summary>
    public int Stopped { get; init; }

    /// <summary>Its owner went.</summary>
    public int Interrupted { get; init; }

    /// <summary>A change whose end is not known.</summary>
    public int OutcomeUnknown { get; init; }

    /// <summary>All that stand in a final state.</summary>
    public int Ended => Completed + Failed + ConnectionFailed + Skipped + Stopped + Interrupted + OutcomeUnknown;

    /// <summary>All that the breaker counts.</summary>
    public int Failures => Failed + ConnectionFailed + OutcomeUnknown;

    /// <summary>All of them.</summary>
    public int Total => Pending + InFlight + Ended;

    /// <summary>The same counts with so many more (or fewer) in a state.</summary>
    public TargetCounts With(TargetState state, int more) => state switch
    {
        TargetState.Pending => this with { Pending = Pending + more },
        TargetState.Completed => this with { Completed = Completed + more },
        TargetState.Failed => this with { Failed = Failed + more },
        TargetState.ConnectionFailed => this with { ConnectionFailed = ConnectionFailed + more },
        TargetState.Skipped => this with { Skipped = Skipped + more },
        TargetState.Stopped => this with { Stopped = Stopped + more },
        TargetState.Interrupted => this with { Interrupted = Interrupted + more },
        TargetState.OutcomeUnknown => this with { OutcomeUnknown = OutcomeUnknown + more },
        _ => this with { InFlight = InFlight + more },
    };

    /// <summary>Both counts together.</summary>
    public TargetCounts Plus(TargetCounts other) => new()
    {
        Pending = Pending + other.Pending,
        InFlight = InFlight + other.InFlight,
        Completed = Completed + other.Completed,
        Failed = Failed + other.Failed,
        ConnectionFailed = ConnectionFailed + other.ConnectionFailed,
        Skipped = Skipped + other.Skipped,
        Stopped = Stopped + other.Stopped,
        Interrupted = Interrupted + other.Interrupted,
        OutcomeUnknown = OutcomeUnknown + other.OutcomeUnknown,
    };

    /// <summary>The counts that are not zero, in words.</summary>
    public override string ToString()
    {
        (string Name, int Count)[] all =
        [
            ("completed", Completed), ("failed", Failed), ("connection failed", ConnectionFailed),
            ("outcome unknown", OutcomeUnknown), ("stopped", Stopped), ("skipped", Skipped),
            ("interrupted", Interrupted), ("in flight", InFlight), ("pending", Pending),
        ];
        return string.Join(", ", all.Where(one => one.Count > 0).Select(one => $"{one.Count} {one.Name}"));
    }
}
