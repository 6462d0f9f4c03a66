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
        var number = run.Target.Sql.Real(run.Target.Sql.Number(column, run.Column(name).Sort));
        var from = run.From();
        var limits = $"SELECT AVG({number}) AS nb_middle, {run.Target.Sql.Deviation(number)} AS nb_spread FROM {from}";
        // What is infinite makes the average so, and is then no further from it than any other.
        var nan = run.Target.Sql.NotFinite(column) is { } none ? $" OR {none}" : "";
        return Task.FromResult(new Finding(
            $"SELECT {shown} FROM {from} CROSS JOIN ({limits}) limits WHERE ABS({number} - nb_middle) > "
                + $"{run.Target.Dialect.Parameter("deviations")} * nb_spread OR ({column} IS NOT NULL AND {number} IS NULL){nan}",
            new Dictionary<string, object?> { ["deviations"] = run.Number("deviations") ?? 6 }));
    }
}
