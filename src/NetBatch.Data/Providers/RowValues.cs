using System.Collections;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using NetBatch.Data.Comparing;

namespace NetBatch.Data.Providers;

/// <summary>A reader's values in the types that rows are kept in, by the types that the driver gives them.</summary>
internal class RowValues(DbDataReader reader)
{
    public DbDataReader Reader { get; } = reader;

    /// <summary>What a column's values are; null: its values have to tell.</summary>
    public virtual RowType? TypeOf(int index) => TypeOf(Reader.GetFieldType(index));

    /// <summary>The value of the row that the reader stands on.</summary>
    public virtual object? Value(int index) => Reader.IsDBNull(index) ? null : Reader.GetValue(index);

    public static RowType TypeOf(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Byte or TypeCode.SByte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Int64 =>
            RowType.WholeNumber,
        TypeCode.UInt64 or TypeCode.Single or TypeCode.Double or TypeCode.Decimal => RowType.Number,
        TypeCode.Boolean => RowType.Switch,
        TypeCode.DateTime => RowType.Time,
        _ when type == typeof(DateTimeOffset) => RowType.Time,
        _ when type == typeof(byte[]) => RowType.Bytes,
        _ when type == typeof(string[]) => RowType.TextList,
        _ => RowType.Text,
    };

    /// <summary>A value as a value of its column's type; null: it is none.</summary>
    public static object? Fit(RowType type, object value) => (type, value) switch
    {
        (RowType.Text, string) => value,
        (RowType.Text, _) => Text(value),
        (RowType.WholeNumber, long or int or short or byte or sbyte or ushort or uint) =>
            Convert.ToInt64(value, CultureInfo.InvariantCulture),
        // Where only the values tell the type, what follows may be no whole number; it is kept as it is.
        (RowType.WholeNumber or RowType.Number, double or decimal) => value,
        // By its shortest text: 0.1 of 32 bits is not 0.10000000149011612.
        (RowType.Number, float single) => double.Parse(single.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        (RowType.Number, long or int or short or byte or sbyte or ushort or uint or ulong) =>
            Convert.ToDecimal(value, CultureInfo.InvariantCulture),
        (RowType.Switch, bool) => value,
        (RowType.Time, DateTimeOffset) => value,
        (RowType.Time, DateTime time) =>
            time.Kind == DateTimeKind.Local ? new DateTimeOffset(time) : new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)),
        (RowType.Time, string) => value,
        (RowType.Bytes, byte[]) => value,
        (RowType.TextList, IEnumerable<string>) => value,
        _ => null,
    };

    /// <summary>An exact number as rows keep it; one that has more digits than a decimal stays its text.</summary>
    protected static object Exact(string text)
    {
        if (text is "NaN" or "Infinity" or "-Infinity")
        {
            return double.Parse(text, CultureInfo.InvariantCulture);
        }

        // A decimal rounds what it has no digits for, without a word.
        return decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            && number.ToString(CultureInfo.InvariantCulture) == text ? number : text;
    }

    public static string Text(object value) => value switch
    {
        string text => text,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        TimeOnly time => IsoTime.TimeOfDay(time.Ticks * 100),
        TimeSpan span => IsoTime.TimeOfDay(span.Ticks * 100),
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
}
