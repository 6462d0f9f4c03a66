using System.Collections.ObjectModel;

namespace NetBatch;

/// <summary>Named values that show themselves as one text: <c>role=core; site=berlin</c>.</summary>
/// <typeparam name="T">What the values are.</typeparam>
public sealed class ValueMap<T> : ReadOnlyDictionary<string, T>
{
    internal ValueMap(IDictionary<string, T> values)
        : base(values)
    {
    }

    /// <summary>The pairs with <c>; </c> between them, as lists of a cell are written.</summary>
    public override string ToString() =>
        string.Join("; ", this.Select(pair => ItemList.Quoted($"{pair.Key}={pair.Value}")));
}

/// <summary>Makes maps that show themselves.</summary>
public static class ValueMap
{
    /// <summary>A map of these values; null is none.</summary>
    public static ValueMap<T> Of<T>(IReadOnlyDictionary<string, T>? values) =>
        values as ValueMap<T>
            ?? new ValueMap<T>(values as IDictionary<string, T>
                ?? new Dictionary<string, T>(values ?? new Dictionary<string, T>(), StringComparer.OrdinalIgnoreCase));
}
