using System.Text.Json;

namespace NetBatch.Hosting;

/// <summary>The notifications of a store. What is still to be sent by one that is forgotten fails.</summary>
public sealed class BatchNotifications : DefinitionBook<BatchNotification>
{
    internal BatchNotifications(NetBatchHost host)
        : base(host.Store.Definitions, host.Me, new("notification", "notification", "Get-BatchNotification (netbatch notification list)", "New-BatchNotification (netbatch notification save)"))
    {
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Problems(BatchNotification definition) => definition.Problems();

    /// <inheritdoc/>
    protected override JsonElement Write(BatchNotification definition) => JsonElement.Parse(definition.ToJson());

    /// <inheritdoc/>
    protected override BatchNotification Read(Definition kept) => BatchNotification.FromJson(kept.Content.GetRawText());
}
