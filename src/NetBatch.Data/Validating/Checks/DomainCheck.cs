namespace NetBatch.Data.Validating.Checks;

internal sealed class DomainCheck : RowCheck
{
    public override string Name => "quality.domain";

    public override string Help => "Rows whose value is none of a list; NULL is left to quality.nulls.";

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        Options.Table, Options.Where, Options.Column("The column."),
        new("values", WorkOptionType.TextList, "The values that may be, as texts.", Required: true),
    ];

    protected override string Wrong => "have a value that is none of the list";

    protected override async Task<Finding> FindAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var name = run.Text("column")!;
        var shown = await ShownAsync(run, [name], cancellationToken).ConfigureAwait(false);
        var values = run.Texts("values").Select((value, index) => KeyValuePair.Create(FormattableString.Invariant($"v{index}"), (object?)value)).ToDictionary();
        var column = run.Target.Quote(name);
        var marks = string.Join(", ", values.Keys.Select(run.Target.Dialect.Parameter));
        return new Finding($"SELECT {shown} FROM {run.From(run.Target)} WHERE {column} IS NOT NULL AND {run.Target.Sql.Text(column)} NOT IN ({marks})", values);
    }
}
