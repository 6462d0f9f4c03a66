namespace NetBatch.TextFsm;

/// <summary>Limits and helpers of a parse.</summary>
public sealed record TemplateOptions
{
    /// <summary>The usual ones.</summary>
    public static TemplateOptions Default { get; } = new();

    /// <summary>
    /// How long one rule may try one line, more than zero; 2 seconds by default. The clock is read only when a match
    /// has already taken thousands of steps back, so ordinary rules do not pay for it.
    /// </summary>
    public TimeSpan MatchTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
