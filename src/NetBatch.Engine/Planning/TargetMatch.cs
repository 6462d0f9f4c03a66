namespace NetBatch;

/// <summary>Holds targets against a filter.</summary>
public static class TargetMatch
{
    /// <summary>Whether the target is meant; its name is compared as well.</summary>
    public static bool Meets(this TargetFilter filter, Target target)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(target);
        return (filter.Names.Count == 0 || filter.Names.Any(name => Like(target.Name, name)))
            && (filter.Platforms.Count == 0 || filter.Platforms.Any(platform => Like(target.Label("platform"), platform)))
            && filter.Tags.All(tag => target.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase))
            && filter.Labels.All(label => Like(target.Label(label.Key), label.Value));
    }

    private static bool Like(string? value, string pattern) => value is not null && Wildcard.Matches(pattern, value);
}
