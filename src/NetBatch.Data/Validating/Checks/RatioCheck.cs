using System.Text.Json;
using NetBatch.Data.Comparing;
using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating.Checks;

internal sealed class RatioCheck : Validator
{
    public override string Name => "metric.ratio";

    public override string Help =>
        "A ratio of two figures of a table that is not within limits, or differs from the source's by more than a tolerance.";

    public override SourceNeed Source => SourceNeed.Optional;

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        Options.Table, Options.SourceTable, Options.Where, Options.SourceWhere,
        new("numerator", WorkOptionType.Text, "The upper figure: an aggregate in SQL, such as SUM(refund).", Required: true),
        new("denominator", WorkOptionType.Text, "The lower figure: an aggregate in SQL, such as SUM(amount).", Required: true),
        new("least", WorkOptionType.Number, "The least ratio, instead of the source's."),
        new("greatest", WorkOptionType.Number, "The greatest ratio, instead of the source's."),
        Options.Tolerance("How many percent it may differ from the source's."),
    ];

    public override IEnumerable<string> Problems(JsonElement args, bool hasSource)
    {
        if (!hasSource && !args.TryGetProperty("least", out _) && !args.TryGetProperty("greatest", out _))
        {
            yield return "There is no source to compare with: write least or greatest.";
        }

        if (Options.Reversed(args, "least", "greatest") is { } reversed)
        {
            yield return reversed;
        }
    }

    private protected override async Task<Verdict> MakeAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var here = await OfAsync(run, run.Target, cancellationToken).ConfigureAwait(false);
        if (here.IsNull)
        {
            throw new NetBatchException(ErrorCode.WorkFailed, "The ratio is undefined: the denominator is 0 or there is no row.");
        }

        var (least, greatest) = (run.Number("least"), run.Number("greatest"));
        if (least is not null || greatest is not null)
        {
            var fits = here.AsReal >= (least ?? double.NegativeInfinity) && here.AsReal <= (greatest ?? double.PositiveInfinity);
            return Of(fits, $"{run.Literal("least") ?? "any"} to {run.Literal("greatest") ?? "any"}", here);
        }

        var there = await OfAsync(run, run.OtherSide, cancellationToken).ConfigureAwait(false);
        return Of(SideBySide.Near(there, here, run.Number("tolerance") ?? 0), $"{there}", here);
    }

    private static async Task<Cell> OfAsync(CheckRun run, CheckSide side, CancellationToken cancellationToken)
    {
        var lower = side.Sql.Real(run.Text("denominator")!);
        var from = await run.FromAsync(side, cancellationToken).ConfigureAwait(false);
        var sql = $"SELECT CASE WHEN {lower} = 0 THEN NULL ELSE {side.Sql.Real(run.Text("numerator")!)} / {lower} END FROM {from}";
        return (await side.CellsAsync(sql, [ValueSort.Real], cancellationToken).ConfigureAwait(false))[0][0];
    }

    private static Verdict Of(bool passes, string expected, in Cell found) => passes
        ? new(CheckOutcome.Pass, 1, 0, $"The ratio is {found}; it may be {expected}.")
        : new(CheckOutcome.Fail, 1, 1, $"The ratio is {found}; it may be {expected}.", SideBySide.Columns,
            [["ratio", expected, $"{found}", "out of limits"]]);
}
