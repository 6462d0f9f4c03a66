using System.Buffers;
using System.Text.Json;

namespace NetBatch;

/// <summary>Gathers rows into pieces.</summary>
internal sealed class RowGatherer
{
    private readonly ArrayBufferWriter<byte> pending = new();
    private readonly RowSet set;
    private readonly Utf8JsonWriter json;
    private int count;

    public RowGatherer(RowSet set)
    {
        this.set = set;
        // Holds nothing that must be given back as long as it writes to memory of ours; one for all rows.
        json = RowCodec.Writer(pending);
    }

    /// <summary>Bytes that are gathered and not taken.</summary>
    public int Length => pending.WrittenCount;

    /// <summary>Rows in all.</summary>
    public long Total { get; private set; }

    public void Add(ReadOnlySpan<object?> values)
    {
        RowCodec.Write(json, pending, set, values);
        count++;
        Total++;
    }

    /// <summary>What was gathered, as a report; begins anew.</summary>
    public StepRows Take(int step)
    {
        var piece = new StepRows(step, set, count, pending.WrittenMemory.ToArray());
        pending.ResetWrittenCount();
        count = 0;
        return piece;
    }
}
