using System.Net.Sockets;

namespace NetBatch.Lab.Server;

/// <summary>One TCP connection to a device.</summary>
internal sealed class DeviceConnection : IDisposable
{
    // Of linux/tcp.h and linux/tcp_states.h: the first byte of TCP_INFO is the connection's state.
    private const int TcpLevel = 6;
    private const int TcpInfo = 11;
    private const byte Established = 1;

    private readonly CancellationTokenSource ended = new();
    private int counted = 1;

    public DeviceConnection(SimDevice device, Socket client)
    {
        Device = device;
        Client = client;
        Ended = ended.Token;
    }

    public SimDevice Device { get; }

    public Socket Client { get; }

    public Socket? Upstream { get; set; }

    /// <summary>Cancelled when the connection is over: its sessions end with it.</summary>
    public CancellationToken Ended { get; }

    /// <summary>Whether the client has closed its end, as the system knows it; elsewhere than on Linux the relay has to notice.</summary>
    public bool IsClosedByClient
    {
        get
        {
            Span<byte> state = stackalloc byte[1];
            try
            {
                return OperatingSystem.IsLinux() && Client.GetRawSocketOption(TcpLevel, TcpInfo, state) == 1 && state[0] != Established;
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return true;
            }
        }
    }

    /// <summary>Counts the connection as ended, once.</summary>
    public void CountEnd()
    {
        if (Interlocked.Exchange(ref counted, 0) == 1)
        {
            Device.Counters.Connection(open: false);
        }
    }

    public void Dispose()
    {
        ended.Cancel();
        ended.Dispose();
        Client.Dispose();
    }

    /// <summary>Cuts the connection the hard way: the client sees a reset.</summary>
    public void Cut()
    {
        try
        {
            Client.LingerState = new LingerOption(true, 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It has gone by itself.
        }

        Client.Dispose();
        Upstream?.Dispose();
    }
}
