using System.Numerics;
using NetBatch.Data.Comparing;
using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating.Checks;

/// <summary>Compares figures of two databases, group by group or item by item.</summary>
internal abstract class GroupedCheck : Validator
{
    private const int AverageDigits = 20;

    /// <summary>Figures by group: a query's first column is the group, in a form that both sides share, the others are the
    /// figures.</summary>
    /// <param name="run">The check.</param>
    /// <param name="side">The side that is asked.</param>
    /// <param name="by">The column of groups, by its name in the target; null: there is one group of all rows.</param>
    /// <param name="figures">The figures, in SQL.</param>
    /// <param name="adds">Whether figures of two groups that are one in the common form may be added: sums and counts.</param>
    /// <param name="cancellationToken">Stops it.</param>
    protected static async Task<Dictionary<Cell, Cell[]>> FiguresAsync(CheckRun run, CheckSide side, string? by,
        IReadOnlyList<string> figures, bool adds, CancellationToken cancellationToken)
    {
        var from = await run.FromAsync(side, cancellationToken).ConfigureAwait(false);
        Dictionary<Cell, Cell[]> found = [];
        if (by is null)
        {
            var all = await side.CellsAsync($"SELECT {string.Join(", ", figures)} FROM {from}", null, cancellationToken)
                .ConfigureAwait(false);
            found[Cell.Text("all")] = Array.ConvertAll(all[0], Figure);
            return found;
        }

        var (column, form) = await GroupAsync(run, side, by, cancellationToken).ConfigureAwait(false);
        var group = side.Cells.Group(column, side.Quote(column.Name));
        var sql = $"SELECT {group}, {string.Join(", ", figures)} FROM {from} GROUP BY {group}";
        foreach (var row in await side.CellsAsync(sql, [column.Sort, .. figures.Select(_ => ValueSort.Any)], cancellationToken)
            .ConfigureAwait(false))
        {
            var key = CellKeys.Of(row[0], form);
            Cell[] values = [.. row.Skip(1).Select(Figure)];
            if (found.TryGetValue(key, out var before) && adds)
            {
                values = [.. before.Zip(values, Sum)];
            }
            else if (before is not null)
            {
                throw new NetBatchException(ErrorCode.WorkFailed,
                    $"'{side.Session.Instance.Name}' has two groups of '{column.Name}' that are the same to the other side: {row[0]}.",
                    "Make the column's values of one form, or group by another.");
            }

            found[key] = values;
        }

        return found;
    }

    /// <summary>One figure by group.</summary>
    protected static async Task<Dictionary<Cell, Cell>> FigureAsync(CheckRun run, CheckSide side, string? by, string figure,
        bool adds, CancellationToken cancellationToken) =>
        (await FiguresAsync(run, side, by, [figure], adds, cancellationToken).ConfigureAwait(false)).ToDictionary(pair => pair.Key,
            pair => pair.Value[0]);

    private static async Task<(ColumnFacts Column, KeyForm Form)> GroupAsync(CheckRun run, CheckSide side, string by,
        CancellationToken cancellationToken)
    {
        var column = side.Cells.Compared(await run.ColumnOfAsync(side, by, cancellationToken).ConfigureAwait(false));
        var here = run.Target.Cells.Compared(run.Column(by));
        // Held against numbers of its own the source is not asked at all.
        var there = run.Source is null || run.Literal("expected") is not null ? here
            : run.OtherSide.Cells.Compared(await run.ColumnOfAsync(run.OtherSide, by, cancellationToken).ConfigureAwait(false));
        return (column, CellKeys.FormOf(here.Sort, there.Sort, run.Zone));
    }

    /// <summary>The average of exact numbers by their sum and how many they are: databases round one each in its own way.</summary>
    protected static Cell Average(in Cell sum, in Cell count) => sum.Kind != CellKind.Number || count.Unscaled.IsZero ? sum
        : Cell.Exact(BigInteger.Divide(sum.Unscaled * BigInteger.Pow(10, AverageDigits), count.Unscaled), sum.Scale + AverageDigits);

    private static Cell Sum(Cell one, Cell other)
    {
        if (one.IsNull || other.IsNull)
        {
            return one.IsNull ? other : one;
        }

        var scale = Math.Max(one.Scale, other.Scale);
        return one.Kind == CellKind.Number && other.Kind == CellKind.Number
            ? Cell.Exact(
                (one.Unscaled * BigInteger.Pow(10, scale - one.Scale)) + (other.Unscaled * BigInteger.Pow(10, scale - other.Scale)), scale)
            : Cell.Real((CellComparer.Number(one) ?? double.NaN) + (CellComparer.Number(other) ?? double.NaN));
    }

    /// <summary>The column that figures are of, and how it stands in SQL: money counts as the number that it is.</summary>
    protected static async Task<(ColumnFacts Column, string Name)> NumbersAsync(CheckRun run, CheckSide side,
        CancellationToken cancellationToken)
    {
        var column = await run.ColumnOfAsync(side, run.Text("column")!, cancellationToken).ConfigureAwait(false);
        var name = side.Quote(column.Name);
        return column.Sort == ValueSort.Any && side.Cells.Compared(column) is { Sort: ValueSort.Exact } number
            ? (number, side.Cells.Value(number, name)) : (column, name);
    }

    /// <summary>Refuses a column whose texts a database would count as 0 where they are no numbers.</summary>
    protected static void EnsureNumbers(CheckSide side, ColumnFacts column)
    {
        if (side.Dialect.Name == "mysql" && column.Sort is ValueSort.Text or ValueSort.PaddedText or ValueSort.Bytes)
        {
            throw new NetBatchException(ErrorCode.WorkFailed,
                $"'{column.Name}' of '{side.Session.Instance.Name}' is {column.Type}, and what is no number would count as 0.",
                "Make it a column of numbers, or check a view that does.");
        }
    }

    /// <summary>A figure that a database has written as text is the number that it says.</summary>
    private static Cell Figure(Cell value) => value.Kind switch
    {
        CellKind.Text or CellKind.Opaque when ExactText.TryRead(value.AsText, out var number) => number,
        CellKind.Text or CellKind.Opaque when CellText.TryRead(value.AsText, CellKind.Real, out var real) => real,
        _ => value,
    };
}
