namespace NetBatch;

/// <summary>A mistake in a text that a person wrote.</summary>
/// <param name="File">What the text is called, most often its file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The character in the line, from 1.</param>
/// <param name="Message">One sentence that names the value.</param>
/// <param name="Remedy">What to write instead, or null where the sentence says it.</param>
public sealed record TextProblem(string File, int Line, int Column, string Message, string? Remedy = null)
{
    /// <summary>The place and the sentence, without the remedy.</summary>
    public override string ToString() => $"{File}, line {Line}, column {Column}: {Message}";
}
