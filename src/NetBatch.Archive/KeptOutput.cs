using System.Buffers;

namespace NetBatch.Archive;

/// <summary>Keeps a command's output byte for byte. Shows of configurations have no rows.</summary>
internal sealed class KeptOutput : IStepRecorder
{
    private readonly ArrayBufferWriter<byte> bytes = new();

    public byte[] Bytes => bytes.WrittenSpan.ToArray();

    public ValueTask WriteAsync(ReadOnlyMemory<byte> output, CancellationToken cancellationToken)
    {
        bytes.Write(output.Span);
        return default;
    }

    public ValueTask BeginRowsAsync(RowSet set, CancellationToken cancellationToken) => throw new InvalidOperationException("A config has no rows.");

    public ValueTask WriteRowAsync(ReadOnlyMemory<object?> values, CancellationToken cancellationToken) => throw new InvalidOperationException("A config has no rows.");

    public ValueTask FailRowsAsync(string reason, CancellationToken cancellationToken) => throw new InvalidOperationException("A config has no rows.");

    public ValueTask EndAsync(RunError? error, int? exitStatus, CancellationToken cancellationToken) => default;
}
