using System.Net;
using System.Net.Sockets;

namespace NetBatch.Store.Tests;

/// <summary>A way to a server on which, for a while, nothing comes through and nobody is told: what was sent arrives later.</summary>
internal sealed class SilentNetwork : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly string socket;
    private volatile bool isSilent;

    public SilentNetwork(string socket)
    {
        this.socket = socket;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    public bool IsSilent { get => isSilent; set => isSilent = value; }

    public void Dispose()
    {
        stop.Cancel();
        listener.Dispose();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            var near = await listener.AcceptSocketAsync(stop.Token);
            var far = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await far.ConnectAsync(new UnixDomainSocketEndPoint(socket), stop.Token);
            _ = CarryAsync(near, far);
            _ = CarryAsync(far, near);
        }
    }

    private async Task CarryAsync(Socket from, Socket to)
    {
        using var _ = from;
        var bytes = new byte[65536];
        while (await from.ReceiveAsync(bytes, stop.Token) is > 0 and var count)
        {
            while (IsSilent)
            {
                await Task.Delay(20, stop.Token);
            }

            await to.SendAsync(bytes.AsMemory(0, count), stop.Token);
        }

        to.Shutdown(SocketShutdown.Send);
    }
}
