using NetBatch.TextFsm.Patterns;

namespace NetBatch.TextFsm.Language;

internal enum LineAction
{
    Next,
    Continue,
    Error,
}

internal enum RecordAction
{
    NoRecord,
    Record,
    Clear,
    ClearAll,
}

/// <summary>One rule of a state.</summary>
internal sealed class Rule
{
    /// <summary>One-based line in the template.</summary>
    public required int Line { get; init; }

    /// <summary>The rule as written, without the blanks around it.</summary>
    public required string Text { get; init; }

    public required Pattern Pattern { get; init; }

    public LineAction LineAction { get; init; }

    public RecordAction RecordAction { get; init; }

    /// <summary>The state to go to, or an Error rule's text; empty where none was written.</summary>
    public string Target { get; init; } = "";

    /// <summary>The state that <see cref="Target"/> names; null for End, EOF, and where the state stays.</summary>
    public State? Next { get; set; }

    /// <summary>Which groups are given to which values, in the order of the groups.</summary>
    public required (int Group, int Value)[] Assignments { get; init; }
}
