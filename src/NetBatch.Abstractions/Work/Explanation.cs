namespace NetBatch;

/// <summary>A rule that matched a line, and what it did.</summary>
/// <param name="Line">The rule's one-based line in the template.</param>
/// <param name="Rule">The rule as written.</param>
/// <param name="Assigned">The values that it gave a text, in order; null where a group took no part.</param>
/// <param name="Recorded">True if it saved a row.</param>
public sealed record ExplainedRule(int Line, string Rule, IReadOnlyList<KeyValuePair<string, string?>> Assigned, bool Recorded);

/// <summary>What a template did with one line of a text.</summary>
/// <param name="Number">The line's one-based number.</param>
/// <param name="Text">The line.</param>
/// <param name="State">The state in which it was looked at; null if parsing had ended before.</param>
/// <param name="Rules">The rules that matched: none, one, or several where Continue leads on.</param>
/// <param name="NextState">The state after it; null if parsing ended with it or before.</param>
public sealed record ExplainedLine(int Number, string Text, string? State, IReadOnlyList<ExplainedRule> Rules, string? NextState)
{
    /// <summary>False if no rule matched: the template passes over this line.</summary>
    public bool Matched => Rules.Count > 0;
}

/// <summary>A parse explained line by line.</summary>
/// <param name="Lines">Every line of the text.</param>
/// <param name="Rows">The rows, values in the order of the template's; empty if an error came.</param>
/// <param name="Error">The error that ended the parse; null if none did.</param>
/// <param name="UnusedRules">Lines of the template whose rules matched nothing in this text.</param>
public sealed record Explanation(
    IReadOnlyList<ExplainedLine> Lines, IReadOnlyList<IReadOnlyList<object?>> Rows, NetBatchException? Error,
    IReadOnlyList<int> UnusedRules);
