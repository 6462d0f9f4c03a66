using System.Runtime.CompilerServices;
using NetBatch.Cluster.Hub;
using NetBatch.Cluster.Link;
using NetBatch.Cluster.Setup;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary>A hub within <c>netbatch serve</c>: its link, its workers, and the jobs that are left to it.</summary>
internal sealed class HubService : IAsyncDisposable
{
    private readonly NatsLink link;
    private readonly ClusterHub hub;
    private readonly HubFolder folder;

    private HubService(string path)
    {
        var file = ClusterFile.Read(path);
        if (file.IsWorker)
        {
            throw new NetBatchException(ErrorCode.FileUnusable, $"'{path}' is a worker's file.", "Name one of netbatch hub init.");
        }

        folder = new HubFolder(Path.GetDirectoryName(path)!);
        link = NatsLink.Open(file, "hub");
        hub = new ClusterHub(link, TimeProvider.System, WorkerCommand.Tell);
    }

    // Nothing of the cluster is loaded where there is none.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static HubService Open(string path) => new(path);

    /// <summary>Where a hub's targets are worked on.</summary>
    public ITargetExecutor Executor(ITargetExecutor local) => new ClusterExecutor(local, hub);

    /// <summary>Runs until it is cancelled.</summary>
    public async Task RunAsync(NetBatchHost host, CancellationToken cancellationToken)
    {
        try
        {
            await hub.StartAsync(cancellationToken);
            using var admission = new HubAdmission(host.Store.Cluster, hub, link, folder, host.Options.Time, WorkerCommand.Tell);
            await Task.WhenAll(
                admission.RunAsync(cancellationToken),
                host.HubJobs.RunAsync(
                    (job, refused) => WorkerCommand.Tell(refused is null ? $"{job.JobId} of {job.Who} was taken."
                        : $"{job.JobId} of {job.Who} cannot be run: {refused.Message} {refused.Remedy}"),
                    cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await hub.DisposeAsync();
        await link.DisposeAsync();
    }
}
