namespace NetBatch;

/// <summary>What a person says about changes with an unknown end.</summary>
public enum UnknownDecision
{
    /// <summary>Nothing: they stay OutcomeUnknown and locked, and the job goes on without them.</summary>
    Keep,
    /// <summary>They are seen to: they become Skipped.</summary>
    Skip,
    /// <summary>They are to be done again from the start.</summary>
    Repeat,
    /// <summary>
    /// They are looked at: what is there whole is Completed, that of which nothing is there is done again, and what is there in
    /// part stays OutcomeUnknown. Only for kinds that are <see cref="IOutcomeVerifier"/>.
    /// </summary>
    Verify,
}
