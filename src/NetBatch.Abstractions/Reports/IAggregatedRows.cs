namespace NetBatch;

/// <summary>The rows of all targets of a job as one stream, under columns that they share.</summary>
public interface IAggregatedRows
{
    /// <summary>The columns, in order; <c>_instance_name</c> and <c>_instance_id</c> first.</summary>
    IReadOnlyList<RowColumn> Columns { get; }

    /// <summary>How many rows there were when the sets were read.</summary>
    long Count { get; }

    /// <summary>Targets whose rows are not among these, each with its state: they did not complete, and a part is not the whole.</summary>
    IReadOnlyList<string> LeftOut { get; }

    /// <summary>Targets that completed, those without a row included.</summary>
    IReadOnlyList<string> Instances { get; }

    /// <summary>What was left out, in one sentence; null: nothing.</summary>
    string? LeftOutSentence { get; }

    /// <summary>The rows, each an array of its own in the order of <see cref="Columns"/>; null where a target's rows have no such
    /// column.</summary>
    IAsyncEnumerable<object?[]> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Hands all rows over as texts, cell by cell, without making an object of any: for files.</summary>
    /// <param name="sink">Takes the cells in the order of <see cref="Columns"/>.</param>
    /// <param name="cancellationToken">Stops between two pieces.</param>
    /// <returns>How many rows.</returns>
    Task<long> WriteAsync(ITextRowSink sink, CancellationToken cancellationToken);
}

/// <summary>Takes rows as texts.</summary>
public interface ITextRowSink
{
    /// <summary>The next cell of the row; <see langword="default"/> where it is null or missing, which an empty text is not. The span lives
    /// until the call returns.</summary>
    void Cell(ReadOnlySpan<char> text);

    /// <summary>The row is complete.</summary>
    void EndRow();
}
