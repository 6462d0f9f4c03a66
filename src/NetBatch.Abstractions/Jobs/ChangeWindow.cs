using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NetBatch;

/// <summary>
/// When targets may be started: spans of the week by the clock on the wall of a time zone, such as
/// <c>Sat 22:00-04:00; Sun 12:00-13:00 Europe/Berlin</c>. What runs when it closes is finished.
/// </summary>
/// <remarks>
/// The wall's clock alone decides. In the night in which it is put forward, a window that begins in the hour that is left
/// out opens at the end of that hour, and one that lies whole in it does not open; in the night in which it is put back, a
/// window within the hour that comes twice opens twice.
/// </remarks>
[JsonConverter(typeof(ChangeWindowJson))]
public sealed class ChangeWindow : IEquatable<ChangeWindow>
{
    private const int Day = 24 * 60;
    private static readonly string[] Days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

    private readonly Span[] spans;

    private ChangeWindow(Span[] spans, TimeZoneInfo zone)
    {
        this.spans = spans;
        Zone = zone;
    }

    /// <summary>Whose clock it is.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>Reads spans divided by semicolons, each with days (<c>Sat</c>, <c>Mon-Fri</c>, <c>Mon,Wed</c>; none: every day) and times;
    /// a time zone may stand at the end.</summary>
    /// <param name="text">The text.</param>
    /// <param name="local">The time zone where the text names none.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidRule"/>: the message names the part that cannot be read.</exception>
    public static ChangeWindow Parse(string text, TimeZoneInfo local)
    {
        ArgumentNullException.ThrowIfNull(text);
        var zone = local;
        var last = text.TrimEnd().LastIndexOf(' ');
        var rest = text.Trim();
        if (last > 0 && text.TrimEnd()[(last + 1)..] is var name && char.IsAsciiLetter(name[0]))
        {
            zone = Zones.Find(name);
            rest = text[..last];
        }

        var spans = rest.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(part => Span.Parse(part, text)).ToArray();
        return spans.Length > 0 ? new ChangeWindow(spans, zone) : throw Unreadable(text, text);
    }

    /// <summary>Whether targets may start at a moment.</summary>
    public bool IsOpen(DateTimeOffset at)
    {
        var wall = TimeZoneInfo.ConvertTime(at, Zone);
        var minute = (wall.Hour * 60) + wall.Minute;
        return Array.Exists(spans, span => span.Holds(wall.DayOfWeek, minute));
    }

    /// <summary>The moment itself where the window is open, else the next one at which it opens; null where it never does within a
    /// year.</summary>
    public DateTimeOffset? NextOpen(DateTimeOffset from)
    {
        if (IsOpen(from))
        {
            return from;
        }

        var today = TimeZoneInfo.ConvertTime(from, Zone).Date;
        // A window that a change of the clock leaves out this week comes the next one.
        for (var day = -1; day < 366; day++)
        {
            var next = spans.Where(span => span.Begins(today.AddDays(day).DayOfWeek))
                .SelectMany(span => Moments(today.AddDays(day).AddMinutes(span.Start)))
                .Where(moment => moment > from && IsOpen(moment))
                .Order().Cast<DateTimeOffset?>().FirstOrDefault();
            if (next is not null)
            {
                return next;
            }
        }

        return null;
    }

    /// <summary>The form that <see cref="Parse"/> reads, with the time zone.</summary>
    public override string ToString() => $"{string.Join("; ", spans.Select(span => span.ToString()))} {Zone.Id}";

    /// <inheritdoc/>
    public bool Equals(ChangeWindow? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ChangeWindow);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    /// <summary>The moments at which the wall shows a time: one, two where the clock is put back, the end of the gap where it is left
    /// out.</summary>
    private IEnumerable<DateTimeOffset> Moments(DateTime wall)
    {
        if (Zone.IsAmbiguousTime(wall))
        {
            return Zone.GetAmbiguousTimeOffsets(wall).Select(offset => new DateTimeOffset(wall, offset).ToUniversalTime());
        }

        if (!Zone.IsInvalidTime(wall))
        {
            return [new DateTimeOffset(wall, Zone.GetUtcOffset(wall)).ToUniversalTime()];
        }

        // Gaps are whole minutes and at most some hours long.
        while (Zone.IsInvalidTime(wall))
        {
            wall = wall.AddMinutes(1);
        }

        return [new DateTimeOffset(wall, Zone.GetUtcOffset(wall)).ToUniversalTime()];
    }

    private static NetBatchException Unreadable(string part, string whole) => new(
        ErrorCode.InvalidRule,
        part == whole ? $"The window '{whole}' cannot be read." : $"The window '{whole}' has '{part}', which cannot be read.",
        "Write days and times, and the time zone at the end: Sat 22:00-04:00, or Mon-Fri 01:00-03:00; Sun 00:00-24:00 Europe/Berlin.");

    private sealed record Span(string Named, DayOfWeek[] On, int Start, int End)
    {
        public static Span Parse(string part, string whole)
        {
            var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var times = words.Length is 1 or 2 ? words[^1].Split('-') : [];
            if (times.Length != 2 || !Time(times[0], out var start) || !Time(times[1], out var end) || start == end || start == Day)
            {
                throw Unreadable(part, whole);
            }

            var days = words.Length == 1 ? Enum.GetValues<DayOfWeek>()
                : [.. words[0].Split(',').SelectMany(word => DaysOf(word, part, whole)).Distinct()];
            return new Span(words.Length == 1 ? "" : words[0], days, start, end);
        }

        public bool Begins(DayOfWeek day) => On.Contains(day);

        public bool Holds(DayOfWeek day, int minute) => End > Start
            ? Begins(day) && minute >= Start && minute < End
            : (Begins(day) && minute >= Start) || (Begins((DayOfWeek)(((int)day + 6) % 7)) && minute < End);

        public override string ToString() => $"{(Named.Length > 0 ? Named + " " : "")}{Wall(Start)}-{Wall(End)}";

        private static string Wall(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");

        private static bool Time(string text, out int minute)
        {
            var parts = text.Split(':');
            minute = 0;
            if (parts.Length != 2 || parts[1].Length != 2
                || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
                || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes))
            {
                return false;
            }

            minute = (hours * 60) + minutes;
            return minutes < 60 && minute <= Day;
        }

        private static IEnumerable<DayOfWeek> DaysOf(string word, string part, string whole)
        {
            var ends = word.Split('-').Select(name => Array.FindIndex(Days, day => name.StartsWith(day, StringComparison.OrdinalIgnoreCase)
                && Enum.GetNames<DayOfWeek>().Any(full => full.StartsWith(name, StringComparison.OrdinalIgnoreCase)))).ToArray();
            if (ends.Length > 2 || ends.Contains(-1))
            {
                throw Unreadable(part, whole);
            }

            var first = ends[0];
            return Enumerable.Range(0, ((ends[^1] - first + 7) % 7) + 1).Select(step => (DayOfWeek)((first + step) % 7));
        }
    }
}

/// <summary>Time zones by their names.</summary>
public static class Zones
{
    /// <summary>The time zone of a name of the IANA database, such as <c>Europe/Berlin</c> or <c>UTC</c>.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidRule"/>: this machine knows none.</exception>
    public static TimeZoneInfo Find(string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : throw new NetBatchException(ErrorCode.InvalidRule, $"This machine knows no time zone '{name}'.",
                "Write a name such as Europe/Berlin or UTC.");
}

internal sealed class ChangeWindowJson : JsonConverter<ChangeWindow>
{
    public override ChangeWindow Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ChangeWindow.Parse(reader.GetString() ?? "", TimeZoneInfo.Local);

    public override void Write(Utf8JsonWriter writer, ChangeWindow value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
