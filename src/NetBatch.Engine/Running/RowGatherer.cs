using System.Buffers;

namespace NetBatch;

/// <summary>Gathers rows into pieces.</summary>
internal sealed class RowGatherer(RowSet set)
{
    private readonly ArrayBufferWriter<byte> pending = new();
    private int count;

    /// <summary>Bytes that are gathered and not taken.</summary>
    public int Length => pending.WrittenCount;

    /// <summary>Rows in all.</summary>
    public long Total { get; private set; }

    public void Add(ReadOnlySpan<object?> values)
    {
        RowCodec.Write(pending, set, values);
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
