using System.Net.Sockets;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace NetBatch.Ssh.Transport;

/// <summary>A way through a jump host (direct-tcpip, RFC 4254, section 7.2) to a socket inside this process. Listens nowhere.</summary>
internal sealed class Tunnel(Session session, Socket far) : IDisposable
{
    private const int Piece = 32 * 1024;

    private LibraryChannel? channel;

    /// <summary>Why the jump host refused, in its words; null while it has not.</summary>
    public string? Refused { get; private set; }

    /// <summary>Asks for the way and waits for the answer.</summary>
    /// <exception cref="SshException">It was refused.</exception>
    public bool Open(string host, int port)
    {
        // Before the channel is there: its own handler lets us go on.
        session.ChannelOpenFailureReceived += (_, failure) => Refused = failure.Message.Description;
        channel = SshNetInternals.Library.TunnelChannel.Make(session);
        channel.Open(host, port, far);
        return channel.IsOpen ? true : throw new SshException($"open failed: {Refused}");
    }

    /// <summary>Carries what we send until either end closes. What comes back, the library's listener writes to the socket.</summary>
    public async Task CarryAsync()
    {
        var buffer = new byte[Piece];
        try
        {
            for (int read; (read = await far.ReceiveAsync(buffer).ConfigureAwait(false)) > 0;)
            {
                channel!.Send(new ArraySegment<byte>(buffer, 0, read));
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or SshException or NullReferenceException)
        {
            // One end has closed, and the session at the other sees it.
        }
    }

    public void Dispose() => far.Dispose();
}
