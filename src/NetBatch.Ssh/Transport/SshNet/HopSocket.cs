using System.Net;
using System.Net.Sockets;

namespace NetBatch.Ssh.Transport;

/// <summary>Makes the sockets that connections run over.</summary>
internal static class HopSocket
{
    /// <summary>Connects to a host: its addresses one after the other, as the resolver gives them.</summary>
    /// <exception cref="SocketException">None of them took the connection, or the name has none.</exception>
    public static async Task<Socket> DialAsync(HopSettings hop, SshTransportOptions options, Action<Socket> made,
        CancellationToken cancellationToken)
    {
        var family = hop.AddressFamily;
        var addresses = IPAddress.TryParse(hop.HostName, out var literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(hop.HostName, family, cancellationToken).ConfigureAwait(false);
        SocketException? first = null;
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            made(socket);
            try
            {
                KeepAlive(socket, options);
                if (hop.BindAddress is { } local)
                {
                    socket.Bind(new IPEndPoint(IPAddress.Parse(local), 0));
                }

                await socket.ConnectAsync(new IPEndPoint(address, hop.Port), cancellationToken).ConfigureAwait(false);
                return socket;
            }
            catch (SocketException error)
            {
                socket.Dispose();
                first ??= error;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw first ?? new SocketException((int)SocketError.HostNotFound);
    }

    /// <summary>
    /// Two ends of a connection inside this machine, for a session that runs through another one's channel. The listener
    /// lives for this one connection and takes no other than the end that was just made.
    /// </summary>
    public static async Task<(Socket Near, Socket Far)> PairAsync(CancellationToken cancellationToken)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        var near = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await near.ConnectAsync(listener.LocalEndPoint!, cancellationToken).ConfigureAwait(false);
            while (true)
            {
                var far = await listener.AcceptAsync(cancellationToken).ConfigureAwait(false);
                if (far.RemoteEndPoint!.Equals(near.LocalEndPoint))
                {
                    far.NoDelay = true;
                    return (near, far);
                }

                far.Dispose();
            }
        }
        catch
        {
            near.Dispose();
            throw;
        }
    }

    private static void KeepAlive(Socket socket, SshTransportOptions options)
    {
        var seconds = Math.Max(1, (int)options.KeepAlive.TotalSeconds);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, seconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, seconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Math.Max(1, options.KeepAliveCount));
        if (OperatingSystem.IsLinux())
        {
            // tcp(7): how long what was sent may stay without acknowledgement, in milliseconds.
            const int UserTimeout = 18;
            socket.SetRawSocketOption((int)SocketOptionLevel.Tcp, UserTimeout,
                BitConverter.GetBytes(seconds * 1000 * Math.Max(1, options.KeepAliveCount)));
        }
    }
}
