using System.IO.Pipelines;

namespace NetBatch.Ssh.Transport;

/// <summary>Joins the two output streams of a channel without a terminal into one, piece by piece as they come.</summary>
internal sealed class ExecOutput : IDisposable
{
    private readonly Pipe pipe = new(new PipeOptions(useSynchronizationContext: false));
    private readonly SemaphoreSlim turn = new(1, 1);

    private volatile bool abandoned;

    public PipeReader Reader => pipe.Reader;

    /// <summary>From now on nothing waits for the reader any more; what comes is dropped.</summary>
    public void Abandon()
    {
        abandoned = true;
        pipe.Writer.CancelPendingFlush();
    }

    /// <summary>Passes a piece on; waits while the reader is behind.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> piece)
    {
        await turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (!abandoned)
            {
                await pipe.Writer.WriteAsync(piece, CancellationToken.None).ConfigureAwait(false);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Reads standard output to its end, then ends the joined output when the other stream has ended too.</summary>
    public async Task FollowAsync(Stream stream, Task other)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer, CancellationToken.None).ConfigureAwait(false)) > 0;)
            {
                await WriteAsync(buffer.AsMemory(0, read)).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The channel was disposed of.
        }

        await other.ConfigureAwait(false);
        await pipe.Writer.CompleteAsync().ConfigureAwait(false);
    }

    public void Dispose() => turn.Dispose();
}
