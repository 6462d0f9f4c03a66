using System.Globalization;
using System.Numerics;
using System.Text;

namespace NetBatch.Data.Comparing;

/// <summary>How two values are to each other.</summary>
internal enum Likeness
{
    Same,
    Different,
    /// <summary>Values of two kinds that nothing says how to hold against each other.</summary>
    NotComparable,
}

/// <summary>
/// Holds values of two databases against each other. A value of one kind is the same as one of another only where each could
/// be made of the other without loss; what cannot be decided is told as not comparable and never as the same.
/// </summary>
internal static class CellComparer
{
    /// <summary>Whether two values are the same.</summary>
    /// <param name="one">A value.</param>
    /// <param name="other">Another.</param>
    /// <param name="percent">What floating numbers may differ, in percent of the greater one's size.</param>
    /// <param name="exactToo">Whether exact numbers may differ as much.</param>
    /// <param name="zone">The zone of times that have none; null: UTC.</param>
    public static Likeness Compare(in Cell one, in Cell other, double percent = 0, bool exactToo = false, TimeZoneInfo? zone = null)
    {
        if (one.Kind == other.Kind)
        {
            return one.Equals(other) || (percent > 0 && Near(one, other, percent, exactToo)) ? Likeness.Same : Likeness.Different;
        }

        if (one.IsNull || other.IsNull)
        {
            return Likeness.Different;
        }

        if (percent > 0 && Near(one, other, percent, exactToo))
        {
            return Likeness.Same;
        }

        return one.Kind < other.Kind ? Mixed(one, other, zone) : Mixed(other, one, zone);
    }

    private static Likeness Mixed(in Cell one, in Cell other, TimeZoneInfo? zone) => (one.Kind, other.Kind) switch
    {
        (CellKind.Switch, CellKind.Number) => Of(other.IsLong && other.AsLong == (one.AsSwitch ? 1 : 0)),
        (CellKind.Switch, CellKind.Single or CellKind.Real) => Of(other.AsReal == (one.AsSwitch ? 1 : 0)),
        (CellKind.Number, CellKind.Single or CellKind.Real) => Of(IsSame(one, other)),
        // The double that a single is, or the one that its shortest text is read as.
        (CellKind.Single, CellKind.Real) => Of(one.AsReal.Equals(other.AsReal) || Shortest(one) == other.AsReal),
        (CellKind.Date, CellKind.Instant) when zone is not null => Mixed(one, ZonedTime.Local(other, zone), null),
        (CellKind.Date, CellKind.Local or CellKind.Instant) => Of(one.Days == other.Days && other.Nanoseconds == 0),
        (CellKind.Local, CellKind.Instant) when ZonedTime.Local(other, zone) is var at =>
            Of(one.Days == at.Days && one.Nanoseconds == at.Nanoseconds),
        (_, CellKind.Text) => Of(Reads(other.AsText, one, zone)),
        (CellKind.Text, CellKind.Json) => Of(JsonForm.TryRead(one.AsText, out var json) && json.Equals(other)),
        (CellKind.Text, CellKind.Opaque) => Of(string.Equals(one.AsText, other.AsText, StringComparison.Ordinal)),
        (CellKind.Text, CellKind.BrokenText) => Likeness.Different,
        (CellKind.Text, CellKind.Bytes) => Of(IsOf(one.AsText, other.AsBytes)),
        (CellKind.BrokenText, CellKind.Bytes) => Of(one.AsBytes.AsSpan().SequenceEqual(other.AsBytes)),
        (CellKind.Uuid, CellKind.Bytes) => Of(other.AsBytes.Length == 16 && new Guid(other.AsBytes, bigEndian: true) == one.AsUuid),
        _ => Likeness.NotComparable,
    };

    private static bool Reads(string text, in Cell value, TimeZoneInfo? zone) =>
        value.Kind is CellKind.Single or CellKind.Real ? Writes(text, value)
        : CellText.TryRead(text, value.Kind, out var read) && Compare(read, value, zone: zone) == Likeness.Same;

    // A text may have more digits than a floating number keeps: it must be one of the number's own writings.
    private static bool Writes(string text, in Cell real)
    {
        if (CellText.TryRead(text, CellKind.Number, out var number))
        {
            return IsSame(number, real)
                || (ExactText.TryRead(real.AsReal.ToString(real.Kind == CellKind.Single ? "G9" : "G17", CultureInfo.InvariantCulture),
                    out var longest) && longest.Equals(number));
        }

        return text == "-0" ? real.AsReal == 0
            : CellText.TryRead(text, CellKind.Real, out var word) && !double.IsFinite(word.AsReal) && word.AsReal.Equals(real.AsReal);
    }

    // The shortest writing of a floating number, or the whole number that it is: 2^60 is written 1.152921504606847E+18.
    private static bool IsSame(in Cell number, in Cell real)
    {
        var isFinite = real.Kind == CellKind.Single ? ExactText.TryOf((float)real.AsReal, out var shortest)
            : ExactText.TryOf(real.AsReal, out shortest);
        return isFinite && (shortest.Equals(number)
            || (number.Scale == 0 && double.IsInteger(real.AsReal) && new BigInteger(real.AsReal) == number.Unscaled));
    }

    // The text's own bytes, or the bytes that it writes in hexadecimal.
    private static bool IsOf(string text, byte[] bytes) =>
        Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(bytes)
        || (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) || text.StartsWith("\\x", StringComparison.Ordinal) ? text[2..]
            : text)
            .Equals(Convert.ToHexString(bytes), StringComparison.OrdinalIgnoreCase);

    private static double Shortest(in Cell single) =>
        double.Parse(((float)single.AsReal).ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static bool Near(in Cell one, in Cell other, double percent, bool exactToo)
    {
        if ((!exactToo && one.Kind is not (CellKind.Single or CellKind.Real) && other.Kind is not (CellKind.Single or CellKind.Real))
            || Number(one) is not { } a || Number(other) is not { } b)
        {
            return false;
        }

        return Math.Abs(a - b) <= Math.Max(Math.Abs(a), Math.Abs(b)) * percent / 100;
    }

    /// <summary>A number of any kind as a floating one, for allowances; null: it is no finite number.</summary>
    public static double? Number(in Cell value) => value.Kind switch
    {
        CellKind.Number when value.IsLong => value.AsLong,
        CellKind.Number => double.Parse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture),
        CellKind.Single or CellKind.Real when double.IsFinite(value.AsReal) => value.AsReal,
        _ => null,
    };

    private static Likeness Of(bool same) => same ? Likeness.Same : Likeness.Different;
}
