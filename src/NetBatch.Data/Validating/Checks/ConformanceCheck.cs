using System.Text.Json;

namespace NetBatch.Data.Validating.Checks;

internal sealed class ConformanceCheck : RowCheck
{
    public override string Name => "fact.conformance";

    public override string Help => "Facts whose key is missing or not in its dimension; with eventTime also those that are not within the time of the dimension's version.";

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        Options.Table, Options.Where, Options.Column("The fact's key of the dimension."),
        new("dimension", WorkOptionType.Text, "The dimension's table.", Required: true),
        new("dimensionKey", WorkOptionType.Text, "Its key; default: the column of the same name."),
        new("eventTime", WorkOptionType.Text, "The fact's day or time, to be held against the version's."),
        new("validFrom", WorkOptionType.Text, "The version's first day, for eventTime.", Default: "\"valid_from\""),
        new("validTo", WorkOptionType.Text, "The day from which it no longer holds, or NULL, for eventTime.", Default: "\"valid_to\""),
    ];

    protected override string Noun => "facts";

    protected override string Wrong => "do not conform to the dimension";

    protected override async Task<Finding> FindAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var side = run.Target;
        var column = run.Text("column")!;
        var when = run.Text("eventTime");
        string[] looked = when is null ? [column] : [column, when];
        var shown = await ShownAsync(run, looked, cancellationToken).ConfigureAwait(false);
        var dimension = TableName.Parse(run.Text("dimension")!);
        if (dimension.Schema is null && run.Table.Schema is { } schema)
        {
            dimension = dimension with { Schema = schema };
        }

        var key = $"parent.{side.Quote(run.Text("dimensionKey") ?? column)} = child.{side.Quote(column)}";
        if (when is not null)
        {
            var time = $"child.{side.Quote(when)}";
            var to = $"parent.{side.Quote(run.Text("validTo") ?? "valid_to")}";
            key += $" AND {time} >= parent.{side.Quote(run.Text("validFrom") ?? "valid_from")} AND ({to} IS NULL OR {time} < {to})";
        }

        return new Finding($"SELECT * FROM (SELECT {shown} FROM {run.From(side)}) child WHERE NOT EXISTS (SELECT 1 FROM {dimension.Quoted(side.Dialect)} parent WHERE {key})");
    }
}
