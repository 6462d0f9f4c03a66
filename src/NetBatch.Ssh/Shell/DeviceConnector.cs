using System.Net;
using NetBatch.Platforms;
using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Shell;

/// <summary>Opens sessions on devices over SSH: at their shell, or by exec channels where the platform or the device says so.</summary>
public sealed class DeviceConnector : IDeviceConnector
{
    private readonly ISshTransport transport;
    private readonly PlatformCatalog platforms;
    private readonly Func<CancellationToken, ValueTask<IDisposable>> handshakes;
    private readonly ShellTimings timings;
    private readonly DeviceAddresses addresses;

    /// <summary>Makes a connector.</summary>
    /// <param name="transport">Opens the channels.</param>
    /// <param name="platforms">The platforms that are known.</param>
    /// <param name="handshakes">Lets a connection begin; what it gives is disposed when the login is done, before the first prompt, or at
    /// the failure.</param>
    public DeviceConnector(ISshTransport transport, PlatformCatalog platforms, Func<CancellationToken, ValueTask<IDisposable>> handshakes)
        : this(transport, platforms, handshakes, new ShellTimings(), new DeviceAddresses(Dns.GetHostAddressesAsync))
    {
    }

    internal DeviceConnector(
        ISshTransport transport,
        PlatformCatalog platforms,
        Func<CancellationToken, ValueTask<IDisposable>> handshakes,
        ShellTimings timings,
        DeviceAddresses addresses)
    {
        this.transport = transport;
        this.platforms = platforms;
        this.handshakes = handshakes;
        this.timings = timings;
        this.addresses = addresses;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Platforms => platforms.SessionNames;

    /// <inheritdoc/>
    public bool Knows(string platform) => platforms.HasSession(platform);

    /// <inheritdoc/>
    public StepEffect Classify(string platform, string command) => platforms.Session(platform).Commands.Classify(command);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> LockKeysAsync(Device device, CancellationToken cancellationToken) =>
        addresses.LockKeysAsync(transport.Destination(device), cancellationToken);

    /// <summary>Opens channels of a run beside its sessions, by the same rules.</summary>
    internal ExecOpener Opener(IRunContext run, Device device) => new(transport, handshakes, run, device);

    /// <summary>A session of exec channels, which has opened none yet and knows nothing of the device; null: it is worked on by a
    /// shell.</summary>
    internal ExecSession? Exec(IRunContext run, Device device) =>
        platforms.Of(device) is var platform && (device.Channel ?? platform.Channel) == DeviceChannel.Exec
            ? new ExecSession(Opener(run, device), platform, run, device)
            : null;

    /// <inheritdoc/>
    public async Task<IDeviceSession> ConnectAsync(IRunContext run, Device device, CancellationToken cancellationToken)
    {
        var platform = platforms.Of(device);
        await run.EnterAsync(TargetState.Connecting, cancellationToken).ConfigureAwait(false);
        if (Exec(run, device) is { } session)
        {
            await session.ProbeAsync(cancellationToken).ConfigureAwait(false);
            return session;
        }

        var line = await LoginAsync(run, device, platform, cancellationToken).ConfigureAwait(false);
        var shell = new ShellSession(line, run, device);
        try
        {
            await shell.PrepareAsync(cancellationToken).ConfigureAwait(false);
            await shell.EnterContextAsync(cancellationToken).ConfigureAwait(false);
            return shell;
        }
        catch
        {
            await shell.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<ShellLine> LoginAsync(IRunContext run, Device device, SessionRules platform, CancellationToken cancellationToken)
    {
        // A platform that is worked on by exec channels may have none for it, but a shell is no shell without a terminal.
        var terminal = platform.Terminal || platform.Channel == DeviceChannel.Exec;
        var request = ExecOpener.Request(run, device, null, terminal, cancellationToken);
        var channel = await ExecOpener.OpenAsync(transport, handshakes, request, cancellationToken).ConfigureAwait(false);
        var line = new ShellLine(channel, platform, timings, run.Time, DeviceBytes.Of(device, platform.CursorDrawing), run.Transcript);
        try
        {
            await run.EnterAsync(TargetState.Connected, cancellationToken).ConfigureAwait(false);
            var identity = platform.Login is { } login ? new ShellIdentity(run, device, login) : null;
            await new ShellLogin(line, run.Order.LoginTimeout, identity).RunAsync(cancellationToken).ConfigureAwait(false);
            return line;
        }
        catch (NetBatchException problem) when (problem.Code == ErrorCode.LoginTimeout
            && line.Reader.LastLine is { Length: > 0 } last && platforms.WithPrompt(last) is { Count: > 0 } others)
        {
            await line.DisposeAsync().ConfigureAwait(false);
            throw new NetBatchException(
                ErrorCode.PlatformMismatch,
                $"'{device.Name}' shows '{CommandText.Quote(last)}', which is no prompt of '{platform.Name}'.",
                $"Set its platform; such a prompt have: {string.Join(", ", others)}.",
                problem);
        }
        catch
        {
            // No prompt, so nothing to log out at.
            await line.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
