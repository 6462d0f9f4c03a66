namespace NetBatch.Data.Validating;

/// <summary>A check that is one query: its rows are the findings.</summary>
internal abstract class RowCheck : Validator
{
    /// <summary>What the rows that it looks at are called.</summary>
    protected virtual string Noun => "rows";

    /// <summary>What is wrong with those found: "hold NULL".</summary>
    protected abstract string Wrong { get; }

    /// <summary>The findings.</summary>
    protected abstract Task<Finding> FindAsync(CheckRun run, CancellationToken cancellationToken);

    /// <summary>How many it looks at; by default the table's rows.</summary>
    protected virtual Task<long> SeenAsync(CheckRun run, CancellationToken cancellationToken) =>
        run.Target.CountAsync($"SELECT COUNT(*) FROM {run.From(run.Target)}", null, cancellationToken);

    /// <summary>How many findings may be, of those seen.</summary>
    protected virtual long Allowed(CheckRun run, long seen) => 0;

    internal sealed override async Task<Verdict> CheckAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var finding = await FindAsync(run, cancellationToken).ConfigureAwait(false);
        var seen = await SeenAsync(run, cancellationToken).ConfigureAwait(false);
        var count = await run.Target.CountAsync($"SELECT COUNT(*) FROM ({finding.Sql}) findings", finding.Parameters, cancellationToken).ConfigureAwait(false);
        if (count <= Allowed(run, seen))
        {
            return count == 0
                ? Verdict.Of(seen, 0, Noun, Wrong)
                : new Verdict(CheckOutcome.Pass, seen, count, FormattableString.Invariant($"{count:N0} of {seen:N0} {Noun} {Wrong}, which is allowed."));
        }

        var first = run.Target.Dialect.Limit($"SELECT * FROM ({finding.Sql}) findings ORDER BY {finding.Order}", run.Evidence);
        var (set, rows) = await run.Target.RowsAsync(first, finding.Parameters, cancellationToken).ConfigureAwait(false);
        return Verdict.Of(seen, count, Noun, Wrong, set.Columns, rows);
    }

    /// <summary>The columns that show a row: its primary key, then those looked at, each once.</summary>
    protected static async Task<string> ShownAsync(CheckRun run, IEnumerable<string> columns, CancellationToken cancellationToken)
    {
        var facts = await run.Target.FactsAsync(run.Table, cancellationToken).ConfigureAwait(false);
        return run.Target.Sql.List(facts.PrimaryKey.Concat(columns.Select(name => CheckSide.Column(facts, name).Name)).Distinct(StringComparer.OrdinalIgnoreCase));
    }
}

/// <summary>A query whose rows are findings.</summary>
/// <param name="Sql">A SELECT without ORDER BY.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Order">What its evidence is ordered by.</param>
internal sealed record Finding(string Sql, IReadOnlyDictionary<string, object?>? Parameters = null, string Order = "1");
