using System.Globalization;
using NetBatch.Data.Metadata;
using static NetBatch.Data.Generating.Columns;

namespace NetBatch.Data.Generating;

/// <summary>The calendar dimension; each schema has its own, so that one can be made anew without the others.</summary>
internal static class Calendar
{
    public static TableFacts Facts(string schema) => new()
    {
        Name = Name(schema),
        Columns = [Key("date_key"), Date("full_date"), Whole("year"), Whole("quarter"), Whole("month"), Whole("day"), Text("weekday", 9),
            Flag("is_weekend")],
        PrimaryKey = ["date_key"],
        Indexes = [new($"ux_{Name(schema)}_full_date", ["full_date"], Unique: true)],
    };

    public static string Name(string schema) => $"dim_{schema.ToLowerInvariant()}_date";

    public static IEnumerable<object?[]> Rows(int days)
    {
        for (var number = 0; number < days; number++)
        {
            var day = StarSchema.FirstDay.AddDays(number);
            yield return
            [
                StarSchema.DateKey(day),
                day,
                (long)day.Year,
                (long)((day.Month + 2) / 3),
                (long)day.Month,
                (long)day.Day,
                CultureInfo.InvariantCulture.DateTimeFormat.GetDayName(day.DayOfWeek),
                day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday,
            ];
        }
    }
}

/// <summary>Short words for the columns of made-up tables; none may be null unless it says so.</summary>
internal static class Columns
{
    public static ColumnFacts Key(string name) => new(name, ColumnFamily.WholeNumber, Nullable: false);

    public static ColumnFacts Whole(string name) => new(name, ColumnFamily.WholeNumber, Nullable: false);

    public static ColumnFacts Text(string name, int length) => new(name, ColumnFamily.Text, Nullable: false, Length: length);

    public static ColumnFacts Money(string name) => new(name, ColumnFamily.Number, Nullable: false, Precision: 14, Scale: 2);

    public static ColumnFacts Date(string name) => new(name, ColumnFamily.Date, Nullable: false);

    public static ColumnFacts Time(string name) => new(name, ColumnFamily.Time, Nullable: false);

    public static ColumnFacts Flag(string name) => new(name, ColumnFamily.Switch, Nullable: false);

    public static ColumnFacts OrNull(this ColumnFacts column) => column with { Nullable = true };

    public static ForeignKeyFacts To(string column, string table, string? there = null) => new([column], table, [there ?? column]);
}
