using System.Buffers;

namespace NetBatch.Archive;

/// <summary>Keeps a command's output byte for byte. Shows of configurations have no rows.</summary>
internal sealed class KeptOutput : IStepRecorder
{
    /// <summary>No configuration is so long; a device that does not end must not fill the memory.</summary>
    private const int MostBytes = 64 << 20;

    private readonly ArrayBufferWriter<byte> bytes = new();

    public byte[] Bytes => bytes.WrittenSpan.ToArray();

    public ValueTask WriteAsync(ReadOnlyMemory<byte> output, CancellationToken cancellationToken)
    {
        if (bytes.WrittenCount + output.Length > MostBytes)
        {
            throw new NetBatchException(ErrorCode.CutOff, $"It shows more than {MostBytes >> 20} MiB, which is no configuration.", "Look at what the device prints.");
        }

        bytes.Write(output.Span);
        return default;
    }

    public ValueTask BeginRowsAsync(RowSet set, CancellationToken cancellationToken) => throw new InvalidOperationException("A config has no rows.");

    public ValueTask WriteRowAsync(ReadOnlyMemory<object?> values, CancellationToken cancellationToken) => throw new InvalidOperationException("A config has no rows.");

    public ValueTask FailRowsAsync(string reason, CancellationToken cancellationToken) => throw new InvalidOperationException("A config has no rows.");

    public ValueTask EndAsync(RunError? error, int? exitStatus, CancellationToken cancellationToken) => default;
}
