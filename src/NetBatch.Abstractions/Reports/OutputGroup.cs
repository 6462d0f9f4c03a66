namespace NetBatch;

/// <summary>Devices that answered a command with the same text, and how that text differs from what most answered.</summary>
/// <param name="Command">The command.</param>
/// <param name="Count">How many devices.</param>
/// <param name="IsMajority">Whether more devices answered like this than any other way.</param>
/// <param name="Devices">Their names, sorted.</param>
/// <param name="Output">The text.</param>
/// <param name="Differences">Lines that only this text has (<c>+ </c>) or only the majority's has (<c>- </c>), in order; empty for the majority.</param>
public sealed record OutputGroup(
    string Command,
    int Count,
    bool IsMajority,
    IReadOnlyList<string> Devices,
    string Output,
    IReadOnlyList<string> Differences);
