using System.Text.Json;
using NetBatch.Scheduling;

namespace NetBatch.Hosting;

/// <summary>The notifications of a store. What is still to be sent by one that is forgotten fails.</summary>
public sealed class BatchNotifications : BatchDefinitions<BatchNotification>
{
    private readonly NetBatchHost host;

    internal BatchNotifications(NetBatchHost host)
        : base(host.Store.Definitions, host.Me,
            new("notification", "notification", "Get-BatchNotification (netbatch notification list)",
                "New-BatchNotification (netbatch notification save)")) =>
        this.host = host;

    /// <summary>Changes the parts of a notification that are given.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there is none of that name, or it could never be sent
    /// then; every problem, a line each.</exception>
    public async Task<BatchNotification> ChangeAsync(string name, NotificationParts parts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var before = await FindAsync(name, cancellationToken).ConfigureAwait(false);
        return await SaveAsync(parts.Over(before.Name, before) with { ChangedAt = before.ChangedAt }, onlyNew: false, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Sends one message, marked as a test, and tells what came of it; tries once, and keeps nothing.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there is none of that name.</exception>
    public async Task<NotificationTest> TestAsync(string name, CancellationToken cancellationToken) =>
        await NotificationTrial.SendAsync(
            await FindAsync(name, cancellationToken).ConfigureAwait(false), host.Secrets, host.Me, host.Options.Time, cancellationToken)
            .ConfigureAwait(false);

    /// <summary>A job that names a notification which is gone is refused, so that its schedule would start nothing.</summary>
    protected override async Task<IReadOnlyList<string>> NeededByAsync(string name, CancellationToken cancellationToken)
    {
        bool Names(IReadOnlyList<string>? notify) => notify?.Contains(name, StringComparer.OrdinalIgnoreCase) == true;
        var templates = host.JobTemplates.ReadAsync([], cancellationToken).Where(one => Names(one.Notify))
            .Select(one => $"the job template '{one.Name}'");
        var schedules = host.Schedules.PlainAsync(cancellationToken).Where(one => Names(one.Notify))
            .Select(one => $"the schedule '{one.Name}'");
        return await templates.Concat(schedules).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Problems(BatchNotification definition) => definition.Problems();

    /// <inheritdoc/>
    protected override JsonElement Write(BatchNotification definition) => JsonElement.Parse(definition.ToJson());

    /// <inheritdoc/>
    protected override BatchNotification Read(Definition kept) => BatchNotification.FromJson(kept.Content.GetRawText());
}
