namespace NetBatch;

/// <summary>Which targets of the inventory are meant, whatever it holds at that moment. What is empty does not limit; all parts must be met.</summary>
public sealed record TargetFilter
{
    /// <summary>Names, with wildcards <c>*</c> and <c>?</c>, any case.</summary>
    public IReadOnlyList<string> Names { get; init => field = value ?? []; } = [];

    /// <summary>Values of labels, with wildcards, any case: <c>site</c> = <c>ams*</c>.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();

    /// <summary>Platforms, with wildcards, any case.</summary>
    public IReadOnlyList<string> Platforms { get; init => field = value ?? []; } = [];

    /// <summary>Tags, all of which the target must have.</summary>
    public IReadOnlyList<string> Tags { get; init => field = value ?? []; } = [];
}
