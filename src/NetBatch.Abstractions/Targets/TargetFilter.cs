namespace NetBatch;

/// <summary>Which targets of the inventory are meant, whatever it holds at that moment. What is empty does not limit; all parts must be
/// met.</summary>
public sealed record TargetFilter
{
    /// <summary>Names, with wildcards <c>*</c> and <c>?</c>, any case.</summary>
    public IReadOnlyList<string> Names { get; init => field = ItemList.Of(value); } = ItemList.Of<string>([]);

    /// <summary>Values of labels, with wildcards, any case: <c>site</c> = <c>ams*</c>.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init => field = ValueMap.Of(value); } = ValueMap.Of<string>(null);

    /// <summary>Platforms, with wildcards, any case.</summary>
    public IReadOnlyList<string> Platforms { get; init => field = ItemList.Of(value); } = ItemList.Of<string>([]);

    /// <summary>Tags, all of which the target must have.</summary>
    public IReadOnlyList<string> Tags { get; init => field = ItemList.Of(value); } = ItemList.Of<string>([]);

    /// <summary>What is asked for, in words.</summary>
    public override string ToString() => string.Join(
        "; ",
        [.. Names, .. Labels.Select(label => $"{label.Key}={label.Value}"), .. Platforms.Select(platform => $"platform={platform}"),
            .. Tags.Select(tag => $"tag={tag}")]);
}
