namespace NetBatch.Inventory.Readers;

/// <summary>A value of a JSON or YAML text with the line it stands on.</summary>
/// <param name="Line">Line, from 1.</param>
internal abstract record DataNode(int Line);

/// <summary>A single value; null where the source says so.</summary>
internal sealed record ScalarNode(int Line, string? Text) : DataNode(Line);

/// <summary>A list.</summary>
internal sealed record ListNode(int Line, IReadOnlyList<DataNode> Items) : DataNode(Line);

/// <summary>Named values in the source's order; a name comes once.</summary>
internal sealed record MapNode(int Line, IReadOnlyList<MapEntry> Entries) : DataNode(Line)
{
    /// <summary>The value under a name, or null.</summary>
    public DataNode? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key)?.Value;
}

/// <summary>One named value.</summary>
/// <param name="Line">The name's line, from 1.</param>
/// <param name="Key">The name.</param>
/// <param name="Value">What stands under it.</param>
internal sealed record MapEntry(int Line, string Key, DataNode Value);
