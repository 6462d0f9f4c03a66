using System.IO.Pipelines;
using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Bench;

/// <summary>A device in this process, behind pipes as the SSH client's.</summary>
internal sealed class PipedTransport(ShowTech device) : ISshTransport
{
    public static IDisposable Nothing { get; } = new Pass();

    public Task<ISshChannel> OpenAsync(SshRequest request, CancellationToken cancellationToken)
    {
        var channel = new Channel();
        _ = device.PlayAsync(channel.ToDevice.Reader, channel.FromDevice.Writer);
        return Task.FromResult<ISshChannel>(channel);
    }

    private sealed class Channel : ISshChannel
    {
        public Pipe ToDevice { get; } = new();

        public Pipe FromDevice { get; } = new(new PipeOptions(pauseWriterThreshold: 256 * 1024, resumeWriterThreshold: 128 * 1024));

        public PipeReader Output => FromDevice.Reader;

        public PipeWriter Input => ToDevice.Writer;

        public long LaunchedAt { get; } = TimeProvider.System.GetTimestamp();

        public Task<SshEnding> Ending { get; } = Task.FromResult(new SshEnding(0, null));

        public async ValueTask DisposeAsync()
        {
            await ToDevice.Writer.CompleteAsync();
            await FromDevice.Reader.CompleteAsync();
        }
    }

    private sealed class Pass : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
