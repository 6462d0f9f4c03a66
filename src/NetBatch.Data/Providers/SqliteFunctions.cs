using System.Globalization;
using System.Numerics;
using Microsoft.Data.Sqlite;
using NetBatch.Data.Comparing;

namespace NetBatch.Data.Providers;

/// <summary>
/// Functions that SQLite lacks and validators push down: <c>regexp</c> (sqlite.org/lang_expr.html#regexp leaves it to the
/// application), <c>nb_sum</c> that is exact, <c>nb_deviation</c> that does not cancel out great numbers, <c>nb_number</c> of what a value
/// says, and of days and times in ISO form, NULL for what is none, <c>nb_moment</c> and <c>nb_seconds</c> as a zone's clocks show them, and
/// <c>nb_point</c>, the seconds at which the clocks do, <c>nb_hour</c> the hour that it falls into.
/// <c>nb_sum</c> and <c>nb_real</c> refuse what is no number.
/// </summary>
internal static class SqliteFunctions
{
    // 0001-01-01 and 9999-12-31.
    private const long FirstDay = -719_162;
    private const long LastDay = 2_932_896;

    public static void AddTo(SqliteConnection connection)
    {
        SqliteRegexp.AddTo(connection);
        SqliteTextNumber.AddTo(connection);
        connection.CreateFunction<object?, object?>("nb_number", Number, isDeterministic: true);
        connection.CreateFunction<object?, double?>("nb_real", static value => value is null or DBNull ? null
            : Number(value) is { } number ? Convert.ToDouble(number, CultureInfo.InvariantCulture) : throw NoNumber(value),
            isDeterministic: true);
        connection.CreateFunction<object?, string?, string?>("nb_moment", Moment, isDeterministic: true);
        connection.CreateFunction<object?, string?, double?>("nb_seconds",
            static (value, zone) => TryTime(value, out var time) ? Seconds(ZonedTime.Local(time, Zone(zone))) : null,
            isDeterministic: true);
        connection.CreateFunction<object?, string?, double?>("nb_point",
            static (value, zone) => TryTime(value, out var time) ? Seconds(ZonedTime.Instant(time, Zone(zone))) : null,
            isDeterministic: true);
        connection.CreateFunction<object?, string?, long?>("nb_hour",
            static (value, zone) => TryTime(value, out var time) ? Hour(time, Zone(zone)) : null, isDeterministic: true);
        connection.CreateFunction<double?, double?>("nb_floor", static value => value is null ? null : Math.Floor(value.Value),
            isDeterministic: true);
        connection.CreateAggregate<object?, ExactSum, string?>("nb_sum", default, static (sum, value) => sum.With(value),
            static sum => sum.Text, isDeterministic: true);
        connection.CreateAggregate<double?, Spread, double?>("nb_deviation", default, static (spread, value) => spread.With(value),
            static spread => spread.Deviation, isDeterministic: true);
    }

    /// <summary>A day or time as text of one length, whose order is that of time; null: it is none in ISO form.</summary>
    /// <param name="value">The value.</param>
    /// <param name="zone">The zone that a point in time is shown in; null: UTC.</param>
    internal static string? Moment(object? value, string? zone)
    {
        if (!TryTime(value, out var time))
        {
            return null;
        }

        time = ZonedTime.Local(time, Zone(zone));
        return string.Create(CultureInfo.InvariantCulture,
            $"{IsoTime.DayAndTime(time.Days, OfDay(time) / 1_000_000_000 * 1_000_000_000)}.{OfDay(time) % 1_000_000_000:000000000}");
    }

    /// <summary>The number that a value is, or that its whole text says; null: none.</summary>
    internal static object? Number(object? value) => value switch
    {
        long or double => value,
        string text when ExactText.TryRead(text, out var number) =>
            number.IsLong ? number.AsLong : double.Parse($"{number}", CultureInfo.InvariantCulture),
        _ => null,
    };

    private static double Seconds(in Cell time) => (time.Days * 86_400d) + (OfDay(time) / 1e9);

    // Hours of points in time go on where clocks are put forward or back: less the whole hours by which the zone is off.
    private static long Hour(in Cell time, TimeZoneInfo? zone)
    {
        var shown = Seconds(ZonedTime.Local(time, zone));
        var off = time.Kind == CellKind.Instant ? shown - Seconds(time) : 0;
        return (long)(Math.Floor(shown / 3600) - Math.Floor(off / 3600));
    }

    private static TimeZoneInfo? Zone(string? name) => name is null ? null : TimeZoneInfo.FindSystemTimeZoneById(name);

    private static FormatException NoNumber(object value) =>
        new($"'{(value is byte[] bytes ? $"0x{Convert.ToHexString(bytes)}" : value)}' is no number.");

    private static long OfDay(in Cell time) => time.Kind == CellKind.Date ? 0 : time.Nanoseconds;

    private static bool TryTime(object? value, out Cell time)
    {
        time = default;
        // ISO 8601 has years of four digits: one beyond them would stand before others as text.
        return value is string text && IsoTime.TryRead(text, out time) && time.Days is >= FirstDay and <= LastDay;
    }

    /// <summary>A sum of whole numbers, decimals and the decimals that floating numbers are written as.</summary>
    private readonly record struct ExactSum(BigInteger Unscaled, int Scale, bool Any, double Others)
    {
        public string? Text =>
            !Any ? null : Others != 0
                ? (Others + double.Parse(ExactText.Write(Unscaled, Scale), CultureInfo.InvariantCulture)).ToString("R",
                    CultureInfo.InvariantCulture) : ExactText.Write(Unscaled, Scale);

        public ExactSum With(object? value)
        {
            var read = default(Cell);
            var isNumber = value switch
            {
                null or DBNull => false,
                long whole => (read = Cell.Whole(whole)).Kind == CellKind.Number,
                double real => ExactText.TryOf(real, out read),
                string text => ExactText.TryRead(text, out read),
                _ => false,
            };
            if (!isNumber)
            {
                // Infinities, which no exact number is. A text that is none would count as 0 in SQLite's own SUM.
                return value switch
                {
                    null or DBNull => this,
                    double infinite => this with { Any = true, Others = Others + infinite },
                    _ => throw NoNumber(value),
                };
            }

            var scale = Math.Max(Scale, read.Scale);
            return new ExactSum((Unscaled * BigInteger.Pow(10, scale - Scale)) + (read.Unscaled * BigInteger.Pow(10, scale - read.Scale)),
                scale, true, Others);
        }
    }

    /// <summary>Mean and squared distance from it, carried on value by value (Welford).</summary>
    private readonly record struct Spread(long Count, double Mean, double Squares)
    {
        // Of an infinite number there is none.
        public double? Deviation => Count == 0 || double.IsNaN(Squares) ? null : Math.Sqrt(Squares / Count);

        public Spread With(double? value)
        {
            if (value is not { } number)
            {
                return this;
            }

            var mean = Mean + ((number - Mean) / (Count + 1));
            return new Spread(Count + 1, mean, Squares + ((number - Mean) * (number - mean)));
        }
    }
}
