using System.Buffers;
using System.IO.Pipelines;

namespace NetBatch.Ssh.Transport;

/// <summary>What is written here goes to the device at once, after the request's guard has been asked. What was refused is never sent
/// later.</summary>
/// <param name="beforeSend">Asked right before bytes go out.</param>
/// <param name="send">Sends them; throws <see cref="IOException"/> where it cannot.</param>
/// <param name="end">Tells the other side that no more comes; never throws.</param>
internal sealed class GuardedInput(Func<CancellationToken, ValueTask>? beforeSend,
    Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> send, Action end) : PipeWriter
{
    private readonly ArrayBufferWriter<byte> pending = new();

    public override void Advance(int bytes) => pending.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => pending.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => pending.GetSpan(sizeHint);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        var bytes = pending.WrittenSpan.ToArray();
        pending.ResetWrittenCount();
        return GoAsync(bytes, cancellationToken);
    }

    /// <summary>Sends a whole text; where nothing was written before it, as it is: a file's pieces are not copied here.</summary>
    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        if (pending.WrittenCount > 0)
        {
            pending.Write(source.Span);
            return FlushAsync(cancellationToken);
        }

        return GoAsync(source, cancellationToken);
    }

    public override void CancelPendingFlush()
    {
    }

    public override void Complete(Exception? exception = null)
    {
        pending.ResetWrittenCount();
        end();
    }

    private async ValueTask<FlushResult> GoAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (bytes.Length > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (beforeSend is not null)
            {
                await beforeSend(cancellationToken).ConfigureAwait(false);
            }

            await send(bytes, cancellationToken).ConfigureAwait(false);
        }

        return new FlushResult(isCanceled: false, isCompleted: false);
    }
}
