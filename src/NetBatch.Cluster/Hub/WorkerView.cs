using NetBatch.Cluster.Wire;

namespace NetBatch.Cluster.Hub;

/// <summary>One life of a worker, as a hub sees it. Guarded by the hub's lock.</summary>
internal sealed class WorkerView(WorkerMark mark, TimeProvider time)
{
    private readonly long since = time.GetTimestamp();

    public WorkerMark Mark => mark;

    public Frames.Joiner Joiner { get; } = new();

    public Beats Beats { get; } = new(time);

    public int Capacity { get; set; }

    /// <summary>How many orders of this hub it has.</summary>
    public int Orders { get; set; }

    /// <summary>How many it said that it works on, for all hubs.</summary>
    public int InFlight { get; set; }

    public string Version { get; set; } = "";

    /// <summary>Until when it gets no orders, since it has said that it is full.</summary>
    public DateTimeOffset FullUntil { get; set; }

    /// <summary>Since when nothing of it is heard that proves it alive.</summary>
    public TimeSpan Silence => Beats.Silence ?? time.GetElapsedTime(since);

    /// <summary>Whether it has ever answered.</summary>
    public bool HasAnswered => Beats.Silence is not null;
}
