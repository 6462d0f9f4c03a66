using System.Text.Json;

namespace NetBatch.Data.Validating.Checks;

internal sealed class CountCheck : Validator
{
    public override string Name => "quality.count";

    public override string Help => "Whether a table has as many rows as the source, or a number within limits.";

    public override SourceNeed Source => SourceNeed.Optional;

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        Options.Table, Options.SourceTable, Options.Where, Options.SourceWhere,
        Options.Tolerance("How many percent the count may differ from the source's."),
        new("least", WorkOptionType.WholeNumber, "The least number of rows, instead of the source's count.", Least: 0),
        new("most", WorkOptionType.WholeNumber, "The greatest number of rows, instead of the source's count.", Least: 0),
    ];

    public override IEnumerable<string> Problems(JsonElement args, bool hasSource)
    {
        if (!hasSource && !args.TryGetProperty("least", out _) && !args.TryGetProperty("most", out _))
        {
            yield return "There is no source to count against: write least or most.";
        }

        if (Options.Reversed(args, "least", "most") is { } reversed)
        {
            yield return reversed;
        }
    }

    private protected override async Task<Verdict> MakeAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var count = await run.Target.CountAsync($"SELECT COUNT(*) FROM {run.From()}", null, cancellationToken).ConfigureAwait(false);
        var least = run.Number("least");
        var most = run.Number("most");
        if (least is not null || most is not null)
        {
            var fits = count >= (least ?? 0) && count <= (most ?? double.MaxValue);
            var limits = FormattableString.Invariant(
                $"{least ?? 0:0} to {most?.ToString("0", System.Globalization.CultureInfo.InvariantCulture) ?? "any number"}");
            return Of(fits, run.Table.FullName, limits, count, $"There are {count:N0} rows; there may be {limits}.");
        }

        var there = await run.OtherSide.CountAsync(
            $"SELECT COUNT(*) FROM {await run.FromAsync(run.OtherSide, cancellationToken).ConfigureAwait(false)}", null, cancellationToken)
            .ConfigureAwait(false);
        var near = Math.Abs(count - there) <= there * (run.Number("tolerance") ?? 0) / 100;
        var verdict = Of(near, run.Table.FullName, FormattableString.Invariant($"{there}"), count,
            FormattableString.Invariant(
                $"There are {count:N0} rows and {there:N0} in the source ({count - there:+#,0;-#,0;no difference})."));
        return verdict with { SawNothing = count == 0 && there == 0 };
    }

    private static Verdict Of(bool passes, string table, string expected, long count, string sentence) => passes
        ? new(CheckOutcome.Pass, count, 0, sentence)
        : new(CheckOutcome.Fail, count, 1, sentence, SideBySide.Columns,
            [[table, expected, FormattableString.Invariant($"{count}"), "row count"]]);
}
