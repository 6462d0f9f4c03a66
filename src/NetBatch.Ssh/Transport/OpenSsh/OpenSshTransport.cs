using System.Collections.Concurrent;

namespace NetBatch.Ssh.Transport;

/// <summary>
/// Opens channels by OpenSSH client processes, so that the user's ssh_config, agent, keys, certificates and host-key
/// policy hold. Needs OpenSSH 8.4 or later. Only Linux has been run; Windows is refused, where devices are reached in process. Disposing
/// ends every channel.
/// </summary>
/// <remarks>
/// Writing to a channel whose client has ended throws <see cref="IOException"/>; its Ending tells why. A shell's client
/// connects while <see cref="SshRequest.Started"/> is still being awaited, but no secret is given and no channel is
/// handed out before that returns; a command goes out only after it.
/// </remarks>
public sealed class OpenSshTransport : ISshTransport, IAsyncDisposable
{
    private readonly SshTransportOptions options;
    private readonly SemaphoreSlim opening = new(1, 1);
    private readonly ConcurrentDictionary<OpenSshChannel, bool> channels = new();
    private readonly CancellationTokenSource closing = new();
    private readonly Lock gate = new();
    private readonly TaskCompletionSource idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Parts? parts;
    private bool isDisposed;
    private int opens;

    /// <summary>Makes a transport; nothing is started or looked for until the first connection.</summary>
    /// <param name="options">How the client is used.</param>
    public OpenSshTransport(SshTransportOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
    }

    /// <inheritdoc/>
    /// <exception cref="OperationCanceledException">The token was cancelled; the client has been killed.</exception>
    public async Task<ISshChannel> OpenAsync(SshRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref isDisposed), this);
        return await OpenAsync(request, await SshRoute.ResolveAsync(request, cancellationToken).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Opens a channel over hops that are resolved already.</summary>
    internal async Task<ISshChannel> OpenAsync(SshRequest request, SshRoute route, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            opens++;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, closing.Token);
        try
        {
            var parts = await GetPartsAsync(either.Token).ConfigureAwait(false);
            return await parts.Connector.OpenAsync(
                request, route, channel => channels[channel] = true, channel => channels.TryRemove(channel, out _), either.Token)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException(nameof(OpenSshTransport));
        }
        finally
        {
            lock (gate)
            {
                if (--opens == 0 && isDisposed)
                {
                    idle.TrySetResult();
                }
            }
        }
    }

    /// <summary>Ends every channel and removes the short-lived files.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            if (isDisposed)
            {
                return;
            }

            isDisposed = true;
            if (opens == 0)
            {
                idle.TrySetResult();
            }
        }

        await closing.CancelAsync().ConfigureAwait(false);
        await idle.Task.ConfigureAwait(false);
        await Task.WhenAll(channels.Keys.Select(channel => channel.DisposeAsync().AsTask())).ConfigureAwait(false);
        if (this.parts is { } parts)
        {
            parts.Starter.Dispose();
            await parts.Broker.DisposeAsync().ConfigureAwait(false);
            parts.Runtime.Dispose();
        }

        closing.Dispose();
        opening.Dispose();
    }

    private async ValueTask<Parts> GetPartsAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref parts) is { } ready)
        {
            return ready;
        }

        await opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return parts ??= await MakePartsAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            opening.Release();
        }
    }

    private async Task<Parts> MakePartsAsync(CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new NetBatchException(
                ErrorCode.SshClientUnusable,
                "The OpenSSH transport needs FIFOs and has not been built for Windows.",
                "Choose the transport in this process (SshNet), or run NetBatch in the Windows Subsystem for Linux.");
        }

        var program = await SshClientProgram.FindAsync(options.SshPath, cancellationToken).ConfigureAwait(false);
        var runtime = await RuntimeFolder.CreateAsync(options.RuntimeFolder, program.Setpriv, cancellationToken).ConfigureAwait(false);
        PrepareKnownHosts(options.KnownHostsFile);
        var broker = new SshSecretBroker(runtime.QuestionFifo);
        var starter = new ProcessStarter();
        return new Parts(new SshConnector(options, program, runtime, broker, starter), runtime, broker, starter);
    }

    private static void PrepareKnownHosts(string path)
    {
        if (!Path.IsPathFullyQualified(path) || path.Any(letter => char.IsControl(letter) || letter is '"' or '%' or '$'))
        {
            throw new NetBatchException(ErrorCode.InvalidArgument,
                $"The known_hosts file '{path}' is not a full path without quotes, '%' and '$'.");
        }

        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }
    }

    private sealed record Parts(SshConnector Connector, RuntimeFolder Runtime, SshSecretBroker Broker, ProcessStarter Starter);
}
