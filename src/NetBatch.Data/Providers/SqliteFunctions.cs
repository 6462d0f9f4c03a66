using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using NetBatch.Data.Comparing;

namespace NetBatch.Data.Providers;

/// <summary>
/// Functions that SQLite lacks and validators push down: <c>regexp</c> (sqlite.org/lang_expr.html#regexp leaves it to the
/// application), <c>nb_sum</c> that is exact, <c>nb_deviation</c> that does not cancel out great numbers, and
/// <c>nb_moment</c> and <c>nb_seconds</c> of days and times in ISO form, NULL for what is none.
/// </summary>
internal static class SqliteFunctions
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    public static void AddTo(SqliteConnection connection)
    {
        ConcurrentDictionary<string, Regex> patterns = new(StringComparer.Ordinal);
        connection.CreateFunction<string, string?, bool?>(
            "regexp",
            (pattern, text) => text is null ? null
                : patterns.GetOrAdd(pattern, static one => new Regex(one, RegexOptions.CultureInvariant, MatchTimeout)).IsMatch(text),
            isDeterministic: true);
        connection.CreateFunction<object?, string?>("nb_moment", Moment, isDeterministic: true);
        connection.CreateFunction<object?, double?>("nb_seconds", Seconds, isDeterministic: true);
        connection.CreateFunction<double?, double?>("nb_floor", static value => value is null ? null : Math.Floor(value.Value),
            isDeterministic: true);
        connection.CreateAggregate<object?, ExactSum, string?>("nb_sum", default, static (sum, value) => sum.With(value),
            static sum => sum.Text, isDeterministic: true);
        connection.CreateAggregate<double?, Spread, double?>("nb_deviation", default, static (spread, value) => spread.With(value),
            static spread => spread.Deviation, isDeterministic: true);
    }

    /// <summary>A day or time as text of one length, in UTC, whose order is that of time; null: it is none in ISO form.</summary>
    internal static string? Moment(object? value) => TryTime(value, out var time)
        ? string.Create(CultureInfo.InvariantCulture,
            $"{IsoTime.DayAndTime(time.Days, OfDay(time) / 1_000_000_000 * 1_000_000_000)}.{OfDay(time) % 1_000_000_000:000000000}")
        : null;

    /// <summary>Seconds since 1970-01-01 in UTC.</summary>
    internal static double? Seconds(object? value) => TryTime(value, out var time) ? (time.Days * 86_400d) + (OfDay(time) / 1e9) : null;

    private static long OfDay(in Cell time) => time.Kind == CellKind.Date ? 0 : time.Nanoseconds;

    private static bool TryTime(object? value, out Cell time)
    {
        time = default;
        return value is string text && IsoTime.TryRead(text, out time) && time.Days is not (long.MinValue or long.MaxValue);
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
                // Infinities, which no exact number is; a text that is no number counts as 0, as SQLite's own SUM takes it.
                return value is double infinite ? this with { Any = true, Others = Others + infinite }
                    : this with { Any = Any || value is not (null or DBNull) };
            }

            var scale = Math.Max(Scale, read.Scale);
            return new ExactSum((Unscaled * BigInteger.Pow(10, scale - Scale)) + (read.Unscaled * BigInteger.Pow(10, scale - read.Scale)),
                scale, true, Others);
        }
    }

    /// <summary>Mean and squared distance from it, carried on value by value (Welford).</summary>
    private readonly record struct Spread(long Count, double Mean, double Squares)
    {
        public double? Deviation => Count == 0 ? null : Math.Sqrt(Squares / Count);

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
