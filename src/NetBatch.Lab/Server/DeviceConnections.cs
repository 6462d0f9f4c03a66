using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NetBatch.Lab.Server;

/// <summary>
/// The TCP connections of the lab. sshd tells its session which port the connection came from; here stands which device that is.
/// </summary>
internal sealed class DeviceConnections : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(int Server, int Port), DeviceConnection> byPort = new();
    private readonly ConcurrentDictionary<DeviceConnection, Task> running = new();
    private readonly CancellationTokenSource ending = new();

    /// <summary>Takes a connection and serves it until its end.</summary>
    public void Begin(SimDevice device, Socket client, int server)
    {
        CountEnded();
        var connection = new DeviceConnection(device, client);
        device.Counters.Connection(open: true);
        var task = RunAsync(connection, server);
        running[connection] = task;
        if (task.IsCompleted)
        {
            running.TryRemove(connection, out _);
        }
    }

    /// <summary>
    /// Counts as ended what its client has closed. On a busy machine the relay of a connection learns of that long after the
    /// system does, and would be counted beside the connection that took its place.
    /// </summary>
    public void CountEnded()
    {
        foreach (var connection in running.Keys.Where(connection => connection.IsClosedByClient))
        {
            connection.CountEnd();
        }
    }

    /// <summary>The connection behind a session, by sshd's port and the port from which the connection came to it.</summary>
    public DeviceConnection? Find(int server, int port) => byPort.GetValueOrDefault((server, port));

    /// <summary>Cuts all connections of a device, or of all devices.</summary>
    public void Cut(SimDevice? device)
    {
        foreach (var connection in running.Keys.Where(connection => device is null || connection.Device == device))
        {
            connection.Cut();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync().ConfigureAwait(false);
        Cut(null);
        await Task.WhenAll(running.Values).ConfigureAwait(false);
        ending.Dispose();
    }

    private async Task RunAsync(DeviceConnection connection, int server)
    {
        // The accept loop goes on while this connection is served.
        await Task.Yield();
        using var upstream = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        (int, int)? key = null;
        try
        {
            connection.Client.NoDelay = true;
            if (connection.Device.Strikes(LabFaultKind.Garbage, out _))
            {
                await connection.Client.SendAsync(
                    Encoding.Latin1.GetBytes("\u00ff\u00fb\u0001\u00ff\u00fb\u0003\r\nUser Access Verification\r\n\r\nUsername: "),
                    ending.Token).ConfigureAwait(false);
                return;
            }

            if (connection.Device.Strikes(LabFaultKind.Stall, out _))
            {
                await DrainAsync(connection.Client).ConfigureAwait(false);
                return;
            }

            // Bound before it connects: the session may ask for its device before ConnectAsync has returned.
            upstream.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            key = (server, ((IPEndPoint)upstream.LocalEndPoint!).Port);
            byPort[key.Value] = connection;
            await upstream.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server), ending.Token).ConfigureAwait(false);
            connection.Upstream = upstream;
            var there = CopyAsync(connection.Client, upstream);
            var back = CopyAsync(upstream, connection.Client);
            await Task.WhenAll(there, back).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Either side has gone, which is the ordinary end of a connection.
        }
        finally
        {
            if (key is { } known)
            {
                byPort.TryRemove(known, out _);
            }

            connection.Dispose();
            connection.CountEnd();
            running.TryRemove(connection, out _);
        }
    }

    private async Task DrainAsync(Socket client)
    {
        var buffer = new byte[4096];
        while (await client.ReceiveAsync(buffer, ending.Token).ConfigureAwait(false) > 0)
        {
        }
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(32768);
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer, ending.Token).ConfigureAwait(false)) > 0)
            {
                for (var sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), ending.Token).ConfigureAwait(false);
                }
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One direction is dead: the other has nothing to live for.
            from.Dispose();
            to.Dispose();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
