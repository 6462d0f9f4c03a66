using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Messages.Connection;

namespace NetBatch.Ssh.Transport;

/// <summary>A shell or a command over a session of the library. What comes is taken from the session's own events, which are listened to
/// before the channel is there.</summary>
internal sealed class SshNetChannel : ISshChannel
{
    private const int MostErrors = 8192;

    private readonly Pipe pipe =
        new(new PipeOptions(pauseWriterThreshold: 1 << 20, resumeWriterThreshold: 1 << 19, useSynchronizationContext: false));
    private readonly TaskCompletionSource<SshEnding> ending = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock writing = new();
    private readonly StringBuilder errors = new();
    private readonly IReadOnlyList<SshNetHop> hops;
    private readonly SshRequest request;
    private readonly SshNetFailure failure;
    private readonly LibraryChannel channel;
    private readonly PeerWatch watch;
    private volatile string? openRefusal;
    private int? status;
    private bool signalled;
    private bool completed;
    private int isDisposed;

    /// <summary>Makes it over the last hop's session; <see cref="Start"/> opens it.</summary>
    public SshNetChannel(IReadOnlyList<SshNetHop> hops, SshRequest request, SshTransportOptions options, SshNetFailure failure,
        long launchedAt)
    {
        this.hops = hops;
        this.request = request;
        this.failure = failure;
        LaunchedAt = launchedAt;
        var session = Session;
        session.ChannelDataReceived += (_, data) => Take(data.Message.Data.AsSpan(data.Message.Offset, data.Message.Size));
        session.ChannelExtendedDataReceived += (_, data) => TakeError(data.Message.Data);
        session.ChannelRequestReceived += (_, asked) => TakeRequest(asked.Message);
        session.ChannelCloseReceived += (_, _) => End(Ordinary());
        session.ErrorOccured += (_, error) => End(Cut(error.Exception.Message));
        session.Disconnected += (_, _) => End(Cut("the server disconnected"));
        // Before the channel is made: its own handler of a refusal lets Open go on, which then asks for the words.
        session.ChannelOpenFailureReceived += (_, refusal) => openRefusal = refusal.Message.Description;
        channel = SshNetInternals.Library.SessionChannel.Make(session);
        Input = new GuardedInput(request.BeforeSend, SendAsync, EndInput);
        watch = new PeerWatch(session, options, request.Time,
            silence => End(Cut($"no answer to keepalives for {silence.TotalSeconds:0.#} s (ServerAliveInterval, ServerAliveCountMax)")));
    }

    public PipeReader Output => pipe.Reader;

    public PipeWriter Input { get; }

    public long LaunchedAt { get; }

    public Task<SshEnding> Ending => ending.Task;

    /// <summary>Called once, when it has been disposed of.</summary>
    public Action? Disposed { get; set; }

    private Session Session => hops[^1].Session;

    /// <summary>Asks for the channel, and for the shell or the command in it. Blocks.</summary>
    /// <exception cref="SshException">It was refused.</exception>
    public bool Start(string terminalType)
    {
        try
        {
            channel.Open();
        }
        catch (SshException) when (openRefusal is not null)
        {
            throw new SshException($"open failed: {openRefusal}");
        }

        // A device that gives no terminal, or refuses the shell, is seen by whoever reads: it gets an ending that says so.
        if (request.Terminal && !channel.RequestTerminal(terminalType))
        {
            End(Refused("a terminal"));
            return true;
        }

        if (request is { Command: not null, BeforeSend: { } ask })
        {
            // On the connector's own thread, so that the command follows with nothing in between.
            ask(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        }

        if (!(request.Subsystem is { } subsystem ? channel.RequestSubsystem(subsystem)
            : request.Command is { } line ? channel.RequestExec(line) : channel.RequestShell()))
        {
            End(Refused(request.Subsystem is { } none ? $"the subsystem {none}" : request.Command is null ? "a shell" : "the command"));
            return true;
        }

        watch.Begin();
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 0)
        {
            ending.TrySetResult(new SshEnding(null, null));
            pipe.Writer.CancelPendingFlush();
            Close();
            Complete();
            Disposed?.Invoke();
        }

        await Ending.ConfigureAwait(false);
    }

    private void Take(ReadOnlySpan<byte> data)
    {
        watch.Heard();
        lock (writing)
        {
            if (completed || Volatile.Read(ref isDisposed) != 0)
            {
                return;
            }

            pipe.Writer.Write(data);
            var flush = pipe.Writer.FlushAsync();
            if (!flush.IsCompleted)
            {
                // The library's listener waits here while nobody reads: so the device is held back by its window and by TCP.
                using (watch.Pause())
                {
                    flush.AsTask().GetAwaiter().GetResult();
                }
            }
        }
    }

    private void TakeError(byte[] data)
    {
        if (errors.Length < MostErrors)
        {
            errors.Append(Encoding.UTF8.GetString(data));
        }

        if (request.Subsystem is null)
        {
            Take(data);
        }
    }

    private void TakeRequest(ChannelRequestMessage asked)
    {
        // Behind the name: whether an answer is wanted, then the status (RFC 4254, section 6.10).
        if (asked.RequestName == "exit-status" && asked.RequestData is { Length: >= 5 } data)
        {
            status = BinaryPrimitives.ReadInt32BigEndian(data.AsSpan(1));
        }
        else if (asked.RequestName == "exit-signal")
        {
            signalled = true;
        }
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (ending.Task.IsCompleted)
        {
            throw new IOException("The channel has ended.");
        }

        try
        {
            if (bytes.Length <= channel.Takes)
            {
                channel.Send(MemoryMarshal.TryGetArray(bytes, out var whole) ? whole : new ArraySegment<byte>(bytes.ToArray()));
            }
            else
            {
                // The device takes no more for now. The library waits without a token; closing the socket lets it go. Who
                // has given up waiting may write over the text.
                var copy = bytes.ToArray();
                await ConnectorThread.RunAsync(() =>
                {
                    channel.Send(copy);
                    return true;
                }).WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception error)
            when (error is SshException or SocketException or ObjectDisposedException or InvalidOperationException
                or NullReferenceException)
        {
            throw new IOException("The channel has ended.", error);
        }

        if (ending.Task.IsCompleted)
        {
            throw new IOException("The channel has ended.");
        }
    }

    private void EndInput()
    {
        if (request.Terminal || ending.Task.IsCompleted)
        {
            return;
        }

        try
        {
            channel.SendEof();
        }
        catch (Exception error) when (error is SshException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // It has just ended.
        }
    }

    private SshEnding Ordinary() =>
        errors.ToString().Contains("Password change required but no TTY available", StringComparison.Ordinal)
            ? new SshEnding(status, failure.Expired())
        : signalled ? new SshEnding(null, failure.Signalled())
        : new SshEnding(status, null);

    private SshEnding Refused(string what) => new(255, failure.Session($"the device refused {what}", [], ErrorCode.SessionClosed));

    private SshEnding Cut(string said) => status is not null ? new SshEnding(status, null) : new SshEnding(255, failure.Cut(said));

    private void End(SshEnding how)
    {
        if (ending.TrySetResult(how))
        {
            Complete();
            Close();
        }
    }

    private void Complete()
    {
        lock (writing)
        {
            if (!completed)
            {
                completed = true;
                pipe.Writer.Complete();
            }
        }
    }

    private void Close()
    {
        watch.Dispose();
        for (var at = hops.Count - 1; at >= 0; at--)
        {
            hops[at].Dispose();
        }
    }
}
