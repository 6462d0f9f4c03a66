using System.Globalization;

namespace NetBatch.Data.Comparing;

/// <summary>
/// Days and times in ISO 8601 form and PostgreSQL's additions to it (years beyond 9999, BC, infinity;
/// postgresql.org/docs/current/datatype-datetime.html), with every digit of the fraction up to nanoseconds.
/// </summary>
internal static class IsoTime
{
    public const long NanosecondsOfDay = 86_400_000_000_000;

    /// <summary>
    /// Reads a day, a day and time, or a day, time and offset, as what it is: a <see cref="CellKind.Date"/>,
    /// <see cref="CellKind.Local"/> or <see cref="CellKind.Instant"/>. False: it is no such text.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<char> text, out Cell time)
    {
        time = default;
        if (text is "infinity" or "-infinity")
        {
            time = Cell.Date(text[0] == '-' ? long.MinValue : long.MaxValue);
            return true;
        }

        var bc = text.EndsWith(" BC", StringComparison.Ordinal);
        var rest = bc ? text[..^3] : text;
        if (!TryDay(ref rest, bc, out var days))
        {
            return false;
        }

        if (rest.IsEmpty)
        {
            time = Cell.Date(days);
            return true;
        }

        if (rest[0] is not ('T' or ' ' or 't') || !TryClock(rest[1..], out var nanoseconds, out var offset)
            || nanoseconds is < 0 or > NanosecondsOfDay)
        {
            return false;
        }

        time = offset is { } seconds ? Shifted(days, nanoseconds, -seconds)
            : Cell.Local(days + (nanoseconds / NanosecondsOfDay), nanoseconds % NanosecondsOfDay);
        return true;
    }

    /// <summary>Reads a time of day, with an offset or without; MySQL's spans of up to 838 hours and a sign, too.</summary>
    public static bool TryReadClock(ReadOnlySpan<char> text, out Cell time)
    {
        time = default;
        var negative = text.Length > 0 && text[0] == '-';
        if (!TryClock(negative ? text[1..] : text, out var nanoseconds, out var offset))
        {
            return false;
        }

        nanoseconds = negative ? -nanoseconds : nanoseconds;
        time = offset is { } seconds ? Cell.ClockZone(nanoseconds, seconds) : Cell.Clock(nanoseconds);
        return true;
    }

    public static Cell Instant(DateTime utc) => Cell.Instant(
        (utc.Ticks / TimeSpan.TicksPerDay) - 719_162, utc.Ticks % TimeSpan.TicksPerDay * 100);

    public static string Day(long days)
    {
        if (days is long.MinValue or long.MaxValue)
        {
            return days < 0 ? "-infinity" : "infinity";
        }

        var (year, month, day) = Civil(days);
        return year > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}-{day:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{1 - year:0000}-{month:00}-{day:00} BC");
    }

    public static string DayAndTime(long days, long nanoseconds)
    {
        var day = Day(days);
        return days is long.MinValue or long.MaxValue ? day
            : day.EndsWith(" BC", StringComparison.Ordinal) ? $"{day[..^3]} {TimeOfDay(nanoseconds)} BC"
            : $"{day} {TimeOfDay(nanoseconds)}";
    }

    public static string TimeOfDay(long nanoseconds)
    {
        var size = Math.Abs(nanoseconds);
        var seconds = size / 1_000_000_000;
        var text = string.Create(CultureInfo.InvariantCulture,
            $"{(nanoseconds < 0 ? "-" : "")}{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");
        return size % 1_000_000_000 is var fraction and not 0
            ? string.Create(CultureInfo.InvariantCulture, $"{text}.{fraction:000000000}").TrimEnd('0') : text;
    }

    public static string Offset(long seconds)
    {
        var size = Math.Abs(seconds);
        var text = string.Create(CultureInfo.InvariantCulture, $"{(seconds < 0 ? '-' : '+')}{size / 3600:00}:{size / 60 % 60:00}");
        return size % 60 == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text}:{size % 60:00}");
    }

    private static Cell Shifted(long days, long nanoseconds, long seconds)
    {
        var all = (days * (Int128)NanosecondsOfDay) + nanoseconds + (seconds * (Int128)1_000_000_000);
        var (day, rest) = Int128.DivRem(all, NanosecondsOfDay);
        return rest < 0 ? Cell.Instant((long)day - 1, (long)rest + NanosecondsOfDay) : Cell.Instant((long)day, (long)rest);
    }

    private static bool TryDay(ref ReadOnlySpan<char> text, bool bc, out long days)
    {
        days = 0;
        var dash = text.IndexOf('-');
        if (dash is < 4 or > 6 || text.Length < dash + 6 || text[dash + 3] != '-'
            || !TryDigits(text[..dash], out var year) || !TryDigits(text.Slice(dash + 1, 2), out var month)
            || !TryDigits(text.Slice(dash + 4, 2), out var day))
        {
            return false;
        }

        if (bc)
        {
            year = 1 - year;
        }

        text = text[(dash + 6)..];
        if (month is < 1 or > 12 || day < 1 || day > LastDay(year, month))
        {
            return false;
        }

        days = DaysOf(year, month, day);
        return true;
    }

    private static bool TryClock(ReadOnlySpan<char> text, out long nanoseconds, out long? offset)
    {
        nanoseconds = 0;
        offset = null;
        var zone = text.IndexOfAny('+', '-', 'Z');
        if (zone >= 0)
        {
            if (!TryOffset(text[zone..], out var seconds))
            {
                return false;
            }

            offset = seconds;
            text = text[..zone];
        }

        var colon = text.IndexOf(':');
        if (colon is < 1 or > 3 || !TryDigits(text[..colon], out var hours) || text.Length < colon + 3
            || !TryDigits(text.Slice(colon + 1, 2), out var minutes) || minutes > 59)
        {
            return false;
        }

        nanoseconds = ((hours * 60) + minutes) * 60_000_000_000;
        var rest = text[(colon + 3)..];
        if (rest.IsEmpty)
        {
            return true;
        }

        if (rest[0] != ':' || rest.Length < 3 || !TryDigits(rest.Slice(1, 2), out var second) || second > 60)
        {
            return false;
        }

        nanoseconds += second * 1_000_000_000;
        rest = rest[3..];
        if (rest.IsEmpty)
        {
            return true;
        }

        if (rest[0] is not ('.' or ',') || rest.Length is < 2 or > 10 || !TryDigits(rest[1..], out var fraction))
        {
            return false;
        }

        for (var digits = rest.Length - 1; digits < 9; digits++)
        {
            fraction *= 10;
        }

        nanoseconds += fraction;
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out long seconds)
    {
        seconds = 0;
        if (text is "Z")
        {
            return true;
        }

        Span<char> digits = stackalloc char[6];
        var count = 0;
        for (var at = 1; at < text.Length; at++)
        {
            if (char.IsAsciiDigit(text[at]) && count < digits.Length)
            {
                digits[count++] = text[at];
            }
            else if (text[at] != ':' || count % 2 != 0)
            {
                return false;
            }
        }

        if (text[0] == 'Z' || count is not (2 or 4 or 6))
        {
            return false;
        }

        for (var at = 0; at < count; at += 2)
        {
            seconds += (((digits[at] - '0') * 10) + digits[at + 1] - '0') * (at == 0 ? 3600 : at == 2 ? 60 : 1);
        }

        seconds = text[0] == '-' ? -seconds : seconds;
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static int LastDay(long year, long month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    // Days of the proleptic Gregorian calendar, counted in eras of 400 years that begin on the first of March.
    private static long DaysOf(long year, long month, long day)
    {
        var from = month <= 2 ? year - 1 : year;
        var era = Math.DivRem(from >= 0 ? from : from - 399, 400).Quotient;
        var ofEra = from - (era * 400);
        var ofYear = (((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5) + day - 1;
        return (era * 146_097) + (ofEra * 365) + (ofEra / 4) - (ofEra / 100) + ofYear - 719_468;
    }

    private static (long Year, long Month, long Day) Civil(long days)
    {
        days += 719_468;
        var era = (days >= 0 ? days : days - 146_096) / 146_097;
        var ofEra = days - (era * 146_097);
        var year = (ofEra - (ofEra / 1460) + (ofEra / 36_524) - (ofEra / 146_096)) / 365;
        var ofYear = ofEra - ((365 * year) + (year / 4) - (year / 100));
        var part = ((5 * ofYear) + 2) / 153;
        var month = part < 10 ? part + 3 : part - 9;
        return (year + (era * 400) + (month <= 2 ? 1 : 0), month, ofYear - (((153 * part) + 2) / 5) + 1);
    }
}
