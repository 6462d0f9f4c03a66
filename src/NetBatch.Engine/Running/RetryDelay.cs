namespace NetBatch;

/// <summary>How long to wait before another attempt.</summary>
internal static class RetryDelay
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The first delay doubled with each attempt, at most 5 min, with up to a quarter more or less, so that targets
    /// that failed together do not come back together.
    /// </summary>
    /// <param name="first">The delay before the first further attempt.</param>
    /// <param name="retry">Which further attempt, from 1.</param>
    /// <param name="random">0 to 1.</param>
    public static TimeSpan Of(TimeSpan first, int retry, double random)
    {
        var delay = first * Math.Pow(2, retry - 1);
        return (delay < Longest ? delay : Longest) * (0.75 + (random / 2));
    }
}
