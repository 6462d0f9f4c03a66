namespace NetBatch;

/// <summary>At most so many targets in flight with the same value of a label.</summary>
internal sealed class GroupLimits(IReadOnlyDictionary<string, int> limits)
{
    private readonly Dictionary<string, int> inFlight = [];

    /// <summary>The group that is full and keeps the target from starting, or null.</summary>
    public string? FullGroup(Target target)
    {
        foreach (var (label, most) in limits)
        {
            if (Key(target, label) is { } key && inFlight.GetValueOrDefault(key) >= most)
            {
                return key;
            }
        }

        return null;
    }

    public void Started(Target target) => Count(target, 1);

    /// <summary>The groups that have a free place now.</summary>
    public IReadOnlyList<string> Ended(Target target) => Count(target, -1);

    private List<string> Count(Target target, int more)
    {
        List<string> keys = [];
        foreach (var label in limits.Keys)
        {
            if (Key(target, label) is { } key)
            {
                inFlight[key] = inFlight.GetValueOrDefault(key) + more;
                keys.Add(key);
            }
        }

        return keys;
    }

    private static string? Key(Target target, string label) =>
        target.Label(label) is { Length: > 0 } value ? $"group {label}={value}".ToUpperInvariant() : null;
}
