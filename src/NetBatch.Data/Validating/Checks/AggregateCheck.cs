using System.Text.Json;
using NetBatch.Data.Comparing;
using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating.Checks;

internal sealed class AggregateCheck : GroupedCheck
{
    private static readonly string[] Functions = ["sum", "avg", "min", "max", "count"];

    public override string Name => "metric.aggregate";

    public override string Help =>
        "A sum, average, least, greatest or count that differs from the source's, or from a number, by more than a tolerance; for each "
            + "group where one is named. "
        + "Exact numbers count exactly, sums of floating ones to twelve digits.";

    public override SourceNeed Source => SourceNeed.Optional;

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        Options.Table, Options.SourceTable, Options.Where, Options.SourceWhere, Options.Names,
        Options.Column("The column of numbers."),
        new("function", WorkOptionType.Text, "sum, avg, min, max or count.", Default: "\"sum\""),
        new("groupBy", WorkOptionType.Text, "A column: the numbers are compared for each of its values."),
        Options.Tolerance("How many percent it may differ."),
        new("expected", WorkOptionType.Number, "The number it must be, instead of the source's."),
    ];

    public override IEnumerable<string> Problems(JsonElement args, bool hasSource)
    {
        if (args.TryGetProperty("function", out var function)
            && !Functions.Contains(function.GetString(), StringComparer.OrdinalIgnoreCase))
        {
            yield return $"There is no function '{function.GetString()}'; it may be {string.Join(", ", Functions)}.";
        }

        var expected = args.TryGetProperty("expected", out _);
        if (!hasSource && !expected)
        {
            yield return "There is no source to compare with: write expected.";
        }

        if (expected && args.TryGetProperty("groupBy", out _))
        {
            yield return "One expected number cannot hold for every group: leave out groupBy or expected.";
        }
    }

    private protected override async Task<Verdict> MakeAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var here = await OfAsync(run, run.Target, cancellationToken).ConfigureAwait(false);
        var there = run.Literal("expected") is { } expected && ExactText.TryRead(expected, out var number)
            ? new Dictionary<Cell, Cell> { [Cell.Text("all")] = number }
            : await OfAsync(run, run.OtherSide, cancellationToken).ConfigureAwait(false);
        var differences = SideBySide.Differences(there, here, run.Number("tolerance") ?? 0);
        return Verdict.Of(there.Count, differences.Count, "figures", "are off", SideBySide.Columns, [.. differences.Take(run.Evidence)])
            with
        {
            // A count of 0 was counted; a sum that is NULL is one of no value.
            SawNothing = here.Values.Concat(there.Values).All(value => value.IsNull || (Is(run, "COUNT") && value.Equals(Cell.Whole(0)))),
        };
    }

    private static bool Is(CheckRun run, string function) =>
        (run.Text("function") ?? "sum").Equals(function, StringComparison.OrdinalIgnoreCase);

    private static async Task<Dictionary<Cell, Cell>> OfAsync(CheckRun run, CheckSide side, CancellationToken cancellationToken)
    {
        var (column, name) = await NumbersAsync(run, side, cancellationToken).ConfigureAwait(false);
        var exact = column.Sort is ValueSort.Whole or ValueSort.Exact;
        if (Is(run, "SUM") || Is(run, "AVG"))
        {
            EnsureNumbers(side, column);
        }

        if (Is(run, "AVG") && exact)
        {
            var parts = await FiguresAsync(run, side, run.Text("groupBy"), [side.Sql.Sum(name, column.Sort), $"COUNT({name})"],
                adds: true, cancellationToken).ConfigureAwait(false);
            return parts.ToDictionary(pair => pair.Key, pair => Average(pair.Value[0], pair.Value[1]));
        }

        var figure = (run.Text("function") ?? "sum").ToUpperInvariant() switch
        {
            "SUM" => side.Sql.Sum(name, column.Sort),
            "AVG" => $"AVG({side.Sql.Figure(name)})",
            "COUNT" => $"COUNT({name})",
            var function when exact || column.Sort == ValueSort.Real32 => side.Cells.Value(column, $"{function}({name})"),
            var function => $"{function}({name})",
        };
        return await FigureAsync(run, side, run.Text("groupBy"), figure, Is(run, "SUM") || Is(run, "COUNT"), cancellationToken)
            .ConfigureAwait(false);
    }
}
