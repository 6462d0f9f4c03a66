namespace NetBatch.Hosting;

/// <summary>The workers of a store's hubs: who they are, when they were last heard of, and who may be one no longer.</summary>
public sealed class BatchWorkers
{
    private readonly NetBatchHost host;

    internal BatchWorkers(NetBatchHost host) => this.host = host;

    /// <summary>The workers by site and name.</summary>
    /// <param name="names">Names; * and ? are wildcards; none: all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<IReadOnlyList<BatchWorker>> ReadAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        [.. (await host.Store.Cluster.ReadWorkersAsync(cancellationToken).ConfigureAwait(false))
            .Where(worker => Wildcard.MatchesAny(names, worker.Name))];

    /// <summary>Shuts a worker out: the hubs grant it nothing more and close its connection, within seconds.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there is none of that name.</exception>
    public async Task RevokeAsync(string name, CancellationToken cancellationToken)
    {
        var worker = (await host.Store.Cluster.ReadWorkersAsync(cancellationToken).ConfigureAwait(false))
            .FirstOrDefault(worker => worker.Name == name) ?? throw NotFound(name);
        await host.Store.Cluster.SaveWorkerAsync(worker with { Revoked = true }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets a worker: it is shut out, and its name is free for another.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there is none of that name.</exception>
    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        if (!await host.Store.Cluster.RemoveWorkerAsync(name, cancellationToken).ConfigureAwait(false))
        {
            throw NotFound(name);
        }
    }

    private static NetBatchException NotFound(string name) => new(ErrorCode.InvalidArgument, $"There is no worker '{SafeText.Of(name)}'.",
        "Get-BatchWorker (netbatch workers list) shows them.");
}
