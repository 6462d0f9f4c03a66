using System.Text.Json;

namespace NetBatch.Data.Validating.Checks;

internal sealed class AggregateCheck : GroupedCheck
{
    private static readonly string[] Functions = ["sum", "avg", "min", "max", "count"];

    public override string Name => "metric.aggregate";

    public override string Help => "A sum, average, least, greatest or count that differs from the source's, or from a number, by more than a tolerance; for each group where one is named.";

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
        if (args.TryGetProperty("function", out var function) && !Functions.Contains(function.GetString(), StringComparer.OrdinalIgnoreCase))
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

    internal override async Task<Verdict> CheckAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var here = await OfAsync(run, run.Target, cancellationToken).ConfigureAwait(false);
        var there = run.Number("expected") is { } expected
            ? new Dictionary<string, double?> { ["all"] = expected }
            : await OfAsync(run, run.OtherSide, cancellationToken).ConfigureAwait(false);
        var differences = SideBySide.Differences(there, here, run.Number("tolerance") ?? 0);
        return Verdict.Of(there.Count, differences.Count, "figures", "are off", SideBySide.Columns, [.. differences.Take(run.Evidence)]);
    }

    private static async Task<IReadOnlyDictionary<string, double?>> OfAsync(CheckRun run, CheckSide side, CancellationToken cancellationToken)
    {
        var column = run.Text("column")!;
        var name = side.Quote(ReferenceEquals(side, run.Source) ? run.InSource(column) : column);
        var function = (run.Text("function") ?? "sum").ToUpperInvariant();
        // Counted as it is: a text, too, can be counted. Exact numbers are summed exactly, and floating only then.
        var figure = function == "COUNT" ? $"COUNT({name})" : side.Sql.Real($"{function}({name})");
        if (run.Text("groupBy") is not { } by)
        {
            return await NumbersAsync(side, $"SELECT 'all', {figure} FROM {run.From(side)}", cancellationToken).ConfigureAwait(false);
        }

        var group = await GroupAsync(run, side, by, cancellationToken).ConfigureAwait(false);
        return await NumbersAsync(side, $"SELECT {group}, {figure} FROM {run.From(side)} GROUP BY {group}", cancellationToken).ConfigureAwait(false);
    }
}
