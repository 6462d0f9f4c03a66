using System.Text.Json;

namespace NetBatch.Store;

/// <summary>The row at hand of a reading statement. Columns are numbered from 0.</summary>
internal abstract class Row
{
    public abstract bool IsNull(int column);

    public abstract long Long(int column);

    public abstract string Text(int column);

    /// <summary>Bytes that are the engine's: valid until the next row.</summary>
    public abstract ReadOnlySpan<byte> Blob(int column);

    /// <summary>The value of a stored name.</summary>
    public virtual T Enum<T>(int column)
        where T : struct, Enum => Stored.Value<T>(Text(column));

    /// <summary>A text's characters, without making a string of it, where the buffer holds them.</summary>
    public virtual bool TryText(int column, Span<char> buffer, out ReadOnlySpan<char> text)
    {
        text = Text(column);
        return true;
    }

    public int Int(int column) => (int)Long(column);

    public bool Flag(int column) => Long(column) != 0;

    public byte[] Bytes(int column) => Blob(column).ToArray();

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public DateTimeOffset Time(int column) => new(Long(column), TimeSpan.Zero);

    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    public RunError? Error(int column) =>
        IsNull(column) ? null : JsonSerializer.Deserialize(Text(column), StoredJson.Default.RunError);

    public IReadOnlyList<string> Texts(int column)
    {
        var json = Text(column);
        return json == "[]" ? [] : JsonSerializer.Deserialize(json, StoredJson.Default.IReadOnlyListString) ?? [];
    }

    /// <summary>Nine numbers from a column on.</summary>
    public TargetCounts Counts(int column) => new()
    {
        Pending = Int(column),
        InFlight = Int(column + 1),
        Completed = Int(column + 2),
        Failed = Int(column + 3),
        ConnectionFailed = Int(column + 4),
        Skipped = Int(column + 5),
        Stopped = Int(column + 6),
        Interrupted = Int(column + 7),
        OutcomeUnknown = Int(column + 8),
    };
}
