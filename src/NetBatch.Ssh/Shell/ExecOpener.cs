using System.Diagnostics;
using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Shell;

/// <summary>Opens channels for one run: through the handshake gate, with the run's limits, its child reported.</summary>
internal sealed class ExecOpener(ISshTransport transport, Func<CancellationToken, ValueTask<IDisposable>> handshakes, IRunContext run,
    Device device)
{
    private bool connected;

    /// <summary>Opens a channel for one command.</summary>
    public Task<ISshChannel> OpenAsync(string command, CancellationToken cancellationToken) =>
        OpenAsync(command, null, isBulk: false, cancellationToken);

    /// <summary>Opens a channel that carries files: of one command, or of a subsystem.</summary>
    public Task<ISshChannel> OpenForFilesAsync(string? command, string? subsystem, CancellationToken cancellationToken) =>
        OpenAsync(command, subsystem, isBulk: true, cancellationToken);

    private async Task<ISshChannel> OpenAsync(string? command, string? subsystem, bool isBulk, CancellationToken cancellationToken)
    {
        try
        {
            var request = Request(run, device, command, terminal: false, cancellationToken) with { Subsystem = subsystem, IsBulk = isBulk };
            var channel = await OpenAsync(transport, handshakes, request, cancellationToken).ConfigureAwait(false);
            await ConnectedAsync(channel, cancellationToken).ConfigureAwait(false);
            return channel;
        }
        catch (NetBatchException problem) when (connected && problem.ToRunError().IsConnectClass)
        {
            // Something was carried out already: a connect-class error would be retried from the beginning.
            throw new NetBatchException(
                ErrorCode.SessionClosed,
                $"A further channel for '{CommandText.Quote(command ?? subsystem ?? "")}' could not be opened: {problem.Message}",
                problem.Remedy, problem);
        }
    }

    /// <summary>Opens a channel through the gate, which is left when the login is done.</summary>
    public static async Task<ISshChannel> OpenAsync(
        ISshTransport transport, Func<CancellationToken, ValueTask<IDisposable>> handshakes, SshRequest request,
        CancellationToken cancellationToken)
    {
        using var pass = await handshakes(cancellationToken).ConfigureAwait(false);
        using var activity = BatchDiagnostics.Activities.StartActivity("connection")?
            .SetTag("server.address", request.Device.Address).SetTag("server.port", request.Device.Port);
        try
        {
            return await transport.OpenAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (NetBatchException problem)
        {
            activity?.SetStatus(ActivityStatusCode.Error, problem.Code.ToString());
            throw;
        }
    }

    private async ValueTask ConnectedAsync(ISshChannel channel, CancellationToken cancellationToken)
    {
        if (connected)
        {
            return;
        }

        try
        {
            await run.EnterAsync(TargetState.Connected, cancellationToken).ConfigureAwait(false);
            connected = true;
        }
        catch
        {
            await channel.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>What a connection of a run needs.</summary>
    public static SshRequest Request(IRunContext run, Device device, string? command, bool terminal, CancellationToken cancellationToken) =>
        new()
    {
        Device = device,
        Secrets = run.Secrets,
        Command = command,
        Terminal = terminal,
        ConnectTimeout = run.Order.ConnectTimeout,
        LoginTimeout = run.Order.LoginTimeout,
        BeforeSend = run.BeforeSendAsync,
        HostKeys = run.Order.HostKeyPolicy,
        IsAttended = run.Order.IsAttended,
        NewHostKey = key => run.HostKeyAcceptedAsync(key, cancellationToken),
        Started = child => run.ChildStartedAsync(child, cancellationToken),
        Time = run.Time,
        Transcript = run.Transcript,
    };
}
