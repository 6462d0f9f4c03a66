namespace NetBatch.Data.Validating.Checks;

internal sealed class LateArrivalCheck : RowCheck
{
    public override string Name => "fact.late-arriving";

    public override string Help => "Facts that were loaded more than so many days after they happened, or before they happened.";

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        Options.Table, Options.Where,
        new("eventTime", WorkOptionType.Text, "When it happened.", Required: true),
        new("loadedTime", WorkOptionType.Text, "When it was loaded.", Required: true),
        new("maxDays", WorkOptionType.Number, "How many days may lie between.", Required: true, Least: 0, Most: 36_500),
    ];

    protected override string Noun => "facts";

    protected override string Wrong => "arrived late, or before they happened";

    protected override Task<Finding> FindAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var happened = run.Text("eventTime")!;
        var loaded = run.Text("loadedTime")!;
        var shown = Shown(run, [happened, loaded]);
        var days = run.Target.Sql.DaysBetween(run.Quoted(happened), run.Column(happened).Type, run.Quoted(loaded),
            run.Column(loaded).Type);
        return Task.FromResult(new Finding(
            $"SELECT {shown} FROM {run.From()} WHERE {days} > {run.Target.Dialect.Parameter("days")} OR {days} < 0 OR ({days} IS NULL "
                + $"AND {run.Quoted(happened)} IS NOT NULL AND {run.Quoted(loaded)} IS NOT NULL)",
            new Dictionary<string, object?> { ["days"] = run.Number("maxDays") }));
    }
}
