namespace NetBatch.Data.Validating.Checks;

internal sealed class NullsCheck : RowCheck
{
    public override string Name => "quality.nulls";

    public override string Help => "Rows in which a column that must have a value is NULL, or an empty text.";

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        Options.Table, Options.Where, Options.Columns("The columns that must have a value."),
        new("emptyToo", WorkOptionType.Switch, "Whether an empty text counts as no value.", Default: "false"),
        new("maxPercent", WorkOptionType.Number, "How many percent of the rows may lack one.", Default: "0", Least: 0, Most: 100),
    ];

    protected override string Wrong => "lack a value";

    protected override long Allowed(CheckRun run, long seen) => (long)(seen * (run.Number("maxPercent") ?? 0) / 100);

    protected override Task<Finding> FindAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var columns = run.Texts("columns");
        var shown = Shown(run, columns);
        var empty = run.Flag("emptyToo");
        var bad = columns.Select(run.Quoted)
            .Select(column => empty
                ? $"{column} IS NULL OR {run.Target.Sql.Exactly(run.Target.Sql.Text(column))} = {run.Target.Sql.Exactly("''")}"
                : $"{column} IS NULL");
        return Task.FromResult(new Finding($"SELECT {shown} FROM {run.From()} WHERE {string.Join(" OR ", bad)}"));
    }
}
