namespace NetBatch.TextFsm.Patterns;

/// <summary>A pattern that Python's <c>re</c> refuses; the template that holds it says on which line it stands.</summary>
internal sealed class PatternException(string reason, int position) : Exception($"{reason} (at position {position})")
{
    /// <summary>What is wrong, without the position.</summary>
    public string Reason { get; } = reason;

    /// <summary>Zero-based UTF-16 position in the pattern.</summary>
    public int Position { get; } = position;
}
