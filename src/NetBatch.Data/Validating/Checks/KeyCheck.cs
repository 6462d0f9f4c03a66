namespace NetBatch.Data.Validating.Checks;

/// <summary>Values that stand more than once and, where it is a key, rows without one.</summary>
internal abstract class KeyCheck : RowCheck
{
    protected override string Noun => "rows";

    protected override string Wrong =>
        NullIsWrong ? "have a key that is missing or stands in another row, too" : "have values that stand in another row, too";

    protected abstract IReadOnlyList<string> KeyOf(CheckRun run);

    protected abstract bool NullIsWrong { get; }

    protected override Task<Finding> FindAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var key = KeyOf(run);
        var shown = Shown(run, key);
        var columns = key.Select(run.Quoted).ToArray();
        var rows = run.Target.Quote(Free(run, "rows"));
        var all = string.Join(" AND ", columns.Select(column => $"{column} IS NOT NULL"));
        var counted = $"SELECT {shown}, COUNT(*) OVER (PARTITION BY {string.Join(", ", columns)}) AS {rows} FROM {run.From()}";
        var wrong = $"({rows} > 1 AND {all})";
        if (NullIsWrong)
        {
            wrong += $" OR NOT ({all})";
        }

        return Task.FromResult(new Finding($"SELECT * FROM ({counted}) counted WHERE {wrong}", Order: string.Join(", ", columns)));
    }
}
