using NetBatch.Data.Metadata;
using NetBatch.Data.Pipelines;
using NetBatch.Data.Providers;

namespace NetBatch.Hosting;

/// <summary>Pipelines that are drafted from what two databases say of themselves.</summary>
public static class PipelineDrafts
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The file of a pipeline that compares the tables of two instances.</summary>
    /// <param name="host">Knows the instances.</param>
    /// <param name="source">What should be.</param>
    /// <param name="target">What is.</param>
    /// <param name="tables">Only these tables of the source; <c>*</c> and <c>?</c> are wildcards; empty: all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="NetBatchException">An instance that cannot be reached, or whose catalog is not known.</exception>
    public static async Task<string> WriteAsync(
        NetBatchHost host, DatabaseInstance source, DatabaseInstance target, IReadOnlyList<string> tables,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(host);
        var there = await ReadAsync(host, source, tables, cancellationToken).ConfigureAwait(false);
        return PipelineDraft.Write(there, await ReadAsync(host, target, [], cancellationToken).ConfigureAwait(false));
    }

    private static async Task<DatabaseFacts> ReadAsync(
        NetBatchHost host, DatabaseInstance instance, IReadOnlyList<string> tables, CancellationToken cancellationToken)
    {
        var session = await host.Databases.OpenAsync(instance, host.Secrets, DatabaseAccess.Read, ConnectTimeout, cancellationToken)
            .ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var request = new MetadataRequest { Tables = tables };
            return await MetadataReader.ReadAsync(session, request, host.Options.Time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        }
    }
}
