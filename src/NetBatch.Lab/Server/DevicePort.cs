using System.Net;
using System.Net.Sockets;

namespace NetBatch.Lab.Server;

/// <summary>A device's own TCP port. It hands connections on to sshd, and it makes the faults of the network.</summary>
internal sealed class DevicePort : IAsyncDisposable
{
    private readonly SimDevice device;
    private readonly SshServer server;
    private readonly DeviceConnections connections;
    private readonly Socket reservation;
    private readonly CancellationTokenSource ending = new();
    private readonly Lock gate = new();
    private Socket? listener;
    private Task accepting = Task.CompletedTask;

    public DevicePort(SimDevice device, SshServer server, DeviceConnections connections)
    {
        this.device = device;
        this.server = server;
        this.connections = connections;

        // A bound socket that does not listen keeps the port for this device while it refuses connections: .NET binds
        // with SO_REUSEADDR on Linux, under which one listener may join it and nobody else is given the port.
        reservation = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        reservation.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        reservation.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Port = ((IPEndPoint)reservation.LocalEndPoint!).Port;
    }

    /// <summary>The device's port, the same for as long as the lab lives.</summary>
    public int Port { get; }

    /// <summary>Listens, or refuses, as the device's faults and its running config say now. Called with the device's gate held.</summary>
    public void Apply()
    {
        lock (gate)
        {
            if (ending.IsCancellationRequested)
            {
                return;
            }

            if (device.Has(LabFaultKind.Refuse) || device.IsCutOff)
            {
                listener?.Dispose();
                listener = null;
            }
            else if (listener is null)
            {
                var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                listener.Bind(new IPEndPoint(IPAddress.Loopback, Port));
                listener.Listen(512);
                this.listener = listener;
                accepting = AcceptAsync(listener, accepting);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            ending.Cancel();
            listener?.Dispose();
            listener = null;
        }

        await accepting.ConfigureAwait(false);
        reservation.Dispose();
        ending.Dispose();
    }

    private async Task AcceptAsync(Socket listener, Task before)
    {
        await before.ConfigureAwait(false);
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptAsync(ending.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                return;
            }

            var port = device.Has(LabFaultKind.ChangedHostKey) ? server.OtherPort : server.Port;
            connections.Begin(device, client, port);
        }
    }
}
