using System.Data.Common;

namespace NetBatch.Data.Providers;

/// <summary>Makes a driver's values into those that rows are kept in.</summary>
internal sealed class RowShaper : IPieces<RowPiece>
{
    private readonly RowValues values;
    private readonly string[] names;
    private readonly RowType?[] types;
    private readonly bool longNumbers;
    private List<object?[]> rows = [];
    private RowSet? set;
    private long taken;

    /// <param name="values">Of a reader that stands before the first row.</param>
    /// <param name="longNumbers">Whether exact numbers that no decimal holds come as texts; else they are an error.</param>
    public RowShaper(RowValues values, bool longNumbers = false)
    {
        this.values = values;
        this.longNumbers = longNumbers;
        names = Names(values.Reader);
        types = [.. names.Select((_, index) => values.TypeOf(index))];
    }

    public int Add()
    {
        var row = new object?[names.Length];
        for (var index = 0; index < row.Length; index++)
        {
            row[index] = Value(index);
        }

        rows.Add(row);
        return rows.Count;
    }

    /// <summary>The rows that wait, as values of their columns' types.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.WorkFailed"/>: a value is not of its column's type.</exception>
    public RowPiece Take(int changed)
    {
        set ??= new RowSet("", [.. names.Select((name, index) => new RowColumn(name, types[index] ?? Learn(index)))]);
        for (var number = 0; number < rows.Count; number++)
        {
            var row = rows[number];
            for (var index = 0; index < row.Length; index++)
            {
                row[index] = Fit(set.Columns[index], row[index], taken + number + 1);
            }
        }

        taken += rows.Count;
        var piece = new RowPiece(set, rows, changed);
        rows = new List<object?[]>(rows.Count);
        return piece;
    }

    internal static NetBatchException Unreadable(DbDataReader reader, string name, int index, long row, Exception problem) => new(
        ErrorCode.WorkFailed,
        $"Row {row}: the value of '{name}' ({reader.GetDataTypeName(index)}) cannot be read: {problem.Message}",
        "CAST it to another type in the query.",
        problem);

    private object? Value(int index)
    {
        try
        {
            return values.Value(index) switch
            {
                string number when types[index] == RowType.Number && !longNumbers =>
                    throw new OverflowException($"{number} has more digits than a decimal."),
                var value => value,
            };
        }
        catch (Exception problem) when (problem is OverflowException or InvalidCastException or FormatException or ArgumentException)
        {
            throw Unreadable(values.Reader, names[index], index, taken + rows.Count + 1, problem);
        }
    }

    /// <summary>The narrowest type that every value of the first piece is of; Text where there is none.</summary>
    private RowType Learn(int index)
    {
        RowType? found = null;
        foreach (var value in rows.Select(row => row[index]).Where(value => value is not null))
        {
            var type = RowValues.TypeOf(value!.GetType());
            found = found switch
            {
                null => type,
                _ when found == type => type,
                RowType.WholeNumber or RowType.Number when type is RowType.WholeNumber or RowType.Number => RowType.Number,
                _ => RowType.Text,
            };
        }

        return found ?? RowType.Text;
    }

    private object? Fit(RowColumn column, object? value, long row) =>
        value is null || (longNumbers && column.Type == RowType.Number && value is string) ? value
            : RowValues.Fit(column.Type, value) ?? throw new NetBatchException(
        ErrorCode.WorkFailed,
        $"Row {row}: '{column.Name}' was {column.Type} in the rows before and is the {value.GetType().Name} '"
            + $"{RowValues.Text(value)}' here.",
        "CAST the column to one type in the query.");

    /// <summary>The columns' names; one without a name is called by its place, one that comes again gets a number.</summary>
    internal static string[] Names(DbDataReader reader)
    {
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        var names = new string[reader.FieldCount];
        for (var index = 0; index < names.Length; index++)
        {
            var name = reader.GetName(index) is { Length: > 0 } given ? given : $"column{index + 1}";
            var free = name;
            for (var number = 2; !taken.Add(free); number++)
            {
                free = $"{name}_{number}";
            }

            names[index] = free;
        }

        return names;
    }
}
