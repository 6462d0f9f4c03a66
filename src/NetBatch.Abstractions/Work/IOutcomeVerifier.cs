namespace NetBatch;

/// <summary>
/// A kind of work that can look at a target again and tell what became of a change whose end is not known. Only such kinds
/// take <see cref="UnknownDecision.Verify"/>.
/// </summary>
public interface IOutcomeVerifier
{
    /// <summary>
    /// Looks at the target. A change that is there whole is brought to its end (confirmed, saved) as its own attempt would have
    /// done it; of one that is not there at all no line is sent here.
    /// </summary>
    /// <param name="run">The run, a new attempt.</param>
    /// <param name="cancellationToken">Ends the look; the outcome stays unknown then.</param>
    /// <returns>True: nothing of it is there, and it may be done again from the start. False: it is there whole.</returns>
    /// <exception cref="NetBatchException">
    /// <see cref="ErrorCode.OutcomeUnknown"/>: a part of it is there, and the message says which. Any other code: the target could
    /// not be looked at.
    /// </exception>
    Task<bool> VerifyAsync(IRunContext run, CancellationToken cancellationToken);
}
