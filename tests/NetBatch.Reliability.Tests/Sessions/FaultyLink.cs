using System.Net;
using System.Net.Sockets;

namespace NetBatch.Reliability.Tests.Sessions;

/// <summary>A port of its own before a device, with a fault between.</summary>
internal sealed class FaultyLink : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly int device;
    private readonly Task serving;

    public FaultyLink(int device)
    {
        this.device = device;
        listener.Start();
        serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The fault of connections from now on.</summary>
    public LinkFault Fault { get; set; } = new(LinkFaultKind.None, false, 0);

    /// <summary>Whether the fault has struck since it was set.</summary>
    public bool Struck { get; set; }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        end.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!end.IsCancellationRequested)
        {
            var client = await listener.AcceptSocketAsync(end.Token);
            _ = CarryAsync(client, Fault);
        }
    }

    private async Task CarryAsync(Socket client, LinkFault fault)
    {
        using var there = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            try
            {
                await there.ConnectAsync(IPAddress.Loopback, device, end.Token);
                _ = PassAsync(there, client, fault.FromDevice ? fault : null);
                // When the client has gone, all is over.
                await PassAsync(client, there, fault.FromDevice ? null : fault);
            }
            catch (SocketException)
            {
                // A side has gone; the other is closed with it.
            }
        }
    }

    /// <summary>Carries one direction.</summary>
    private async Task PassAsync(Socket from, Socket to, LinkFault? fault)
    {
        var buffer = new byte[16 * 1024];
        var (passed, swallows) = (0, false);
        try
        {
            while (true)
            {
                var count = await from.ReceiveAsync(buffer, end.Token);
                if (count == 0)
                {
                    to.Shutdown(SocketShutdown.Send);
                    return;
                }

                if (swallows)
                {
                    continue;
                }

                var left = fault is null || (Struck && fault.Kind == LinkFaultKind.Flip) ? count
                    : Math.Clamp(fault.After - passed, 0, count);
                await to.SendAsync(buffer.AsMemory(0, left), end.Token);
                passed += left;
                swallows = left < count && !await StrikeAsync(fault!, from, to, buffer.AsMemory(left, count - left));
            }
        }
        catch (Exception problem) when (problem is SocketException or ObjectDisposedException)
        {
            // The other side is told as TCP tells it.
            from.Close(0);
            to.Close(0);
        }
    }

    /// <summary>Does what is to be done; false: nothing comes through any more in this direction.</summary>
    private async Task<bool> StrikeAsync(LinkFault fault, Socket from, Socket to, Memory<byte> rest)
    {
        Struck = fault.Kind != LinkFaultKind.None;
        switch (fault.Kind)
        {
            case LinkFaultKind.Reset:
                from.Close(0);
                to.Close(0);
                return false;
            case LinkFaultKind.Close:
                from.Close();
                to.Close();
                return false;
            case LinkFaultKind.CloseOneSide:
                to.Shutdown(SocketShutdown.Send);
                return false;
            case LinkFaultKind.Stall:
                return false;
            case LinkFaultKind.Drip:
                for (var at = 0; at < rest.Length; at++)
                {
                    await to.SendAsync(rest.Slice(at, 1), end.Token);
                    await Task.Delay(1, end.Token);
                }

                return true;
            case LinkFaultKind.Flip:
                rest.Span[0] ^= 1;
                break;
        }

        await to.SendAsync(rest, end.Token);
        return true;
    }
}
