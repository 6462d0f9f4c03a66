using System.Net;
using System.Net.Sockets;

namespace NetBatch.Lab.Server;

/// <summary>A device's own TCP port. It hands connections on to sshd, and it makes the faults of the network.</summary>
internal sealed class FrontDoor : IAsyncDisposable
{
    private readonly SimDevice _device;
    private readonly SshServer _server;
    private readonly FrontConnections _connections;
    private readonly Socket _reservation;
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _gate = new();
    private Socket? _listener;
    private Task _accepting = Task.CompletedTask;

    public FrontDoor(SimDevice device, SshServer server, FrontConnections connections)
    {
        _device = device;
        _server = server;
        _connections = connections;

        // A bound socket that does not listen keeps the port for this device while it refuses connections: .NET binds
        // with SO_REUSEADDR on Linux, under which one listener may join it and nobody else is given the port.
        _reservation = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _reservation.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _reservation.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Port = ((IPEndPoint)_reservation.LocalEndPoint!).Port;
    }

    /// <summary>The device's port, the same for as long as the lab lives.</summary>
    public int Port { get; }

    /// <summary>Listens, or refuses, as the device's faults and its running config say now. Called with the device's gate held.</summary>
    public void Apply()
    {
        lock (_gate)
        {
            if (_ending.IsCancellationRequested)
            {
                return;
            }

            if (_device.Has(LabFaultKind.Refuse) || _device.IsCutOff)
            {
                _listener?.Dispose();
                _listener = null;
            }
            else if (_listener is null)
            {
                var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                listener.Bind(new IPEndPoint(IPAddress.Loopback, Port));
                listener.Listen(512);
                _listener = listener;
                _accepting = AcceptAsync(listener, _accepting);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _ending.Cancel();
            _listener?.Dispose();
            _listener = null;
        }

        await _accepting.ConfigureAwait(false);
        _reservation.Dispose();
        _ending.Dispose();
    }

    private async Task AcceptAsync(Socket listener, Task before)
    {
        await before.ConfigureAwait(false);
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptAsync(_ending.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                return;
            }

            var port = _device.Has(LabFaultKind.ChangedHostKey) ? _server.OtherPort : _server.Port;
            _connections.Begin(_device, client, port);
        }
    }
}
