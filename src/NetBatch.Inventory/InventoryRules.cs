using NetBatch.Platforms;

namespace NetBatch.Inventory;

/// <summary>What an inventory is read by, beside its own words.</summary>
public sealed record InventoryRules
{
    /// <summary>The platforms that are known; null: a name is kept as it is written, and judged later.</summary>
    public PlatformCatalog? Platforms { get; init; }

    /// <summary>Why a connection would refuse an SSH option (name, value) of a device, with the remedy, or null; null: nobody
    /// knows.</summary>
    public Func<string, string, NetBatchException?>? OptionFault { get; init; }

    /// <summary>Told each row that cannot be used, while the others are taken; null: one such row refuses the whole inventory.</summary>
    public Action<NetBatchException>? Skipped { get; init; }
}
