using System.IO.Pipelines;
using System.Text;
using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Tests.Support;

/// <summary>A channel whose other end is played by the test. All of it runs on the caller's thread, so that order is fixed.</summary>
internal sealed class FakeChannel : ISshChannel
{
    private static readonly PipeOptions Inline = new(
        readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 0, resumeWriterThreshold: 0,
        useSynchronizationContext: false);

    private readonly Pipe _fromDevice = new(Inline);
    private readonly Pipe _toDevice = new(Inline);
    private readonly TaskCompletionSource<SshEnding> _ending = new();
    private readonly TimeProvider _clock;

    public FakeChannel(TimeProvider clock)
    {
        _clock = clock;
        LaunchedAt = clock.GetTimestamp();
    }

    public PipeReader Output => _fromDevice.Reader;

    public PipeWriter Input => _toDevice.Writer;

    public long LaunchedAt { get; }

    public Task<SshEnding> Ending => _ending.Task;

    public bool Disposed { get; private set; }

    /// <summary>Everything that was sent to the device.</summary>
    public StringBuilder Sent { get; } = new();

    /// <summary>How many bytes go out at once; 0: all.</summary>
    public int Chunk { get; set; }

    /// <summary>Between two chunks.</summary>
    public TimeSpan Pause { get; set; }

    /// <summary>Says something, in chunks.</summary>
    public async Task SayAsync(string text) => await SayAsync(Encoding.UTF8.GetBytes(text));

    public async Task SayAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var part = Chunk == 0 ? bytes : bytes[..Math.Min(Chunk, bytes.Length)];
            bytes = bytes[part.Length..];
            if (!Disposed)
            {
                await _fromDevice.Writer.WriteAsync(part);
            }

            if (bytes.Length > 0 && Pause > TimeSpan.Zero)
            {
                await Task.Delay(Pause, _clock);
            }
        }
    }

    public Task WaitAsync(TimeSpan time) => Task.Delay(time, _clock);

    /// <summary>The next character typed, or null at the end.</summary>
    public async Task<char?> KeyAsync()
    {
        var result = await _toDevice.Reader.ReadAtLeastAsync(1);
        if (result.Buffer.IsEmpty)
        {
            return null;
        }

        var key = (char)result.Buffer.FirstSpan[0];
        _toDevice.Reader.AdvanceTo(result.Buffer.GetPosition(1));
        Sent.Append(key);
        return key;
    }

    /// <summary>The next line typed, or null at the end. Ctrl+C is a line of its own.</summary>
    public async Task<string?> LineAsync()
    {
        var line = new StringBuilder();
        while (await KeyAsync() is { } key)
        {
            if (key is '\n' or '\r')
            {
                return line.ToString();
            }

            if (key == '\u0003')
            {
                return "\u0003";
            }

            line.Append(key);
        }

        return null;
    }

    /// <summary>Ends the channel from the device's side.</summary>
    public void Hang(int? status = 0, RunError? error = null)
    {
        _ending.TrySetResult(new SshEnding(status, error));
        _fromDevice.Writer.Complete();
    }

    public ValueTask DisposeAsync()
    {
        Disposed = true;
        _ending.TrySetResult(new SshEnding(null, null));
        _toDevice.Writer.Complete();
        return default;
    }
}

/// <summary>A transport whose devices are played by the test.</summary>
internal sealed class FakeTransport(FakeTime clock, Func<FakeChannel, SshRequest, Task> play) : ISshTransport
{
    public List<FakeChannel> Channels { get; } = [];

    public List<SshRequest> Requests { get; } = [];

    public Exception? Fault { get; set; }

    public Exception? PlayFault { get; private set; }

    public Task<ISshChannel> OpenAsync(SshRequest request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        if (Fault is not null)
        {
            return Task.FromException<ISshChannel>(Fault);
        }

        var channel = new FakeChannel(clock);
        Channels.Add(channel);
        _ = PlayAsync(channel, request);
        return Task.FromResult<ISshChannel>(channel);
    }

    private async Task PlayAsync(FakeChannel channel, SshRequest request)
    {
        try
        {
            await play(channel, request);
        }
        catch (Exception fault)
        {
            PlayFault = fault;
        }
    }
}
