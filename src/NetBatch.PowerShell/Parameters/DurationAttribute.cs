using System.Globalization;
using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Takes durations as people write them: a number is seconds, <c>500ms</c>, <c>90s</c>, <c>15m</c>, <c>2h</c>, <c>30d</c>,
/// <c>4w</c>, or hours:minutes:seconds.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class DurationAttribute : ArgumentTransformationAttribute
{
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

    private static TimeSpan Read(string text) => DurationText.Read(text) ?? throw Refused(text);

    private static TimeSpan Seconds(double seconds, string text) => DurationText.OfSeconds(seconds) ?? throw Refused(text);

    private static ArgumentTransformationMetadataException Refused(string text) =>
        new($"'{text}' is no duration. Write {DurationText.Forms}.");
}
