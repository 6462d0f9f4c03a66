using System.Text.Json;
using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating.Checks;

internal sealed class ConformanceCheck : RowCheck
{
    public override string Name => "fact.conformance";

    public override string Help =>
        "Facts whose key is missing or not in its dimension; with eventTime also those that are not within the time of the dimension's "
            + "version.";

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
        var shown = Shown(run, looked);
        var dimension = await ThereAsync(run, run.Text("dimension")!, cancellationToken).ConfigureAwait(false);
        var key = CheckSide.Column(dimension, run.Text("dimensionKey") ?? column);
        var (facts, versions) = (shown, $"{side.Quote(key.Name)} AS nb_key");
        var fits = $"nb_key = child.{run.Quoted(column)}";
        if (when is not null)
        {
            var from = CheckSide.Column(dimension, run.Text("validFrom") ?? "valid_from");
            var to = CheckSide.Column(dimension, run.Text("validTo") ?? "valid_to");
            // As moments: a day is before any time of it, however each is written. Whole numbers, such as 20240131, have their own order.
            var areNumbers = ((ColumnFacts[])[run.Column(when), from, to]).All(one => one.Sort == ValueSort.Whole);
            facts += $", {Moment(run.Column(when))} AS nb_time";
            versions += $", {Moment(from)} AS nb_from, {Moment(to)} AS nb_to, {side.Quote(to.Name)} AS nb_end";
            fits += " AND nb_time >= nb_from AND (nb_end IS NULL OR nb_time < nb_to)";

            string Moment(ColumnFacts one) => areNumbers ? side.Quote(one.Name) : side.Sql.Moment(side.Quote(one.Name), one.Type);
        }

        var rows = $"SELECT {facts} FROM {run.From()}";
        return new Finding(
            Joined(run, shown, when is null ? rows : side.Sql.Kept(rows), dimension, key.Name, versions, fits) + " WHERE nb_key IS NULL");
    }
}
