namespace NetBatch;

/// <summary>
/// What a caller can act on. Every other exception type that leaves NetBatch is a defect and looks like one.
/// </summary>
public class NetBatchException : Exception
{
    /// <summary>Makes an error that a caller can act on.</summary>
    /// <param name="code">What went wrong.</param>
    /// <param name="message">One sentence that names the value; holds no secret.</param>
    /// <param name="remedy">What the user should do, or null where the sentence says it.</param>
    /// <param name="inner">What caused it.</param>
    public NetBatchException(ErrorCode code, string message, string? remedy = null, Exception? inner = null)
        : base(message, inner)
    {
        Code = code;
        Remedy = remedy;
    }

    /// <summary>What went wrong.</summary>
    public ErrorCode Code { get; }

    /// <summary>What the user should do, or null.</summary>
    public string? Remedy { get; }

    /// <summary>The same as an error of a target.</summary>
    public RunError ToRunError() => new(Code, Message, Remedy);
}
