using NetBatch.Data.Comparing;
using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating.Checks;

internal sealed class StatisticsCheck : GroupedCheck
{
    private static readonly string[] Names = ["least", "greatest", "average", "standard deviation", "distinct values"];

    public override string Name => "quality.statistics";

    public override string Help =>
        "Least, greatest, average, standard deviation or number of distinct values that differs from the source's by more than a "
            + "tolerance; the standard deviation counts to a millionth.";

    public override SourceNeed Source => SourceNeed.Always;

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        Options.Table, Options.SourceTable, Options.Where, Options.SourceWhere, Options.Names, Options.Column("A column of numbers."),
        Options.Tolerance("How many percent each may differ."),
    ];

    private protected override async Task<Verdict> MakeAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var here = await OfAsync(run, run.Target, cancellationToken).ConfigureAwait(false);
        var there = await OfAsync(run, run.OtherSide, cancellationToken).ConfigureAwait(false);
        var tolerance = run.Number("tolerance") ?? 0;
        // A deviation that one database takes from squares and another from differences is the same to a millionth.
        const double Deviation = 0.0001;
        var differences = Names.SelectMany(name => SideBySide.Differences(
            Only(there, name), Only(here, name), name == "standard deviation" ? Math.Max(tolerance, Deviation) : tolerance)).ToArray();
        return Verdict.Of(there.Count, differences.Length, "statistics", "are off", SideBySide.Columns, [.. differences.Take(run.Evidence)])
            with
        {
            SawNothing = here["distinct values"].Equals(Cell.Whole(0)) && there["distinct values"].Equals(Cell.Whole(0)),
        };
    }

    private static Dictionary<Cell, Cell> Only(Dictionary<string, Cell> all, string name) => new() { [Cell.Text(name)] = all[name] };

    private static async Task<Dictionary<string, Cell>> OfAsync(CheckRun run, CheckSide side, CancellationToken cancellationToken)
    {
        var (column, name) = await NumbersAsync(run, side, cancellationToken).ConfigureAwait(false);
        EnsureNumbers(side, column);
        var exact = column.Sort is ValueSort.Whole or ValueSort.Exact;
        string[] figures = [side.Cells.Value(column, $"MIN({name})"), side.Cells.Value(column, $"MAX({name})"),
            exact ? side.Sql.Sum(name, column.Sort) : $"AVG({side.Sql.Figure(name)})", side.Sql.Deviation(side.Sql.Figure(name)),
            $"COUNT(DISTINCT {side.Cells.Group(column, name)})", $"COUNT({name})"];
        var values = (await FiguresAsync(run, side, null, figures, adds: false, cancellationToken).ConfigureAwait(false)).Values.Single();
        if (exact)
        {
            values[2] = Average(values[2], values[5]);
        }

        return Names.Select((one, index) => KeyValuePair.Create(one, values[index])).ToDictionary();
    }
}
