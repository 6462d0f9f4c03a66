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

    /// <summary>Object: the lines of which one must stand for the object to be. Null: any line of it.</summary>
    public Regex? Founder { get; init; }

    /// <summary>Effect, object: an expression of further lines, in which <c>\1</c> is what the rule's search found; empty: none.</summary>
    public string Lines { get; init; } = "";

    /// <summary>Ordered: how the order is mended.</summary>
    public OrderMeans By { get; init; }

    /// <summary>Ordered, value list: what takes an item away, with its marks.</summary>
    public string Remove { get; init; } = "";

    /// <summary>Ordered: what gives the entries of a list new numbers; empty: nothing does.</summary>
    public string Resequence { get; init; } = "";

    /// <summary>Ordered, overwrite: a part of an entry that does not change what it matches; with it an entry is another one.</summary>
    public string Mark { get; init; } = "";

    /// <summary>Rewrite: negate the old section first. Closer: at the header's level. Ordered: the list does not take an entry
    /// twice. Value list: a line with the whole list takes the place of the old one. Idempotent: what the old line has beyond the new one
    /// stays when that is typed, so a shorter one takes no longer one's place.
    /// Duplicates: how often a line stands there counts. Effect: the lines are changed and not taken away.</summary>
    public bool Flag { get; init; }
}

/// <summary>How a platform mends the order of a list.</summary>
public enum OrderMeans
{
    /// <summary>Entries have numbers; a free one takes the new entry.</summary>
    Number,

    /// <summary>A new item goes to the end; what must stand behind it is taken away and made again.</summary>
    Rebuild,

    /// <summary>A command puts an item before another.</summary>
    Move,

    /// <summary>An entry is put at its place in the list, which the device counts and does not show.</summary>
    Position,

    /// <summary>A new entry comes to the end; where that does not do, all are taken away by one line and made anew.</summary>
    Append,

    /// <summary>Entries keep their numbers; what is typed under one that is taken replaces the parts that it names.</summary>
    Overwrite,
}
