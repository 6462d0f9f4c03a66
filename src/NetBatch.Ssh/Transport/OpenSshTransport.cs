using System.Collections.Concurrent;

namespace NetBatch.Ssh.Transport;

/// <summary>
/// Opens channels by OpenSSH client processes, so that the user's ssh_config, agent, keys, certificates and host-key
/// policy hold. Needs OpenSSH 8.4 or later. Only Linux has been run; Windows is refused. Disposing ends every channel.
/// </summary>
/// <remarks>
/// Writing to a channel whose client has ended throws <see cref="IOException"/>; its Ending tells why. A shell's client
/// connects while <see cref="SshRequest.Started"/> is still being awaited, but no secret is given and no channel is
/// handed out before that returns; a command goes out only after it.
/// </remarks>
public sealed class OpenSshTransport : ISshTransport, IAsyncDisposable
{
    private readonly OpenSshOptions _options;
    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly ConcurrentDictionary<OpenSshChannel, bool> _channels = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Parts? _parts;
    private bool _isDisposed;
    private int _opens;

    /// <summary>Makes a transport; nothing is started or looked for until the first connection.</summary>
    /// <param name="options">How the client is used.</param>
    public OpenSshTransport(OpenSshOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
    }

    /// <inheritdoc/>
    /// <exception cref="OperationCanceledException">The token was cancelled; the client has been killed.</exception>
    public async Task<ISshChannel> OpenAsync(SshRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _opens++;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        try
        {
            var parts = await GetPartsAsync(either.Token).ConfigureAwait(false);
            return await parts.Connector.OpenAsync(
                request, channel => _channels[channel] = true, channel => _channels.TryRemove(channel, out _), either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException(nameof(OpenSshTransport));
        }
        finally
        {
            lock (_lock)
            {
                if (--_opens == 0 && _isDisposed)
                {
                    _idle.TrySetResult();
                }
            }
        }
    }

    /// <summary>Ends every channel and removes the short-lived files.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            if (_opens == 0)
            {
                _idle.TrySetResult();
            }
        }

        await _closing.CancelAsync().ConfigureAwait(false);
        await _idle.Task.ConfigureAwait(false);
        await Task.WhenAll(_channels.Keys.Select(channel => channel.DisposeAsync().AsTask())).ConfigureAwait(false);
        if (_parts is { } parts)
        {
            parts.Starter.Dispose();
            await parts.Broker.DisposeAsync().ConfigureAwait(false);
            parts.Runtime.Dispose();
        }

        _closing.Dispose();
        _opening.Dispose();
    }

    private async ValueTask<Parts> GetPartsAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _parts) is { } ready)
        {
            return ready;
        }

        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _parts ??= await MakePartsAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task<Parts> MakePartsAsync(CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new NetBatchException(
                ErrorCode.SshClientUnusable,
                "The SSH transport needs FIFOs and has not been built for Windows.",
                "Run NetBatch on Linux, or in the Windows Subsystem for Linux.");
        }

        var program = await SshClientProgram.FindAsync(_options.SshPath, cancellationToken).ConfigureAwait(false);
        var runtime = await RuntimeFolder.CreateAsync(_options.RuntimeFolder, program.Setpriv, cancellationToken).ConfigureAwait(false);
        PrepareKnownHosts(_options.KnownHostsFile);
        var broker = new SshSecretBroker(runtime.QuestionFifo);
        var starter = new ProcessStarter();
        return new Parts(new SshConnector(_options, program, runtime, broker, starter), runtime, broker, starter);
    }

    private static void PrepareKnownHosts(string path)
    {
        if (!Path.IsPathFullyQualified(path) || path.Any(letter => char.IsControl(letter) || letter is '"' or '%' or '$'))
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"The known_hosts file '{path}' is not a full path without quotes, '%' and '$'.");
        }

        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }
    }

    private sealed record Parts(SshConnector Connector, RuntimeFolder Runtime, SshSecretBroker Broker, ProcessStarter Starter);
}
