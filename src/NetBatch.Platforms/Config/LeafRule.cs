using System.Text.RegularExpressions;

namespace NetBatch.Platforms;

/// <summary>A rule of a platform file, seen from the line it speaks of; the lines above are matched by the tree of rules.</summary>
public sealed class LeafRule
{
    /// <summary>What it is for.</summary>
    public required RuleKind Kind { get; init; }

    /// <summary>Position in the platform file among rules of its kind; the first match wins, except for weights.</summary>
    public required int Position { get; init; }

    /// <summary>The test on the line itself.</summary>
    public required LineRule Last { get; init; }

    /// <summary>The text that replaces a negation, or a closer's text; empty: no closer at all.</summary>
    public string Text { get; init; } = "";

    /// <summary>What is replaced in the line; null: the whole line.</summary>
    public Regex? Search { get; init; }

    /// <summary>Where the line goes among its neighbours: negative rises, positive sinks.</summary>
    public int Weight { get; init; }

    /// <summary>Words at a line's beginning that make its key; 0: the key comes from the rule's own parts.</summary>
    public int Words { get; init; }

    /// <summary>Whether the counterpart need only share the key, not match the rule.</summary>
    public bool AnyCounterpart { get; init; }

    /// <summary>Rewrite: negate the old section first. Closer: at the header's level.</summary>
    public bool Flag { get; init; }
}
