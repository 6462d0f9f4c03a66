namespace NetBatch;

/// <summary>Devices of one platform that answered a command alike, and how that differs from what most of that platform answered.</summary>
/// <param name="Command">The command.</param>
/// <param name="Platform">The platform, or null: outputs of different platforms are not compared with one another.</param>
/// <param name="Count">How many devices.</param>
/// <param name="IsMajority">Whether more devices of the platform answered like this than any other way.</param>
/// <param name="Devices">Their names, sorted.</param>
/// <param name="Output">The text that the first of them answered.</param>
/// <param name="Differences">Lines that only this text has (<c>+ </c>) or only the majority's has (<c>- </c>), in order; empty for the
/// majority.</param>
public sealed record OutputGroup(
    string Command,
    string? Platform,
    int Count,
    bool IsMajority,
    IReadOnlyList<string> Devices,
    string Output,
    IReadOnlyList<string> Differences)
{
    /// <summary>Their names, sorted.</summary>
    public IReadOnlyList<string> Devices { get; init => field = ItemList.Of(value); } = ItemList.Of(Devices);

    /// <summary>Lines that only this text has (<c>+ </c>) or only the majority's has (<c>- </c>), in order; empty for the
    /// majority.</summary>
    public IReadOnlyList<string> Differences { get; init => field = ItemList.Lines(value); } = ItemList.Lines(Differences);
}
