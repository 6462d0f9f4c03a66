namespace NetBatch.Cluster;

/// <summary>
/// The times of the link between hubs and workers. Each side measures by its own monotonic clock, from when it sent the beat whose answer
/// it has: a cut of one way is a cut, and a message that lay somewhere proves nothing.
/// </summary>
internal sealed record ClusterTimes
{
    /// <summary>How often a hub says that it is there; a worker answers each time.</summary>
    public TimeSpan Beat { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After so long without an answer a worker begins nothing for that hub, and lets go what has changed nothing.</summary>
    public TimeSpan LetGo { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After so long without an answer a hub takes a worker for lost.</summary>
    /// <remarks>
    /// Never before the worker has let go. Let the hub's last answered beat be sent at 0. It sends orders until <see cref="OrderWithin"/>
    /// only, and the worker takes none whose beat was sent more than <see cref="OrderAge"/> before: so it takes one at 5 s the latest. What
    /// it sends after it has heard of a later beat than the one at 0 the hub does not hear, since else that would be answered; so no beat
    /// that it sent after 5 s is ever answered to it, and it lets go at 10 s the latest.
    /// </remarks>
    public TimeSpan Lost { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A hub gives orders only to workers that have answered a beat of so long ago.</summary>
    public TimeSpan OrderWithin { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A worker takes an order only where the last beat of its own that the hub had heard of was sent so lately.</summary>
    public TimeSpan OrderAge { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>A grant is used so soon after it was asked for, or asked for again.</summary>
    public TimeSpan GrantUse { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What is not answered is sent again after so long.</summary>
    public TimeSpan Resend { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A change of whose worker nothing is heard for so long has an unknown outcome.</summary>
    public TimeSpan AwayLimit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a worker knows what it has done with, so that a late repetition of an order begins nothing.</summary>
    public TimeSpan Memory { get; init; } = TimeSpan.FromMinutes(2);
}
