namespace NetBatch;

/// <summary>One attempt at one target, as it crosses the seam to an executor: data only, with secret references and no secret.</summary>
public sealed record WorkOrder
{
    /// <summary>The job's id.</summary>
    public required string JobId { get; init; }

    /// <summary>The target's position in the plan, from 1.</summary>
    public int Number { get; init; }

    /// <summary>From 1, through the target's whole history in this job.</summary>
    public int Attempt { get; init; }

    /// <summary>The owner's epoch.</summary>
    public long Epoch { get; init; }

    /// <summary>What is to be done.</summary>
    public required WorkSpec Work { get; init; }

    /// <summary>On what.</summary>
    public required Target Target { get; init; }

    /// <summary>Secrets that are sealed for who carries it out; null: there are none.</summary>
    public IReadOnlyList<SealedSecret>? Sealed { get; init; }

    /// <summary>Whether an earlier attempt's change has an unknown end that is to be looked at first.</summary>
    public bool Verify { get; init; }

    /// <summary>What is done about the device's key; null: as the user's ssh_config or the usual says.</summary>
    public HostKeyPolicy? HostKeyPolicy { get; init; }

    /// <summary>Whether somebody sees what the job tells.</summary>
    public bool IsAttended { get; init; }

    /// <summary>Whether a transcript of the attempt is kept with the run.</summary>
    public bool Transcript { get; init; }

    /// <summary>From launch to the end of the key exchange.</summary>
    public TimeSpan ConnectTimeout { get; init; }

    /// <summary>From launch to the first prompt.</summary>
    public TimeSpan LoginTimeout { get; init; }

    /// <summary>Silence within a step.</summary>
    public TimeSpan StepTimeout { get; init; }

    /// <summary>What is left of the target's own time.</summary>
    public TimeSpan TimeLeft { get; init; }
}
