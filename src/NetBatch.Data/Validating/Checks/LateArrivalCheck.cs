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

    protected override async Task<Finding> FindAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var happened = run.Text("eventTime")!;
        var loaded = run.Text("loadedTime")!;
        var shown = await ShownAsync(run, [happened, loaded], cancellationToken).ConfigureAwait(false);
        var days = run.Target.Sql.DaysBetween(run.Target.Quote(happened), run.Target.Quote(loaded));
        return new Finding(
            $"SELECT {shown} FROM {run.From(run.Target)} WHERE {days} > {run.Target.Dialect.Parameter("days")} OR {days} < 0",
            new Dictionary<string, object?> { ["days"] = run.Number("maxDays") });
    }
}
