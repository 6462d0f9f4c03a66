using System.Collections;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;

namespace NetBatch.Data.Providers;

/// <summary>Makes a driver's values into those that rows are kept in.</summary>
internal sealed class RowShaper
{
    private readonly DbDataReader reader;
    private readonly string[] names;
    private readonly RowType?[] types;
    private List<object?[]> rows = [];
    private RowSet? set;
    private long taken;

    /// <param name="reader">Stands before the first row.</param>
    /// <param name="dynamic">Whether the types are to be learned from the first piece's values.</param>
    public RowShaper(DbDataReader reader, bool dynamic)
    {
        this.reader = reader;
        names = Names(reader);
        types = new RowType?[names.Length];
        if (!dynamic)
        {
            for (var index = 0; index < types.Length; index++)
            {
                types[index] = TypeOf(reader.GetFieldType(index));
            }
        }
    }

    /// <summary>Adds the row that the reader stands on; how many wait now.</summary>
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
    public RowPiece Take()
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
        var piece = new RowPiece(set, rows);
        rows = new List<object?[]>(rows.Count);
        return piece;
    }

    private object? Value(int index)
    {
        try
        {
            return reader.IsDBNull(index) ? null : reader.GetValue(index);
        }
        catch (Exception problem) when (problem is OverflowException or InvalidCastException or FormatException)
        {
            throw new NetBatchException(
                ErrorCode.WorkFailed,
                $"Row {taken + rows.Count + 1}: the value of '{names[index]}' ({reader.GetDataTypeName(index)}) cannot be read: {problem.Message}",
                "CAST it to another type in the query.",
                problem);
        }
    }

    /// <summary>The narrowest type that every value of the first piece is of; Text where there is none.</summary>
    private RowType Learn(int index)
    {
        RowType? found = null;
        foreach (var value in rows.Select(row => row[index]).Where(value => value is not null))
        {
            var type = TypeOf(value!.GetType());
            found = found switch
            {
                null => type,
                _ when found == type => type,
                RowType.WholeNumber or RowType.Number when type is RowType.WholeNumber or RowType.Number => RowType.Number,
                _ => RowType.Text,
            };
        }

        return found ?? TypeOf(reader.GetFieldType(index));
    }

    private static object? Fit(RowColumn column, object? value, long row) => (column.Type, value) switch
    {
        (_, null) => null,
        (RowType.Text, string) => value,
        (RowType.Text, _) => Text(value),
        (RowType.WholeNumber, long or int or short or byte or sbyte or ushort or uint) => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        (RowType.Number, double or decimal) => value,
        (RowType.Number, float or long or int or short or byte) => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        (RowType.Number, ulong number) => (decimal)number,
        (RowType.Switch, bool) => value,
        (RowType.Time, DateTimeOffset) => value,
        (RowType.Time, DateTime time) => time.Kind == DateTimeKind.Local ? new DateTimeOffset(time) : new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)),
        (RowType.Bytes, byte[]) => value,
        (RowType.TextList, IEnumerable<string>) => value,
        _ => throw new NetBatchException(
            ErrorCode.WorkFailed,
            $"Row {row}: '{column.Name}' was {column.Type} in the rows before and is the {value.GetType().Name} '{Text(value)}' here.",
            "CAST the column to one type in the query."),
    };

    private static RowType TypeOf(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Byte or TypeCode.SByte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Int64 => RowType.WholeNumber,
        TypeCode.UInt64 or TypeCode.Single or TypeCode.Double or TypeCode.Decimal => RowType.Number,
        TypeCode.Boolean => RowType.Switch,
        TypeCode.DateTime => RowType.Time,
        _ when type == typeof(DateTimeOffset) => RowType.Time,
        _ when type == typeof(byte[]) => RowType.Bytes,
        _ when type == typeof(string[]) => RowType.TextList,
        _ => RowType.Text,
    };

    private static string Text(object value) => value switch
    {
        string text => text,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToHexString(bytes),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        // A list of any sort, as JSON: drivers tell the type of a list's values too late for TextList.
        IEnumerable list => $"[{string.Join(",", list.Cast<object?>().Select(one => one switch
        {
            null => "null",
            string text => $"\"{JsonEncodedText.Encode(text)}\"",
            _ => Text(one),
        }))}]",
        _ => value.ToString() ?? "",
    };

    /// <summary>The columns' names; one without a name is called by its place, one that comes again gets a number.</summary>
    private static string[] Names(DbDataReader reader)
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
