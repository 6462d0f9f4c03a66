using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NetBatch;

/// <summary>
/// How many failures the breaker lets pass. A count is counted over the whole job; a percentage is
/// of the planned size of the batch it is counted in, rounded up, at least 1.
/// </summary>
[JsonConverter(typeof(FailureLimitJson))]
public readonly record struct FailureLimit(int Value, bool IsPercent)
{
    /// <summary>Reads a count (1 to 1,000,000) or a percentage (1% to 100%).</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidRule"/>: it is neither.</exception>
    public static FailureLimit Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var percent = text.EndsWith('%');
        var digits = percent ? text[..^1] : text;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value >= 1 && value <= (percent ? 100 : 1_000_000)
                ? new FailureLimit(value, percent)
                : throw new NetBatchException(
                    ErrorCode.InvalidRule,
                    $"'{text}' is not a number of failures.",
                    "Write a count of at least 1, such as 3, or a percentage of the batch, such as 20%.");
    }

    /// <summary>The number of failures at which the breaker trips.</summary>
    /// <param name="batchSize">The batch's planned size; a count does not depend on it.</param>
    public int TripsAt(int batchSize) =>
        IsPercent ? Math.Max(1, (int)((((long)batchSize * Value) + 99) / 100)) : Value;

    /// <summary>The form that <see cref="Parse"/> reads.</summary>
    public override string ToString() => IsPercent ? $"{Value}%" : Value.ToString(CultureInfo.InvariantCulture);
}

internal sealed class FailureLimitJson : JsonConverter<FailureLimit>
{
    public override FailureLimit Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        FailureLimit.Parse(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, FailureLimit value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
