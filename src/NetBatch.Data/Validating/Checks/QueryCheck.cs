using System.Text.Json;
using NetBatch.Data.Comparing;

namespace NetBatch.Data.Validating.Checks;

internal sealed class QueryCheck : Validator
{
    public override string Name => "custom.query";

    public override string Help =>
        "Your own queries: row by row against the source's query, by a key where one is named; or a query that must give no row.";

    public override SourceNeed Source => SourceNeed.Optional;

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        new("sql", WorkOptionType.Text, "The query on the target.", Required: true, Most: 100_000),
        new("sourceSql", WorkOptionType.Text, "The query on the source; without it the query on the target must give no row.",
            Most: 100_000),
        new("key", WorkOptionType.TextList,
            "The columns that tell rows apart; without them rows that are the same are taken away in pairs, and what is left is held "
                + "against each other in its order."),
        Options.Floating with { Help = "How many percent numbers may differ." },
        Options.File,
    ];

    public override IEnumerable<string> Problems(JsonElement args, bool hasSource)
    {
        if (!hasSource && args.TryGetProperty("sourceSql", out _))
        {
            yield return "There is no source for sourceSql.";
        }

        if (args.TryGetProperty("key", out _) && !args.TryGetProperty("sourceSql", out _))
        {
            yield return "There is no sourceSql to match by key.";
        }
    }

    private protected override Task<Verdict> MakeAsync(CheckRun run, CancellationToken cancellationToken) =>
        run.Text("sourceSql") is { } there ? QueryComparison.CompareAsync(run, there, cancellationToken)
            : NoneAsync(run, cancellationToken);

    private static async Task<Verdict> NoneAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var (columns, first, count) = await run.Target.FindingsAsync(run.Text("sql")!, null, run.Evidence, cancellationToken)
            .ConfigureAwait(false);
        return count == 0
            ? new Verdict(CheckOutcome.Pass, 0, 0, "The query gave no row.")
            : new Verdict(CheckOutcome.Fail, count, count, FormattableString.Invariant($"The query gave {count:N0} rows."), columns, first)
            {
                Look = [KeyValuePair.Create(run.Target.Session.Instance.Name, run.Text("sql")!)],
            };
    }
}
