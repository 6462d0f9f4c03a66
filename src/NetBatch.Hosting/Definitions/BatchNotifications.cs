using System.Runtime.CompilerServices;
using System.Text.Json;

namespace NetBatch.Hosting;

/// <summary>The notifications of a store.</summary>
public sealed class BatchNotifications
{
    private const string Sort = "notification";
    private readonly NetBatchHost host;

    internal BatchNotifications(NetBatchHost host) => this.host = host;

    /// <summary>Notifications by name (wildcards, any case), sorted by name.</summary>
    public async IAsyncEnumerable<BatchNotification> ReadAsync(IReadOnlyList<string> names, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var definition in host.Store.Definitions.ReadAsync(Sort, names, cancellationToken).ConfigureAwait(false))
        {
            yield return BatchNotification.FromJson(definition.Content.GetRawText()) with { ChangedAt = definition.ChangedAt, ChangedBy = definition.ChangedBy };
        }
    }

    /// <summary>Keeps a notification.</summary>
    /// <param name="notification">The notification.</param>
    /// <param name="onlyNew">Refuse where there is one of that name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="NetBatchException">Every problem, a line each.</exception>
    public async Task<BatchNotification> SaveAsync(BatchNotification notification, bool onlyNew, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notification);
        notification.Check();
        await host.Store.Definitions.SaveAsync(
            new Definition(Sort, notification.Name, JsonElement.Parse(notification.ToJson()), default, host.Me.ToString()), onlyNew, cancellationToken).ConfigureAwait(false);
        return (await FindAsync(notification.Name, cancellationToken).ConfigureAwait(false))!;
    }

    /// <summary>Forgets a notification; what is still to be sent by it fails.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there is none.</exception>
    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        if (!await host.Store.Definitions.RemoveAsync(Sort, name, cancellationToken).ConfigureAwait(false))
        {
            throw Missing(name);
        }
    }

    internal async Task<BatchNotification?> FindAsync(string name, CancellationToken cancellationToken) =>
        await ReadAsync([], cancellationToken).FirstOrDefaultAsync(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase), cancellationToken).ConfigureAwait(false);

    /// <summary>Refuses names that there are none of.</summary>
    internal async Task DemandAsync(IReadOnlyList<string>? names, CancellationToken cancellationToken)
    {
        foreach (var name in names ?? [])
        {
            _ = await FindAsync(name, cancellationToken).ConfigureAwait(false) ?? throw Missing(name);
        }
    }

    private static NetBatchException Missing(string name) => new(
        ErrorCode.InvalidArgument, $"There is no notification named '{name}'.", "List them with Get-BatchNotification (netbatch notification list).");
}
