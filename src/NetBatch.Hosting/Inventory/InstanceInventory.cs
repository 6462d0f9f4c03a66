namespace NetBatch.Hosting;

/// <summary>The instances of the inventory.</summary>
public static class InstanceInventory
{
    /// <summary>Keeps instances, or replaces those of the same name: all or none, and none that could not be opened as it is
    /// written.</summary>
    /// <param name="host">The host.</param>
    /// <param name="instances">The instances.</param>
    /// <param name="onlyNew">Refuse where there is one of that name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="NetBatchException">A provider that is not known, or a connection that cannot be used or holds a secret; every
    /// problem, a line each.</exception>
    public static async Task SaveAsync(NetBatchHost host, IReadOnlyList<DatabaseInstance> instances, bool onlyNew,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(instances);
        await host.Providers.LoadAsync(cancellationToken).ConfigureAwait(false);
        var problems = host.Databases.Problems(instances).ToList();
        if (problems.Count > 0)
        {
            throw new NetBatchException(problems[0].Code, string.Join(Environment.NewLine, problems.Take(20).Select(one => one.Message)),
                problems[0].Remedy);
        }

        if (onlyNew)
        {
            await foreach (var there in host.Store.Targets.ReadAsync("instance", [.. instances.Select(one => one.Name)], cancellationToken)
                .ConfigureAwait(false))
            {
                throw new NetBatchException(ErrorCode.InvalidArgument, $"There is an instance '{there.Name}' already.",
                    "Change it with Set-BatchInstance, or take it away first.");
            }
        }

        await host.Store.Targets.SaveAsync(instances, cancellationToken).ConfigureAwait(false);
    }
}
