using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace NetBatch;

/// <summary>
/// The kept form of rows: a JSON array for each row, one a line, values in the order of the columns. Times are written
/// in round-trip form, bytes in base 64.
/// </summary>
public static class RowCodec
{
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one row and its line end.</summary>
    /// <exception cref="ArgumentException">There are not as many values as columns, or one is not of its column's type.</exception>
    public static void Write(IBufferWriter<byte> output, RowSet set, ReadOnlySpan<object?> values)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(set);
        using var json = Writer(output);
        Write(json, output, set, values);
    }

    /// <summary>Reads rows that <see cref="Write(IBufferWriter{byte}, RowSet, ReadOnlySpan{object?})"/> has written.</summary>
    public static IEnumerable<object?[]> Read(RowSet set, ReadOnlyMemory<byte> content)
    {
        ArgumentNullException.ThrowIfNull(set);
        for (var rest = content; !rest.IsEmpty;)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            yield return ReadRow(set, rest.Span[..end]);
            rest = rest[(end + 1)..];
        }
    }

    internal static Utf8JsonWriter Writer(IBufferWriter<byte> output) => new(output, Options);

    internal static void Write(Utf8JsonWriter json, IBufferWriter<byte> output, RowSet set, ReadOnlySpan<object?> values)
    {
        if (values.Length != set.Columns.Count)
        {
            throw new ArgumentException($"A row of '{set.View}' has {values.Length} values for {set.Columns.Count} columns.",
                nameof(values));
        }

        json.WriteStartArray();
        for (var index = 0; index < values.Length; index++)
        {
            Write(json, set.Columns[index], values[index]);
        }

        json.WriteEndArray();
        json.Flush();
        json.Reset();
        output.Write("\n"u8);
    }

    /// <summary>Writes one value as it is kept.</summary>
    internal static void Write(Utf8JsonWriter json, RowColumn column, object? value)
    {
        switch (column.Type, value)
        {
            case (_, null):
                json.WriteNullValue();
                break;
            case (RowType.Text, string text):
                json.WriteStringValue(text);
                break;
            case (RowType.WholeNumber, long or int or short or byte or sbyte or ushort or uint):
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case (RowType.Number, decimal number):
                json.WriteNumberValue(number);
                break;
            case (RowType.Number, double number) when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case (RowType.Number, double number):
                // JSON has no word for these.
                json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
                break;
            case (RowType.Number, float or long or int):
                json.WriteNumberValue(Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            case (RowType.WholeNumber, decimal number):
                json.WriteNumberValue(number);
                break;
            case (RowType.WholeNumber, double number) when double.IsFinite(number):
                // Databases whose columns take any value have some that are not whole.
                json.WriteNumberValue(number);
                break;
            case (RowType.Switch, bool flag):
                json.WriteBooleanValue(flag);
                break;
            case (RowType.Time, DateTimeOffset time):
                json.WriteStringValue(time);
                break;
            case (RowType.Time, string text):
                // infinity, or a year that .NET does not have.
                json.WriteStringValue(text);
                break;
            case (RowType.TextList or RowType.ObjectList, IEnumerable<string> texts):
                json.WriteStartArray();
                foreach (var text in texts)
                {
                    json.WriteStringValue(text);
                }

                json.WriteEndArray();
                break;
            case (RowType.Bytes, byte[] bytes):
                json.WriteBase64StringValue(bytes);
                break;
            default:
                throw new ArgumentException($"The column '{column.Name}' is {column.Type}; the value is a {value.GetType().Name}.",
                    nameof(value));
        }
    }

    /// <summary>A cell as what its column says it is.</summary>
    internal static object? ReadCell(CellKind kind, ReadOnlySpan<byte> value, RowType type)
    {
        switch (kind)
        {
            case CellKind.Null:
                return null;
            case CellKind.True or CellKind.False:
                return kind == CellKind.True;
            case CellKind.Text when type == RowType.Text:
                return Encoding.UTF8.GetString(value);
            case CellKind.Number when type == RowType.WholeNumber
                && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole):
                return whole;
            case CellKind.Number:
                return !value.ContainsAny((byte)'e', (byte)'E')
                    && decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : double.Parse(value, CultureInfo.InvariantCulture);
            case CellKind.List:
                return ReadList(value);
            case CellKind.Text when type == RowType.Number:
                return double.Parse(value, CultureInfo.InvariantCulture);
            case CellKind.Text when type == RowType.Time:
                Span<byte> full = stackalloc byte[RoundTripLength];
                return RoundTrip(value, full) && Utf8Parser.TryParse(full, out DateTimeOffset time, out _, 'O')
                    ? time
                    : Time(Encoding.UTF8.GetString(value));
            case CellKind.Text when type == RowType.Bytes:
                return Convert.FromBase64String(Encoding.UTF8.GetString(value));
            default:
                var escaped = new Utf8JsonReader(value);
                escaped.Read();
                return type == RowType.Time ? Time(escaped.GetString()!)
                    : type == RowType.Bytes ? escaped.GetBytesFromBase64() : escaped.GetString();
        }
    }

    /// <summary>Characters of a time in round-trip form.</summary>
    internal const int RoundTripLength = 33;

    /// <summary>Writes a kept time, whose fraction may be short or missing, in round-trip form; false where it has another form.</summary>
    internal static bool RoundTrip(ReadOnlySpan<byte> kept, Span<byte> full)
    {
        const int Seconds = 19, Offset = 6, Fraction = 7;
        var digits = kept.Length - Seconds - Offset - 1;
        if (kept.Length < Seconds + Offset || digits is 0 or > Fraction || kept[^Offset] is not ((byte)'+' or (byte)'-'))
        {
            return false;
        }

        full[..RoundTripLength].Fill((byte)'0');
        kept[..Seconds].CopyTo(full);
        full[Seconds] = (byte)'.';
        if (digits > 0)
        {
            kept.Slice(Seconds + 1, digits).CopyTo(full[(Seconds + 1)..]);
        }

        kept[^Offset..].CopyTo(full[(RoundTripLength - Offset)..]);
        return true;
    }

    // A text that is no point in time for .NET stays the text.
    private static object Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) ? time : text;

    internal static string[] ReadList(ReadOnlySpan<byte> value)
    {
        var json = new Utf8JsonReader(value);
        List<string> texts = [];
        for (json.Read(); json.Read() && json.TokenType != JsonTokenType.EndArray;)
        {
            texts.Add(json.GetString()!);
        }

        return [.. texts];
    }

    private static object?[] ReadRow(RowSet set, ReadOnlySpan<byte> line)
    {
        var cells = new RowScanner(line);
        var row = new object?[set.Columns.Count];
        cells.NextRow();
        for (var index = 0; index < row.Length; index++)
        {
            row[index] = ReadCell(cells.Next(out var value), value, set.Columns[index].Type);
        }

        return row;
    }
}
