namespace NetBatch;

/// <summary>A line of a config with the lines below it.</summary>
public sealed record ConfigLine
{
    /// <summary>The device whose config it is; null: not said.</summary>
    public string? Device { get; init; }

    /// <summary>The line without its indentation. A banner or a quoted text of several lines holds line feeds.</summary>
    public required string Text { get; init; }

    /// <summary>Depth, 1 at the top.</summary>
    public required int Depth { get; init; }

    /// <summary>Line number in the text it was read from, from 1; 0 when it was computed.</summary>
    public required int Line { get; init; }

    /// <summary>The lines from the top to this one.</summary>
    public required IReadOnlyList<string> Path { get; init => field = ItemList.Of(value); }

    /// <summary>The lines below, in order.</summary>
    public required IReadOnlyList<ConfigLine> Children { get; init => field = ItemList.Of(value); }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
