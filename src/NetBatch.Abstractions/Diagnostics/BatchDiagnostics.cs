using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace NetBatch;

/// <summary>
/// Where NetBatch can be seen from outside by what .NET has for it, OpenTelemetry among others: activities of jobs,
/// batches, targets, connections and steps, and counts of the ends of attempts. Both cost nothing while nobody listens.
/// </summary>
public static class BatchDiagnostics
{
    /// <summary>The name of <see cref="Activities"/> and of <see cref="Metrics"/>.</summary>
    public const string Name = "NetBatch";

    /// <summary>Activities <c>job</c>, <c>batch</c>, <c>target</c> (one attempt) and <c>step</c>, each the parent of the next, and
    /// <c>connection</c>, from the key exchange to the end of the authentication, within a target.</summary>
    public static ActivitySource Activities { get; } = new(Name);

    /// <summary>The meter.</summary>
    public static Meter Metrics { get; } = new(Name);

    /// <summary>Attempts at targets that have ended, by kind of work and state.</summary>
    public static Counter<long> Attempts { get; } = Metrics.CreateCounter<long>("netbatch.attempts", "{attempt}",
        "Attempts at targets that have ended.");

    /// <summary>How long they took, in seconds.</summary>
    public static Histogram<double> AttemptDuration { get; } =
        Metrics.CreateHistogram<double>("netbatch.attempt.duration", "s", "How long attempts at targets took.");
}
