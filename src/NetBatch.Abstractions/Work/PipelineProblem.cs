namespace NetBatch;

/// <summary>A mistake in a pipeline's file.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Message">One sentence that names the value.</param>
/// <param name="Remedy">What to write instead, or null.</param>
public sealed record PipelineProblem(string File, int Line, int Column, string Message, string? Remedy = null)
{
    /// <summary>File, line, column and the sentence, as compilers write them.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {Message}{(Remedy is null ? "" : $" {Remedy}")}";
}
