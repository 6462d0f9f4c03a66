using System.Buffers.Binary;
using System.Net.Sockets;
using System.Threading.Channels;
using NetBatch.Lab.Cli;

namespace NetBatch.Lab.Server;

/// <summary>Brings a session's bytes to its state machine and performs what that decides.</summary>
internal sealed class SessionRelay(Socket socket, SimDevice device, DeviceConnection connection, CliSession session, bool terminal,
    CancellationToken ending)
{
    private const int FrameSize = 32768;
    private readonly byte[] frame = new byte[FrameSize + 5];
    private readonly CancellationTokenSource gone = CancellationTokenSource.CreateLinkedTokenSource(ending);

    // Input is read while an action is in hand, so that a client that has gone ends even a long delay.
    private readonly Channel<byte[]> input = Channel.CreateBounded<byte[]>(256);

    public async Task RunAsync()
    {
        var reading = ReadAsync();
        try
        {
            if (!await StepAsync(session.Start).ConfigureAwait(false))
            {
                return;
            }

            await foreach (var bytes in input.Reader.ReadAllAsync(gone.Token).ConfigureAwait(false))
            {
                if (!await StepAsync(() => session.Feed(bytes)).ConfigureAwait(false))
                {
                    return;
                }
            }

            await StepAsync(session.EndInput).ConfigureAwait(false);
        }
        finally
        {
            await gone.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(false);
            gone.Dispose();
            lock (device.Gate)
            {
                session.Closed();
            }
        }
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[4096];
        try
        {
            int count;
            while ((count = await socket.ReceiveAsync(buffer, gone.Token).ConfigureAwait(false)) > 0)
            {
                await input.Writer.WriteAsync(buffer.AsSpan(0, count).ToArray(), gone.Token).ConfigureAwait(false);
            }

            if (terminal)
            {
                // A terminal that ends has been hung up. An exec channel may close its input early and still want its answer.
                await gone.CancelAsync().ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            if (exception is SocketException)
            {
                await gone.CancelAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            input.Writer.TryComplete();
        }
    }

    /// <summary>Lets the state machine work and performs its actions; false: the session is over.</summary>
    private async Task<bool> StepAsync(Action work)
    {
        List<SimAction> actions;
        lock (device.Gate)
        {
            work();
            actions = [.. session.Drain()];
        }

        foreach (var action in actions)
        {
            switch (action.Kind)
            {
                case SimActionKind.Write:
                    await SendAsync(0, action.Bytes).ConfigureAwait(false);
                    break;
                case SimActionKind.WriteError:
                    await SendAsync(1, action.Bytes).ConfigureAwait(false);
                    break;
                case SimActionKind.Delay:
                    await Task.Delay(action.Delay, device.Spec.Time, gone.Token).ConfigureAwait(false);
                    break;
                case SimActionKind.Hang:
                    await Task.Delay(Timeout.Infinite, gone.Token).ConfigureAwait(false);
                    return false;
                case SimActionKind.Cut:
                    // What was written before is on its way through sshd: a cut at once would lose it, and the fault is a cut in the
                    // middle.
                    await Task.Delay(TimeSpan.FromMilliseconds(50), gone.Token).ConfigureAwait(false);
                    connection.Cut();
                    return false;
                case SimActionKind.Exit:
                    await SendAsync(2, new[] { (byte)action.Status }).ConfigureAwait(false);
                    return false;
            }
        }

        return true;
    }

    private async Task SendAsync(byte kind, ReadOnlyMemory<byte> bytes)
    {
        if (kind != 2 && device.Strikes(LabFaultKind.Drip, out var drip))
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                await FrameAsync(kind, bytes.Slice(i, 1)).ConfigureAwait(false);
                await Task.Delay(drip.Duration, device.Spec.Time, gone.Token).ConfigureAwait(false);
            }

            return;
        }

        for (var start = 0; start < bytes.Length; start += FrameSize)
        {
            await FrameAsync(kind, bytes.Slice(start, Math.Min(FrameSize, bytes.Length - start))).ConfigureAwait(false);
        }
    }

    private async Task FrameAsync(byte kind, ReadOnlyMemory<byte> bytes)
    {
        frame[0] = kind;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), bytes.Length);
        bytes.CopyTo(frame.AsMemory(5));
        for (var sent = 0; sent < bytes.Length + 5;)
        {
            sent += await socket.SendAsync(frame.AsMemory(sent, bytes.Length + 5 - sent), gone.Token).ConfigureAwait(false);
        }
    }
}
