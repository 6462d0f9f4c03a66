using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Files;

/// <summary>Requests and answers of an SFTP server over a channel; many may be under way.</summary>
internal sealed class SftpConnection : IAsyncDisposable
{
    /// <summary>What a server may send at once: its data and little more (OpenSSH: 256 KiB).</summary>
    private const int MostPacket = 1 << 20;

    private readonly ISshChannel channel;
    private readonly TimeProvider time;
    private readonly TimeSpan silence;
    private readonly ConcurrentDictionary<uint, TaskCompletionSource<SftpPacket>> waiting = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Task reading;
    private readonly TaskCompletionSource<SftpPacket> greeting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private uint lastId;

    private SftpConnection(ISshChannel channel, TimeProvider time, TimeSpan silence)
    {
        (this.channel, this.time, this.silence) = (channel, time, silence);
        reading = ReadAsync();
    }

    /// <summary>The extensions that the server has, with their versions.</summary>
    public IReadOnlyDictionary<string, string> Extensions { get; private set; } = new Dictionary<string, string>();

    /// <summary>Greets the server; the channel is this connection's then.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.TransferFailed"/>: there is no SFTP server at its end.</exception>
    public static async Task<SftpConnection> OpenAsync(ISshChannel channel, TimeProvider time, TimeSpan silence,
        CancellationToken cancellationToken)
    {
        var connection = new SftpConnection(channel, time, silence);
        try
        {
            await connection.SendAsync(new SftpPacket().Begin(SftpPacket.Init, 3), cancellationToken).ConfigureAwait(false);
            var hello = await connection.AnswerAsync(connection.greeting.Task, cancellationToken).ConfigureAwait(false);
            hello.SkipType();
            _ = hello.TakeUInt32();
            Dictionary<string, string> extensions = new(StringComparer.Ordinal);
            while (hello.HasMore)
            {
                extensions[hello.TakeText()] = hello.TakeText();
            }

            connection.Extensions = extensions;
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Sends a request when it is its turn; the task that it gives ends with the answer.</summary>
    /// <param name="type">What is asked for.</param>
    /// <param name="fill">Writes what it takes.</param>
    /// <param name="cancellationToken">Cuts.</param>
    /// <param name="used">A packet to write into, where many of one size follow each other; or null.</param>
    public async Task<Task<SftpPacket>> SendAsync(byte type, Action<SftpPacket> fill, CancellationToken cancellationToken,
        SftpPacket? used = null)
    {
        var id = Interlocked.Increment(ref lastId);
        var packet = (used ?? new SftpPacket()).Begin(type, id);
        fill(packet);
        var answer = new TaskCompletionSource<SftpPacket>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[id] = answer;
        if (reading.IsCompleted)
        {
            throw Gone(null);
        }

        await SendAsync(packet, cancellationToken).ConfigureAwait(false);
        return answer.Task;
    }

    /// <summary>Sends a request and waits for the answer.</summary>
    public async Task<SftpPacket> AskAsync(byte type, Action<SftpPacket> fill, CancellationToken cancellationToken) =>
        await AnswerAsync(await SendAsync(type, fill, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>Waits for an answer, as long as the server may be silent.</summary>
    public async Task<SftpPacket> AnswerAsync(Task<SftpPacket> answer, CancellationToken cancellationToken)
    {
        try
        {
            return await answer.WaitAsync(silence, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new NetBatchException(ErrorCode.SessionClosed,
                $"The device's file server said nothing for {silence.TotalSeconds:0.#} s.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync().ConfigureAwait(false);
        await reading.ConfigureAwait(false);
        turn.Dispose();
    }

    private async Task SendAsync(SftpPacket packet, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await channel.Input.WriteAsync(packet.Bytes(), cancellationToken).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            throw Gone(error);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task ReadAsync()
    {
        Exception why = Gone(null);
        try
        {
            while (await PacketAsync().ConfigureAwait(false) is { } packet)
            {
                if (packet.Type == SftpPacket.Version)
                {
                    greeting.TrySetResult(packet);
                }
                else if (waiting.TryRemove(packet.TakeId(), out var answer))
                {
                    answer.TrySetResult(packet);
                }
            }
        }
        catch (Exception error) when (error is IOException or NetBatchException or InvalidOperationException)
        {
            why = error is NetBatchException ? error : Gone(error);
        }

        greeting.TrySetException(why);
        foreach (var answer in waiting.Values)
        {
            answer.TrySetException(why);
            _ = answer.Task.Exception; // Nobody may wait for it any more.
        }

        _ = greeting.Task.Exception;
    }

    private async Task<SftpPacket?> PacketAsync()
    {
        var head = await TakeAsync(4).ConfigureAwait(false);
        if (head is null)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(head);
        if (length is 0 or > MostPacket)
        {
            throw new NetBatchException(
                ErrorCode.TransferFailed, "What answers is no SFTP server.",
                "Give another protocol (scp), or switch the device's SFTP server on.");
        }

        return await TakeAsync((int)length).ConfigureAwait(false) is { } body ? new SftpPacket(body) : null;
    }

    private async Task<byte[]?> TakeAsync(int count)
    {
        var result = await channel.Output.ReadAtLeastAsync(count, CancellationToken.None).ConfigureAwait(false);
        if (result.Buffer.Length < count)
        {
            channel.Output.AdvanceTo(result.Buffer.End);
            return null;
        }

        var piece = result.Buffer.Slice(0, count);
        var bytes = piece.ToArray();
        channel.Output.AdvanceTo(piece.End);
        return bytes;
    }

    private static NetBatchException Gone(Exception? inner) =>
        new(ErrorCode.SessionClosed, "The connection of the file transfer ended.", null, inner);
}
