using System.Globalization;
using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Takes durations as people write them: a number is seconds, <c>500ms</c>, <c>90s</c>, <c>15m</c>, <c>2h</c>, <c>30d</c>,
/// <c>4w</c>, or hours:minutes:seconds.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class DurationAttribute : ArgumentTransformationAttribute
{
    /// <summary>About a hundred years, in seconds.</summary>
    private const double Most = 3.2e9;

    private static readonly (string Suffix, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86_400),
        ("w", 604_800)];

    /// <summary>Whether a number alone is refused: where seconds would be a surprise.</summary>
    public bool NeedsUnit { get; set; }

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        // PowerShell reads 90s and 30d as numbers with a suffix of type; the object around them still knows what was typed.
        var value = inputData is PSObject wrapped ? wrapped.BaseObject is TimeSpan ? wrapped.BaseObject : wrapped.ToString() : inputData;
        return value switch
        {
            TimeSpan span => span,
            _ when NeedsUnit && double.TryParse($"{value}", NumberStyles.Float, CultureInfo.InvariantCulture, out _) =>
                throw new ArgumentTransformationMetadataException($"'{value}' needs a unit: 12h, 30d, 4w."),
            // PowerShell's own conversion would take a whole number as ticks of 100 ns.
            string text => Read(text.Trim()),
            IConvertible number and not string => Seconds(number.ToDouble(CultureInfo.InvariantCulture), $"{number}"),
            _ => throw Refused($"{value}"),
        };
    }

    /// <summary>A number with a unit, as in <c>12h</c>; null where it is none.</summary>
    internal static TimeSpan? WithUnit(string text) =>
        Units.FirstOrDefault(one => text.EndsWith(one.Suffix, StringComparison.OrdinalIgnoreCase)) is { Suffix.Length: > 0 } unit
            ? Number(text[..^unit.Suffix.Length], unit.Seconds)
            : null;

    private static TimeSpan Read(string text) =>
        (text.Contains(':', StringComparison.Ordinal)
            ? TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) ? span : null
            : WithUnit(text) ?? Number(text, 1)) ?? throw Refused(text);

    private static TimeSpan? Number(string text, double unit) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number * unit <= Most
            ? TimeSpan.FromSeconds(number * unit)
            : null;

    private static TimeSpan Seconds(double seconds, string text) =>
        seconds is >= 0 and <= Most ? TimeSpan.FromSeconds(seconds) : throw Refused(text);

    private static ArgumentTransformationMetadataException Refused(string text) =>
        new($"'{text}' is no duration. Write seconds (30), a number with a unit (500ms, 90s, 15m, 2h, 30d), or 00:01:30.");
}
