using System.Globalization;
using System.Text.Json;

namespace NetBatch.Data.Validating.Checks;

internal sealed class RatioCheck : Validator
{
    public override string Name => "metric.ratio";

    public override string Help => "A ratio of two figures of a table that is not within limits, or differs from the source's by more than a tolerance.";

    public override SourceNeed Source => SourceNeed.Optional;

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        Options.Table, Options.SourceTable, Options.Where, Options.SourceWhere,
        new("numerator", WorkOptionType.Text, "The upper figure: an aggregate in SQL, such as SUM(refund).", Required: true),
        new("denominator", WorkOptionType.Text, "The lower figure: an aggregate in SQL, such as SUM(amount).", Required: true),
        new("least", WorkOptionType.Number, "The least ratio, instead of the source's."), new("greatest", WorkOptionType.Number, "The greatest ratio, instead of the source's."),
        Options.Tolerance("How many percent it may differ from the source's."),
    ];

    public override IEnumerable<string> Problems(JsonElement args, bool hasSource)
    {
        if (!hasSource && !args.TryGetProperty("least", out _) && !args.TryGetProperty("greatest", out _))
        {
            yield return "There is no source to compare with: write least or greatest.";
        }
    }

    internal override async Task<Verdict> CheckAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var here = await OfAsync(run, run.Target, cancellationToken).ConfigureAwait(false);
        if (here is null)
        {
            throw new NetBatchException(ErrorCode.WorkFailed, "The ratio is undefined: the denominator is 0 or there is no row.");
        }

        var (least, greatest) = (run.Number("least"), run.Number("greatest"));
        if (least is not null || greatest is not null)
        {
            var fits = here >= (least ?? double.MinValue) && here <= (greatest ?? double.MaxValue);
            return Of(fits, string.Create(CultureInfo.InvariantCulture, $"{least?.ToString(CultureInfo.InvariantCulture) ?? "any"} to {greatest?.ToString(CultureInfo.InvariantCulture) ?? "any"}"), here);
        }

        var there = await OfAsync(run, run.OtherSide, cancellationToken).ConfigureAwait(false);
        return Of(SideBySide.Near(there, here, run.Number("tolerance") ?? 0), SideBySide.Text(there), here);
    }

    private static async Task<double?> OfAsync(CheckRun run, CheckSide side, CancellationToken cancellationToken)
    {
        var lower = side.Sql.Real(run.Text("denominator")!);
        var sql = $"SELECT CASE WHEN {lower} = 0 THEN NULL ELSE {side.Sql.Real(run.Text("numerator")!)} / {lower} END FROM {run.From(side)}";
        return SideBySide.Number(await side.Session.ScalarAsync(sql, null, cancellationToken).ConfigureAwait(false));
    }

    private static Verdict Of(bool passes, string expected, double? found) => passes
        ? new(CheckOutcome.Pass, 1, 0, $"The ratio is {SideBySide.Text(found)}; it may be {expected}.")
        : new(CheckOutcome.Fail, 1, 1, $"The ratio is {SideBySide.Text(found)}; it may be {expected}.", SideBySide.Columns, [["ratio", expected, SideBySide.Text(found), "out of limits"]]);
}
