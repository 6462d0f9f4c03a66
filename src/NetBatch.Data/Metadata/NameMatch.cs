namespace NetBatch.Data.Metadata;

/// <summary>Finds things by names as databases keep them: the exact name first, another case only where that leaves no doubt.</summary>
internal static class NameMatch
{
    /// <summary>What has the name, or null: nothing has, or several have it in other cases.</summary>
    public static T? Find<T>(IReadOnlyList<T> all, Func<T, string> nameOf, string name)
        where T : class
    {
        if (all.FirstOrDefault(one => nameOf(one) == name) is { } exact)
        {
            return exact;
        }

        var near = all.Where(one => string.Equals(nameOf(one), name, StringComparison.OrdinalIgnoreCase)).Take(2).ToArray();
        return near.Length == 1 ? near[0] : null;
    }

    /// <summary>Whether two databases mean the same by two names: they differ in case at most.</summary>
    public static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>How names are told apart among these: with their case where two differ in nothing else.</summary>
    public static StringComparer Comparer(IEnumerable<string> names)
    {
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        return names.All(seen.Add) ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
    }
}
