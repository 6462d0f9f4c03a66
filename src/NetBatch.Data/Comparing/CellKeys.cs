using NetBatch.Data.Metadata;

namespace NetBatch.Data.Comparing;

/// <summary>Keys of rows: in one form on both sides, and in one order.</summary>
internal static class CellKeys
{
    /// <summary>The form in which the keys of two columns are held against each other.</summary>
    /// <param name="one">What one's values are.</param>
    /// <param name="other">What the other's are.</param>
    /// <param name="zone">The zone of times that have none; null: UTC.</param>
    public static KeyForm FormOf(ValueSort one, ValueSort other, TimeZoneInfo? zone = null) =>
        new(KindOf(CellShape.KindOf(one), CellShape.KindOf(other)), one == ValueSort.PaddedText || other == ValueSort.PaddedText,
            one == ValueSort.Instant && other == ValueSort.Instant ? null : zone);

    private static CellKind KindOf(CellKind? one, CellKind? other) => (one, other) switch
    {
        (CellKind.Date or CellKind.Local or CellKind.Instant, CellKind.Date or CellKind.Local or CellKind.Instant) => CellKind.Local,
        (CellKind.Date or CellKind.Local or CellKind.Instant, CellKind.Text or null)
            or (CellKind.Text or null, CellKind.Date or CellKind.Local or CellKind.Instant) => CellKind.Local,
        (null or CellKind.Text, { } kind) => kind,
        ({ } kind, null or CellKind.Text) => kind,
        ({ } kind, { } same) when kind == same => kind,
        (null, null) => CellKind.Opaque,
        (CellKind.Uuid, _) or (_, CellKind.Uuid) => CellKind.Uuid,
        _ => CellKind.Number,
    };

    /// <summary>A value in the form of its key where it has one; else as it is.</summary>
    public static Cell Of(in Cell value, KeyForm form) => form.IsPadded ? InKind(value, form.Kind, form.Zone).WithoutBlanks
        : InKind(value, form.Kind, form.Zone);

    private static Cell InKind(in Cell value, CellKind form, TimeZoneInfo? zone)
    {
        switch (value.Kind, form)
        {
            case (CellKind.Real, CellKind.Number or CellKind.Real or CellKind.Single) when ExactText.TryOf(value.AsReal, out var real):
                return real;
            case (CellKind.Single, CellKind.Number or CellKind.Real or CellKind.Single)
                when ExactText.TryOf((float)value.AsReal, out var single):
                return single;
            case (CellKind.Switch, CellKind.Number):
                return Cell.Whole(value.AsSwitch ? 1 : 0);
            case (CellKind.Text, CellKind.Local) when IsoTime.TryRead(value.AsText, out var time):
                var shown = ZonedTime.Local(time, zone);
                return Cell.Local(shown.Days, shown.Kind == CellKind.Date ? 0 : shown.Nanoseconds);
            case (CellKind.Date, CellKind.Local):
                return Cell.Local(value.Days, 0);
            case (CellKind.Instant, CellKind.Local):
                var local = ZonedTime.Local(value, zone);
                return Cell.Local(local.Days, local.Nanoseconds);
            case (CellKind.Bytes, CellKind.Uuid) when value.AsBytes.Length == 16:
                return Cell.Uuid(new Guid(value.AsBytes, bigEndian: true));
            case (CellKind.Text, not (CellKind.Text or CellKind.Bytes))
                when CellText.TryRead(value.AsText, form is CellKind.Single or CellKind.Real ? CellKind.Number : form, out var read):
                return read;
            case (CellKind.Opaque, CellKind.Text):
                return Cell.Text(value.AsText);
            default:
                return value;
        }
    }

    /// <summary>The order of keys: by kind, then numbers by value, texts by the bytes of their UTF-8.</summary>
    public static int Compare(ReadOnlySpan<Cell> one, ReadOnlySpan<Cell> other)
    {
        for (var index = 0; index < one.Length; index++)
        {
            var order = Compare(one[index], other[index]);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private static int Compare(in Cell one, in Cell other)
    {
        if (one.Kind != other.Kind)
        {
            return one.Kind.CompareTo(other.Kind);
        }

        switch (one.Kind)
        {
            case CellKind.Null:
                return 0;
            case CellKind.Number:
                return one.IsLong && other.IsLong ? one.AsLong.CompareTo(other.AsLong) : ExactText.Compare(one, other);
            case CellKind.Single or CellKind.Real:
                return one.AsReal.CompareTo(other.AsReal);
            case CellKind.Uuid:
                var first = ((ulong)one.Days).CompareTo((ulong)other.Days);
                return first != 0 ? first : ((ulong)one.OffsetSeconds).CompareTo((ulong)other.OffsetSeconds);
            case CellKind.Text or CellKind.Json or CellKind.Opaque:
                return Utf8Order(one.AsText, other.AsText);
            case CellKind.BrokenText or CellKind.Bytes:
                return one.AsBytes.AsSpan().SequenceCompareTo(other.AsBytes);
            case CellKind.Clock or CellKind.ClockZone:
                var clock = one.Nanoseconds.CompareTo(other.Nanoseconds);
                return clock != 0 ? clock : one.OffsetSeconds.CompareTo(other.OffsetSeconds);
            case CellKind.Switch:
                return one.AsSwitch.CompareTo(other.AsSwitch);
            default:
                var days = one.Days.CompareTo(other.Days);
                return days != 0 ? days : one.Nanoseconds.CompareTo(other.Nanoseconds);
        }
    }

    // Halves of a pair stand for characters above all others, though their numbers are not the greatest of UTF-16.
    private static int Utf8Order(string one, string other)
    {
        var length = Math.Min(one.Length, other.Length);
        var at = one.AsSpan(0, length).CommonPrefixLength(other.AsSpan(0, length));
        if (at == length)
        {
            return one.Length.CompareTo(other.Length);
        }

        var (a, b) = (one[at], other[at]);
        return (char.IsSurrogate(a), char.IsSurrogate(b)) switch
        {
            (true, false) => 1,
            (false, true) => -1,
            _ => a.CompareTo(b),
        };
    }
}

/// <summary>The form in which the keys of two columns are held against each other.</summary>
/// <param name="Kind">What both are made.</param>
/// <param name="IsPadded">Whether blanks at their end mean nothing.</param>
/// <param name="Zone">The zone of times that have none; null: UTC.</param>
internal readonly record struct KeyForm(CellKind Kind, bool IsPadded, TimeZoneInfo? Zone = null);
