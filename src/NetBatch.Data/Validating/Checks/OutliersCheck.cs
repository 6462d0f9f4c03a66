using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating.Checks;

internal sealed class OutliersCheck : RowCheck
{
    public override string Name => "quality.outliers";

    public override string Help => "Rows whose number is further from the average than so many standard deviations.";

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        Options.Table, Options.Where, Options.Column("A column of numbers."),
        new("deviations", WorkOptionType.Number, "How many standard deviations a number may be off.", Default: "6", Least: 1, Most: 100),
        new("maxPercent", WorkOptionType.Number, "How many percent of the rows may be further off.", Default: "0", Least: 0, Most: 100),
    ];

    protected override string Wrong => "are far from the average";

    protected override long Allowed(CheckRun run, long seen) => (long)(seen * (run.Number("maxPercent") ?? 0) / 100);

    protected override Task<Finding> FindAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var name = run.Text("column")!;
        var shown = Shown(run, [name]);
        var column = run.Quoted(name);
        var from = run.From();
        var limits = $"SELECT AVG({run.Target.Sql.Real(column)}) AS middle, {run.Target.Sql.Deviation(column)} AS spread FROM {from}";
        var mayBeNone = run.Column(name).Sort is ValueSort.Real or ValueSort.Real32 or ValueSort.Exact;
        var nan = mayBeNone && run.Target.Sql.NotANumber(column) is { } none ? $" OR {none}" : "";
        return Task.FromResult(new Finding(
            $"SELECT {shown} FROM {from} CROSS JOIN ({limits}) limits WHERE ABS({run.Target.Sql.Real(column)} - middle) > "
                + $"{run.Target.Dialect.Parameter("deviations")} * spread{nan}",
            new Dictionary<string, object?> { ["deviations"] = run.Number("deviations") ?? 6 }));
    }
}
