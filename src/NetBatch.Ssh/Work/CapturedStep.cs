using System.Buffers;
using System.Text;

namespace NetBatch.Ssh.Work;

/// <summary>Keeps a command's output for whoever asked, on its way to the step's recorder.</summary>
internal sealed class CapturedStep : IStepRecorder
{
    private readonly ArrayBufferWriter<byte> bytes = new();
    private IStepRecorder? next;

    public string Text => Encoding.UTF8.GetString(bytes.WrittenSpan);

    /// <summary>Passes the output on to a recorder.</summary>
    public CapturedStep Before(IStepRecorder next)
    {
        this.next = next;
        return this;
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> output, CancellationToken cancellationToken)
    {
        bytes.Write(output.Span);
        return next?.WriteAsync(output, cancellationToken) ?? default;
    }

    public ValueTask BeginRowsAsync(RowSet set, CancellationToken cancellationToken) => throw new InvalidOperationException("What is read around a change has no rows.");

    public ValueTask WriteRowAsync(ReadOnlyMemory<object?> values, CancellationToken cancellationToken) => throw new InvalidOperationException("What is read around a change has no rows.");

    public ValueTask FailRowsAsync(string reason, CancellationToken cancellationToken) => throw new InvalidOperationException("What is read around a change has no rows.");

    public ValueTask EndAsync(RunError? error, int? exitStatus, CancellationToken cancellationToken) => default;
}
