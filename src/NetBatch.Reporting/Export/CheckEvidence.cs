namespace NetBatch;

/// <summary>What the checks of a job show: the rows of their steps, by pipeline and step.</summary>
internal sealed class CheckEvidence
{
    private readonly Dictionary<(int Number, string Command), (RowSet Set, List<string?[]> Rows)> found = [];

    private CheckEvidence()
    {
    }

    public static async Task<CheckEvidence> ReadAsync(ExportSource source, BatchJob job, CancellationToken cancellationToken)
    {
        var evidence = new CheckEvidence();
        await foreach (var chunk in source.LastRowsAsync(job, cancellationToken).ConfigureAwait(false))
        {
            if (chunk.Set.View == ExportedCheck.View || chunk.Count == 0)
            {
                continue;
            }

            if (!evidence.found.TryGetValue((chunk.Number, chunk.Command), out var one))
            {
                evidence.found[(chunk.Number, chunk.Command)] = one = (chunk.Set, []);
            }

            one.Rows.AddRange(chunk.Rows()
                .Select(row => Array.ConvertAll(row, value => value is null ? null : source.Clean(ValueText.Of(value)))));
        }

        return evidence;
    }

    /// <summary>A check's columns and rows; none where it has nothing to show.</summary>
    public (IReadOnlyList<string> Columns, IReadOnlyList<string?[]> Rows) Of(ExportedCheck check) =>
        found.TryGetValue((check.Number, check.Command), out var one) ? ([.. one.Set.Columns.Select(column => column.Name)], one.Rows)
            : ([], []);
}
