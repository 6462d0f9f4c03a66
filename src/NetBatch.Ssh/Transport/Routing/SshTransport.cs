namespace NetBatch.Ssh.Transport;

/// <summary>Opens each device's channel by the transport that its rule gives. Disposing ends every channel.</summary>
public sealed class SshTransport : ISshTransport, IAsyncDisposable
{
    private readonly SshTransportOptions options;
    private readonly TransportRule rule;
    private readonly SshNetTransport inProcess;
    private readonly OpenSshTransport openSsh;

    /// <summary>Makes it; nothing is opened or started until the first connection.</summary>
    /// <param name="options">How connections are made.</param>
    public SshTransport(SshTransportOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        rule = new TransportRule(options, new KnownHostKeys(options.KnownHostsFile));
        inProcess = new SshNetTransport(options);
        openSsh = new OpenSshTransport(options);
    }

    /// <summary>By which transport a device would be reached now, and why.</summary>
    public TransportDecision Decide(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return rule.Decide(device);
    }

    /// <inheritdoc/>
    public SshDestination Destination(Device device) => SshDestination.Of(device, options);

    /// <inheritdoc/>
    public async Task<ISshChannel> OpenAsync(SshRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var route = await SshRoute.ResolveAsync(request, cancellationToken).ConfigureAwait(false);
        var decision = rule.Decide(route, request.Device);
        request.Transcript?.Note($"Connecting by {decision.Transport}: {decision.Reason}.");
        if (decision.Transport == DeviceTransport.SshNet)
        {
            return await inProcess.OpenAsync(request, route, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return await openSsh.OpenAsync(request, route, cancellationToken).ConfigureAwait(false);
        }
        catch (NetBatchException missing) when (missing.Code == ErrorCode.SshClientUnusable)
        {
            throw new NetBatchException(
                missing.Code,
                $"{request.Device.Name}: {missing.Message.TrimEnd('.')}. It is reached by OpenSSH since: {decision.Reason}.",
                missing.Remedy,
                missing);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await inProcess.DisposeAsync().ConfigureAwait(false);
        await openSsh.DisposeAsync().ConfigureAwait(false);
    }
}
