using System.Buffers;
using System.Text;

namespace NetBatch;

/// <summary>Keeps an output byte for byte for whoever asked, on its way to a step's recorder where it has one. Such an output has no
/// rows.</summary>
/// <param name="most">The most bytes that it may have; null: no limit.</param>
public sealed class KeptOutput(int? most = null) : IStepRecorder
{
    private readonly ArrayBufferWriter<byte> bytes = new();
    private IStepRecorder? next;

    /// <summary>What came.</summary>
    public byte[] Bytes => bytes.WrittenSpan.ToArray();

    /// <summary>The same, read as UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(bytes.WrittenSpan);

    /// <summary>Passes what comes on to a recorder.</summary>
    public KeptOutput Before(IStepRecorder next)
    {
        this.next = next;
        return this;
    }

    /// <inheritdoc/>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.CutOff"/>: more came than it may have.</exception>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> output, CancellationToken cancellationToken)
    {
        if (bytes.WrittenCount + output.Length > most)
        {
            throw new NetBatchException(ErrorCode.CutOff, $"It shows more than {most >> 20} MiB, which is no configuration.",
                "Look at what the device prints.");
        }

        bytes.Write(output.Span);
        return next?.WriteAsync(output, cancellationToken) ?? default;
    }

    /// <inheritdoc/>
    public ValueTask BeginRowsAsync(RowSet set, CancellationToken cancellationToken) => throw NoRows();

    /// <inheritdoc/>
    public ValueTask WriteRowAsync(ReadOnlyMemory<object?> values, CancellationToken cancellationToken) => throw NoRows();

    /// <inheritdoc/>
    public ValueTask FailRowsAsync(string reason, CancellationToken cancellationToken) => throw NoRows();

    /// <inheritdoc/>
    public ValueTask EndAsync(RunError? error = null, int? exitStatus = null, CancellationToken cancellationToken = default) => default;

    private static InvalidOperationException NoRows() => new("An output that is kept as it is has no rows.");
}
