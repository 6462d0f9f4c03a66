namespace NetBatch.Cluster.Wire;

/// <summary>Where what is said. Each worker has one subject for each direction and life, on which alone an order of messages
/// holds.</summary>
internal static class Subjects
{
    private const string Root = "netbatch.v1";

    /// <summary>Every worker hears it: hubs ask who is there.</summary>
    public const string DownAll = Root + ".down.all";

    /// <summary>What hubs hear: everything that workers say.</summary>
    public const string UpAny = Root + ".up.>";

    public static string Down(WorkerMark worker) => $"{Root}.down.{worker.Site}.{worker.Name}.{worker.Incarnation}";

    public static string Up(WorkerMark worker) => $"{Root}.up.{worker.Site}.{worker.Name}.{worker.Incarnation}";

    /// <summary>Who says it, by the subject, which the server lets nobody else use; null: no worker's.</summary>
    public static WorkerMark? Worker(string subject) =>
        subject.Split('.') is [_, _, "up", var site, var name, var incarnation] ? new WorkerMark(site, name, incarnation) : null;
}
