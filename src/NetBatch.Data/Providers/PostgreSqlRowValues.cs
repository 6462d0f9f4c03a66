using System.Data.Common;
using System.Globalization;
using NetBatch.Data.Comparing;
using NetBatch.Data.Metadata;

namespace NetBatch.Data.Providers;

/// <summary>
/// PostgreSQL's values, which come as the texts that psql shows. What rows have a type for becomes that; everything else (days,
/// addresses, ranges, intervals, bit strings, times of day) stays the text.
/// </summary>
internal sealed class PostgreSqlRowValues : RowValues
{
    private readonly ValueSort[] sorts;
    private readonly bool[] lists;

    public PostgreSqlRowValues(DbDataReader reader)
        : base(reader)
    {
        sorts = new ValueSort[reader.FieldCount];
        lists = new bool[reader.FieldCount];
        for (var index = 0; index < sorts.Length; index++)
        {
            var name = reader.GetDataTypeName(index);
            sorts[index] = TypeNames.Sort(Dialects.PostgreSql, name);
            lists[index] = name is "text[]" or "character varying[]" or "name[]";
        }
    }

    public override RowType? TypeOf(int index) => lists[index] ? RowType.TextList : sorts[index] switch
    {
        ValueSort.Whole => RowType.WholeNumber,
        ValueSort.Exact or ValueSort.Real32 or ValueSort.Real => RowType.Number,
        ValueSort.Switch => RowType.Switch,
        ValueSort.Local or ValueSort.Instant => RowType.Time,
        ValueSort.Bytes => RowType.Bytes,
        _ => RowType.Text,
    };

    public override object? Value(int index)
    {
        if (Reader.IsDBNull(index))
        {
            return null;
        }

        var text = Reader.GetString(index);
        return lists[index] ? List(text) : sorts[index] switch
        {
            ValueSort.Whole => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
            ValueSort.Exact => Exact(text),
            ValueSort.Real32 or ValueSort.Real => double.Parse(text, CultureInfo.InvariantCulture),
            ValueSort.Switch => text == "t",
            ValueSort.Local or ValueSort.Instant => Time(text),
            ValueSort.Bytes => CellShape.OfText(text, ValueSort.Bytes).AsBytes,
            _ => text,
        };
    }

    // infinity, a year before 1 or after 9999, and 24:00 are no points in time that .NET has.
    private static object Time(string text)
    {
        if (!IsoTime.TryRead(text, out var time) || time.Days < -719_162 || time.Days > 2_932_896)
        {
            return text;
        }

        return new DateTimeOffset(((time.Days + 719_162) * TimeSpan.TicksPerDay)
            + (time.Kind == CellKind.Date ? 0 : time.Nanoseconds / 100), TimeSpan.Zero);
    }

    /// <summary>The items of a list as PostgreSQL writes it: <c>{a,"b c",NULL}</c>
    /// (postgresql.org/docs/current/arrays.html#ARRAYS-IO).</summary>
    private static string?[] List(string text)
    {
        List<string?> items = [];
        var item = new System.Text.StringBuilder();
        for (var at = 1; at < text.Length - 1; at++)
        {
            var quoted = text[at] == '"';
            item.Clear();
            for (at += quoted ? 1 : 0; at < text.Length - 1 && text[at] != (quoted ? '"' : ','); at++)
            {
                at += text[at] == '\\' ? 1 : 0;
                item.Append(text[at]);
            }

            at += quoted ? 1 : 0;
            items.Add(!quoted && item.ToString().Equals("NULL", StringComparison.OrdinalIgnoreCase) ? null : item.ToString());
        }

        return [.. items];
    }
}
