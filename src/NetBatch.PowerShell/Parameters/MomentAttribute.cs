using System.Globalization;
using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Takes points in time as people write them: dates, times, or an age that counts back from now, as in <c>30m</c>, <c>12h</c>,
/// <c>7d</c>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class MomentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        // PowerShell reads 7d as a number with a suffix of type; the object around it still knows what was typed.
        var value = inputData is PSObject wrapped
            ? wrapped.BaseObject is string or ValueType and not (DateTime or DateTimeOffset or TimeSpan) ? wrapped.ToString()
                : wrapped.BaseObject : inputData;
        return value switch
        {
            null or DateTime or DateTimeOffset => value!,
            TimeSpan age => TimeProvider.System.GetLocalNow() - age,
            _ when DurationText.WithUnit($"{value}".Trim()) is { } age => TimeProvider.System.GetLocalNow() - age,
            _ when DateTimeOffset.TryParse($"{value}", CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time) => time,
            _ => throw new ArgumentTransformationMetadataException(
                $"'{value}' is no time. Write a date (2026-11-01), a time (2026-11-01T08:00), an age (30m, 12h, 7d, 4w), or give "
                    + $"(Get-Date).AddDays(-1)."),
        };
    }
}
