using System.Globalization;
using System.Text.Json;

namespace NetBatch.Data.Validating.Checks;

internal sealed class QueryCheck : Validator
{
    public override string Name => "custom.query";

    public override string Help => "Your own queries: row by row against the source's query, or a query that must give no row.";

    public override SourceNeed Source => SourceNeed.Optional;

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        new("sql", WorkOptionType.Text, "The query on the target. To be compared it needs an ORDER BY that both databases understand alike.", Required: true, Most: 100_000),
        new("sourceSql", WorkOptionType.Text, "The query on the source; without it the query on the target must give no row.", Most: 100_000),
        Options.Tolerance("How many percent numbers may differ."),
    ];

    public override IEnumerable<string> Problems(JsonElement args, bool hasSource)
    {
        if (!hasSource && args.TryGetProperty("sourceSql", out _))
        {
            yield return "There is no source for sourceSql.";
        }
    }

    internal override Task<Verdict> CheckAsync(CheckRun run, CancellationToken cancellationToken) =>
        run.Text("sourceSql") is { } there ? CompareAsync(run, there, cancellationToken) : NoneAsync(run, cancellationToken);

    private static async Task<Verdict> NoneAsync(CheckRun run, CancellationToken cancellationToken)
    {
        List<object?[]> first = [];
        long count = 0;
        IReadOnlyList<RowColumn> columns = [];
        await foreach (var piece in run.Target.Session.QueryAsync(run.Text("sql")!, null, cancellationToken).ConfigureAwait(false))
        {
            columns = piece.Set.Columns;
            count += piece.Rows.Count;
            first.AddRange(piece.Rows.Take(run.Evidence - first.Count));
        }

        return count == 0
            ? new Verdict(CheckOutcome.Pass, 0, 0, "The query gave no row.")
            : new Verdict(CheckOutcome.Fail, count, count, FormattableString.Invariant($"The query gave {count:N0} rows."), columns, first);
    }

    private static async Task<Verdict> CompareAsync(CheckRun run, string there, CancellationToken cancellationToken)
    {
        var here = Rows(run.Target, run.Text("sql")!, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var targetRows = here.ConfigureAwait(false);
        var other = Rows(run.OtherSide, there, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var sourceRows = other.ConfigureAwait(false);
        var percent = run.Number("tolerance") ?? 0;
        List<object?[]> evidence = [];
        long seen = 0;
        long found = 0;
        while (true)
        {
            // One after the other, not together: both may be the same session.
            var more = await here.MoveNextAsync().ConfigureAwait(false);
            var moreThere = await other.MoveNextAsync().ConfigureAwait(false);
            if (!more && !moreThere)
            {
                break;
            }

            seen++;
            if (!more || !moreThere)
            {
                Add(more ? "only in the target" : "missing in the target", null, more ? null : Line(other.Current), more ? Line(here.Current) : null);
            }
            else if (Different(here.Current, other.Current, percent) is { } difference)
            {
                Add("differs", difference, Line(other.Current), Line(here.Current));
            }
        }

        return Verdict.Of(seen, found, "rows", "differ from the source", [new("row", RowType.WholeNumber), new("difference"), new("column"), new("source"), new("target")], evidence);

        void Add(string difference, string? column, string? source, string? target)
        {
            found++;
            if (evidence.Count < run.Evidence)
            {
                evidence.Add([seen, difference, column, source, target]);
            }
        }
    }

    private static async IAsyncEnumerable<(RowSet Set, object?[] Values)> Rows(
        CheckSide side, string sql, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var piece in side.Session.QueryAsync(sql, null, cancellationToken).ConfigureAwait(false))
        {
            foreach (var row in piece.Rows)
            {
                yield return (piece.Set, row);
            }
        }
    }

    private static string? Different((RowSet Set, object?[] Values) here, (RowSet Set, object?[] Values) there, double percent)
    {
        if (here.Values.Length != there.Values.Length)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{there.Values.Length} and {here.Values.Length} columns");
        }

        for (var index = 0; index < here.Values.Length; index++)
        {
            if (!Same(here.Values[index], there.Values[index], percent))
            {
                return here.Set.Columns[index].Name;
            }
        }

        return null;
    }

    private static bool Same(object? one, object? other, double percent) => (one, other) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (bool a, bool b) => a == b,
        (IConvertible a and not string, IConvertible b and not string) when a is not DateTime && b is not DateTime =>
            SideBySide.Near(SideBySide.Number(b), SideBySide.Number(a), percent),
        _ => Text(one) == Text(other),
    };

    private static string Text(object value) => value switch
    {
        DateTimeOffset time => time.UtcDateTime.TimeOfDay == TimeSpan.Zero
            ? time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToHexString(bytes),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Line((RowSet Set, object?[] Values) row) => string.Join(", ", row.Values.Select(value => value is null ? "NULL" : Text(value)));
}
