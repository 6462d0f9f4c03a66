using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NetBatch;

/// <summary>
/// Where the batch boundaries stand: a list of counts and percentages such as <c>10</c> or <c>1,10%,100%</c>.
/// The last entry repeats; every entry before it makes one canary batch; <c>0</c> is one batch of everything.
/// </summary>
[JsonConverter(typeof(BatchSizeJson))]
public sealed class BatchSize : IEquatable<BatchSize>
{
    private readonly Entry[] entries;

    private BatchSize(Entry[] entries) => this.entries = entries;

    /// <summary>Batches of ten: the default.</summary>
    public static BatchSize Default { get; } = Parse("10");

    /// <summary>How many canary entries there are: all but the last.</summary>
    public int Canaries => entries.Length - 1;

    /// <summary>Reads counts (0 to 1,000,000) and percentages (1% to 100%), separated by commas.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidRule"/>: an entry is neither.</exception>
    public static BatchSize Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        return new BatchSize([.. parts.Select((part, index) => Entry.Parse(part, index == parts.Length - 1))]);
    }

    /// <summary>The size of a batch, at least 1.</summary>
    /// <param name="number">The batch's number, from 1.</param>
    /// <param name="total">How many targets the job has; percentages are of all of them, rounded up.</param>
    public int Of(int number, int total) => entries[Math.Min(number - 1, entries.Length - 1)].Of(total);

    /// <inheritdoc/>
    public bool Equals(BatchSize? other) => other is not null && entries.AsSpan().SequenceEqual(other.entries);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as BatchSize);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The form that <see cref="Parse"/> reads.</summary>
    public override string ToString() => string.Join(',', entries);

    private readonly record struct Entry(int Value, bool Percent)
    {
        public static Entry Parse(string part, bool last)
        {
            var percent = part.EndsWith('%');
            var digits = percent ? part[..^1] : part;
            if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                || (percent && value is < 1 or > 100) || value > 1_000_000)
            {
                throw new NetBatchException(
                    ErrorCode.InvalidRule,
                    $"BatchSize has the entry '{part}', which is neither a count nor a percentage from 1% to 100%.",
                    "Write a list such as 10, or 1,10%,100%; 0 is one batch of everything.");
            }

            return value == 0 && !last
                ? throw new NetBatchException(ErrorCode.InvalidRule, "BatchSize has a 0 before its end.",
                    "0 means everything and may only be the last entry.")
                : new Entry(value, percent);
        }

        public int Of(int total) =>
            Percent ? Math.Max(1, (int)((((long)total * Value) + 99) / 100)) : Value == 0 ? Math.Max(1, total) : Value;

        public override string ToString() => Percent ? $"{Value}%" : Value.ToString(CultureInfo.InvariantCulture);
    }
}

internal sealed class BatchSizeJson : JsonConverter<BatchSize>
{
    public override BatchSize Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        BatchSize.Parse(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, BatchSize value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
