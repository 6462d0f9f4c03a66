using System.Globalization;

using NetBatch.Data.Comparing;

namespace NetBatch.Data.Validating.Checks;

internal sealed class DistributionCheck : GroupedCheck
{
    private const int MostValues = 10_000;

    public override string Name => "quality.distribution";

    public override string Help => "Values whose share of the rows differs from that in the source by more than so many percentage points.";

    public override SourceNeed Source => SourceNeed.Always;

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        Options.Table, Options.SourceTable, Options.Where, Options.SourceWhere, Options.Names, Options.Column("A column with few values."),
        new("points", WorkOptionType.Number, "How many percentage points a share may differ.", Default: "1", Least: 0, Most: 100),
    ];

    private protected override async Task<Verdict> MakeAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var here = await SharesAsync(run, run.Target, cancellationToken).ConfigureAwait(false);
        var there = await SharesAsync(run, run.OtherSide, cancellationToken).ConfigureAwait(false);
        var points = run.Number("points") ?? 1;
        Cell[] values = [.. there.Keys.Union(here.Keys)];
        Array.Sort(values, static (one, other) => CellKeys.Compare([one], [other]));
        List<object?[]> found = [];
        foreach (var value in values)
        {
            var (before, now) = (there.GetValueOrDefault(value), here.GetValueOrDefault(value));
            if (Math.Abs(now - before) > points)
            {
                found.Add([$"{value}", Share(before), Share(now),
                    string.Create(CultureInfo.InvariantCulture, $"{now - before:+0.##;-0.##} points")]);
            }
        }

        return Verdict.Of(values.Length, found.Count, "values", "have another share", SideBySide.Columns, [.. found.Take(run.Evidence)]);
    }

    private static async Task<Dictionary<Cell, double>> SharesAsync(CheckRun run, CheckSide side, CancellationToken cancellationToken)
    {
        var counts = await FigureAsync(run, side, run.Text("column")!, "COUNT(*)", adds: true, cancellationToken).ConfigureAwait(false);
        if (counts.Count > MostValues)
        {
            throw new NetBatchException(ErrorCode.WorkFailed,
                $"'{run.Text("column")}' has more than {MostValues} values; shares of so many tell nothing.", "Use quality.statistics.");
        }

        var all = Math.Max(1d, counts.Values.Sum(count => CellComparer.Number(count) ?? 0));
        return counts.ToDictionary(pair => pair.Key, pair => 100 * (CellComparer.Number(pair.Value) ?? 0) / all);
    }

    private static string Share(double percent) => string.Create(CultureInfo.InvariantCulture, $"{percent:0.##} %");
}
