using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace NetBatch;

/// <summary>
/// The kept form of rows: a JSON array for each row, one a line, values in the order of the columns. Times are written
/// in round-trip form, bytes in base 64.
/// </summary>
public static class RowCodec
{
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
            throw new ArgumentException($"A row of '{set.View}' has {values.Length} values for {set.Columns.Count} columns.", nameof(values));
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

    private static void Write(Utf8JsonWriter json, RowColumn column, object? value)
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
            case (RowType.Switch, bool flag):
                json.WriteBooleanValue(flag);
                break;
            case (RowType.Time, DateTimeOffset time):
                json.WriteStringValue(time);
                break;
            case (RowType.TextList, IEnumerable<string> texts):
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
                throw new ArgumentException($"The column '{column.Name}' is {column.Type}; the value is a {value.GetType().Name}.", nameof(value));
        }
    }

    private static object?[] ReadRow(RowSet set, ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line);
        var row = new object?[set.Columns.Count];
        json.Read();
        for (var index = 0; index < row.Length; index++)
        {
            json.Read();
            row[index] = json.TokenType == JsonTokenType.Null ? null : ReadValue(ref json, set.Columns[index].Type);
        }

        return row;
    }

    private static object? ReadValue(ref Utf8JsonReader json, RowType type)
    {
        switch (type)
        {
            case RowType.WholeNumber:
                return json.GetInt64();
            case RowType.Number when json.TokenType == JsonTokenType.String:
                return double.Parse(json.GetString()!, CultureInfo.InvariantCulture);
            case RowType.Number:
                return json.TryGetDecimal(out var number) && !json.ValueSpan.ContainsAny((byte)'e', (byte)'E') ? number : json.GetDouble();
            case RowType.Switch:
                return json.GetBoolean();
            case RowType.Time:
                return json.GetDateTimeOffset();
            case RowType.Bytes:
                return json.GetBytesFromBase64();
            case RowType.TextList:
                List<string> texts = [];
                while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                {
                    texts.Add(json.GetString()!);
                }

                return texts.ToArray();
            default:
                return json.GetString();
        }
    }
}
