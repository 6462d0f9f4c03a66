using System.Globalization;

namespace NetBatch.Data.Validating.Checks;

/// <summary>Compares numbers of two databases, group by group or item by item.</summary>
internal abstract class GroupedCheck : Validator
{
    /// <summary>The column of groups as a text that both databases write alike.</summary>
    protected static async Task<string> GroupAsync(CheckRun run, CheckSide side, string column, CancellationToken cancellationToken)
    {
        var isSource = ReferenceEquals(side, run.Source);
        var facts = await side.FactsAsync(isSource ? run.SourceTable : run.Table, cancellationToken).ConfigureAwait(false);
        var found = CheckSide.Column(facts, isSource ? run.InSource(column) : column);
        return side.Sql.Same(side.Quote(found.Name), found.Type, found.Family, found.Family);
    }

    /// <summary>Numbers by group from a query that gives a text and a number.</summary>
    protected static async Task<IReadOnlyDictionary<string, double?>> NumbersAsync(CheckSide side, string sql, CancellationToken cancellationToken)
    {
        Dictionary<string, double?> numbers = new(StringComparer.Ordinal);
        await foreach (var piece in side.Session.QueryAsync(sql, null, cancellationToken).ConfigureAwait(false))
        {
            foreach (var row in piece.Rows)
            {
                numbers[Convert.ToString(row[0], CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : "NULL"] = SideBySide.Number(row[1]);
            }
        }

        return numbers;
    }
}
