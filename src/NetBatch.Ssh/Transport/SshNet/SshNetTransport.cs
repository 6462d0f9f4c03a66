using System.Collections.Concurrent;

namespace NetBatch.Ssh.Transport;

/// <summary>Opens channels in this process, by SSH.NET over sockets of our own. Disposing ends every channel.</summary>
public sealed class SshNetTransport : ISshTransport, IAsyncDisposable
{
    private readonly SshTransportOptions options;
    private readonly KnownHostKeys known;
    private readonly KeyFiles files = new();
    private readonly ConcurrentDictionary<SshNetChannel, bool> channels = new();
    private readonly CancellationTokenSource closing = new();
    private int isDisposed;

    /// <summary>Makes a transport; nothing is opened or read until the first connection.</summary>
    /// <param name="options">How connections are made.</param>
    public SshNetTransport(SshTransportOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        known = new KnownHostKeys(options.KnownHostsFile);
    }

    /// <inheritdoc/>
    public async Task<ISshChannel> OpenAsync(SshRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref isDisposed) != 0, this);
        return await OpenAsync(request, await SshRoute.ResolveAsync(request, cancellationToken).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Opens a channel over hops that are resolved already.</summary>
    internal async Task<ISshChannel> OpenAsync(SshRequest request, SshRoute route, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref isDisposed) != 0, this);
        request.EnsureOneLine();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, closing.Token);
        try
        {
            var channel = await new SshNetLogin(options, known, files, route, request).OpenAsync(either.Token).ConfigureAwait(false);
            channels[channel] = true;
            channel.Disposed = () => channels.TryRemove(channel, out _);
            if (!closing.IsCancellationRequested)
            {
                return channel;
            }

            await channel.DisposeAsync().ConfigureAwait(false);
            throw new ObjectDisposedException(nameof(SshNetTransport));
        }
        catch (OperationCanceledException) when (Volatile.Read(ref isDisposed) != 0 && !cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException(nameof(SshNetTransport));
        }
    }

    /// <summary>Ends every channel and forgets the keys that were unlocked.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) != 0)
        {
            return;
        }

        await closing.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(channels.Keys.Select(channel => channel.DisposeAsync().AsTask())).ConfigureAwait(false);
        files.Dispose();
    }
}
