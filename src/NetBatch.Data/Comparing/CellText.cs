using System.Globalization;

namespace NetBatch.Data.Comparing;

/// <summary>Reads texts as values of other kinds, only where nothing of the text is lost by it.</summary>
internal static class CellText
{
    /// <summary>The value that a text says; false: it says none of that kind.</summary>
    public static bool TryRead(string text, CellKind kind, out Cell value)
    {
        value = default;
        switch (kind)
        {
            case CellKind.Switch:
                return TrySwitch(text, out value);
            case CellKind.Number:
                return IsPlain(text) && ExactText.TryRead(text, out value);
            case CellKind.Single or CellKind.Real:
                return TryReal(text, out value);
            case CellKind.Date or CellKind.Local or CellKind.Instant:
                return IsoTime.TryRead(text, out value);
            case CellKind.Clock or CellKind.ClockZone:
                return IsoTime.TryReadClock(text, out value);
            case CellKind.Uuid:
                var isUuid = Guid.TryParseExact(text, "D", out var uuid) || Guid.TryParseExact(text, "N", out uuid)
                    || Guid.TryParseExact(text, "B", out uuid);
                value = Cell.Uuid(uuid);
                return isUuid;
            case CellKind.Json:
                return JsonForm.TryRead(text, out value);
            default:
                return false;
        }
    }

    private static bool TrySwitch(string text, out Cell value)
    {
        // The words that PostgreSQL takes (postgresql.org/docs/current/datatype-boolean.html).
        bool? read = text.ToUpperInvariant() switch
        {
            "TRUE" or "T" or "YES" or "Y" or "ON" or "1" => true,
            "FALSE" or "F" or "NO" or "N" or "OFF" or "0" => false,
            _ => null,
        };
        value = Cell.Switch(read == true);
        return read is not null;
    }

    private static bool TryReal(string text, out Cell value)
    {
        double? read = text.ToUpperInvariant() switch
        {
            "NAN" => double.NaN,
            "INFINITY" or "INF" or "+INF" => double.PositiveInfinity,
            "-INFINITY" or "-INF" => double.NegativeInfinity,
            _ => double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null,
        };
        value = Cell.Real(read ?? 0);
        return read is not null;
    }

    // The zeros of 007 and the sign of +7 would be lost.
    private static bool IsPlain(string text)
    {
        var digits = text.AsSpan(text.StartsWith('-') ? 1 : 0);
        return digits.Length > 0 && char.IsAsciiDigit(digits[0]) && (digits[0] != '0' || digits.Length == 1 || digits[1] == '.')
            && text != "-0";
    }
}
