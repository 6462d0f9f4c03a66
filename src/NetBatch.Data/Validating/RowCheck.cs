using System.Text;
using NetBatch.Data.Metadata;

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
        run.Target.CountAsync($"SELECT COUNT(*) FROM {run.From()}", null, cancellationToken);

    /// <summary>How many findings may be, of those seen.</summary>
    protected virtual long Allowed(CheckRun run, long seen) => 0;

    private protected sealed override async Task<Verdict> MakeAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var finding = await FindAsync(run, cancellationToken).ConfigureAwait(false);
        var seen = await SeenAsync(run, cancellationToken).ConfigureAwait(false);
        var count = await run.Target.CountAsync($"SELECT COUNT(*) FROM ({finding.Sql}) findings", finding.Parameters, cancellationToken)
            .ConfigureAwait(false);
        if (count <= Allowed(run, seen))
        {
            return count == 0
                ? Verdict.Of(seen, 0, Noun, Wrong)
                : new Verdict(CheckOutcome.Pass, seen, count,
                    FormattableString.Invariant($"{count:N0} of {seen:N0} {Noun} {Wrong}, which is allowed."));
        }

        var ordered = $"SELECT * FROM ({finding.Sql}) findings ORDER BY {finding.Order}";
        var (columns, rows, _) = await run.Target.FindingsAsync(run.Target.Dialect.Limit(ordered, run.Evidence), finding.Parameters,
            run.Evidence, cancellationToken).ConfigureAwait(false);
        return Verdict.Of(seen, count, Noun, Wrong, columns, rows) with
        {
            Look = [KeyValuePair.Create(run.Target.Session.Instance.Name, Written(run, ordered, finding.Parameters))],
        };
    }

    /// <summary>The columns that show a row: its primary key, then those looked at, each once.</summary>
    protected static string Shown(CheckRun run, IEnumerable<string> columns) =>
        run.Target.Sql.List(run.Table.PrimaryKey.Concat(columns.Select(name => run.Column(name).Name)).Distinct(StringComparer.Ordinal));

    /// <summary>Rows joined with those of a table that fit them, or with NULL where none does. NOT EXISTS would have SQLite and MySQL look
    /// through all of the table for each row where no index of its key helps.</summary>
    protected static string Joined(CheckRun run, string shown, string rows, TableFacts table, string key, string columns, string fits)
    {
        var others = $"SELECT {columns} FROM {run.Target.Quote(table)}";
        var isIndexed = table.Indexes.Select(index => index.Columns).Prepend(table.PrimaryKey)
            .Any(columnsOf => columnsOf is [var first, ..] && first == key);
        return $"SELECT {shown} FROM ({rows}) child LEFT JOIN ({(isIndexed ? others : run.Target.Sql.Kept(others))}) parent ON {fits}";
    }

    /// <summary>A name for a column of the findings that no column of the table has.</summary>
    protected static string Free(CheckRun run, string name)
    {
        while (run.Table.Columns.Any(column => NameMatch.Same(column.Name, name)))
        {
            name += "_";
        }

        return name;
    }

    /// <summary>A table that an argument names: in the checked table's schema where it names none.</summary>
    protected static async Task<TableFacts> ThereAsync(CheckRun run, string name, CancellationToken cancellationToken)
    {
        if (run.Table.Schema is { } schema
            && NameMatch.Find((await run.Target.AllAsync(schema, cancellationToken).ConfigureAwait(false)).Tables, table => table.Name,
                name) is { } beside)
        {
            return beside;
        }

        return await run.Target.TableAsync(name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The query with its parameters' values in it, to be run by hand.</summary>
    private static string Written(CheckRun run, string sql, IReadOnlyDictionary<string, object?>? parameters)
    {
        var text = new StringBuilder(sql);
        foreach (var (name, value) in (parameters ?? new Dictionary<string, object?>()).OrderByDescending(pair => pair.Key.Length))
        {
            text.Replace(run.Target.Dialect.Parameter(name),
                value is string words ? run.Target.Dialect.Literal(words) : FormattableString.Invariant($"{value}"));
        }

        return text.ToString();
    }
}

/// <summary>A query whose rows are findings.</summary>
/// <param name="Sql">A SELECT without ORDER BY.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Order">What its evidence is ordered by.</param>
internal sealed record Finding(string Sql, IReadOnlyDictionary<string, object?>? Parameters = null, string Order = "1");
