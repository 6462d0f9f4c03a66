using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using NetBatch.Store.Postgres;

namespace NetBatch.Store.Tests;

/// <summary>Something else at the address: what says nothing, and what speaks otherwise.</summary>
public sealed class StrangeServerTests
{
    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    public async Task OpenAsync_NoPostgresAtTheAddress_IsToldInSeconds(string says)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var talking = TalkAsync(listener, says);
        var address = PostgresAddress.Parse($"postgres://ann@127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/jobs");
        var since = Stopwatch.StartNew();

        var refused = await Should.ThrowAsync<NetBatchException>(
            () => PostgresJobStore.OpenAsync(new PostgresStoreOptions { Address = address }, default));

        since.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        refused.Code.ShouldBe(ErrorCode.StoreUnusable);
        refused.Message.ShouldContain(address.ToString());
        refused.Remedy.ShouldNotBeNullOrEmpty();
        listener.Stop();
        await talking;
    }

    private static async Task TalkAsync(TcpListener listener, string says)
    {
        var asked = new byte[1024];
        try
        {
            while (true)
            {
                using var peer = await listener.AcceptSocketAsync();
                while (await peer.ReceiveAsync(asked) > 0)
                {
                    await peer.SendAsync(Encoding.ASCII.GetBytes(says));
                }
            }
        }
        catch (Exception over) when (over is SocketException or InvalidOperationException)
        {
            // The test is over, or the client has left in the middle.
        }
    }
}
